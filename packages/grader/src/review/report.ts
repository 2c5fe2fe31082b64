// From what is known of a review to what is told: a version's name and its reviewers are told once it is caught.

import type { remark, version_score, wrong_version } from "@faultline/kit";
import { escapeUnseen, oneLine } from "../report/escape.ts";
import { turnIrregularities } from "../report/irregularities.ts";
import { located, type report_facts } from "../report/report.ts";
import type { audience, result, review_result, test_result } from "../report/result.ts";
import { isolationWords } from "../sandbox/words.ts";
import type { review_grading } from "./grade.ts";

export function newReviewReport(
  grading: review_grading,
  facts: report_facts,
  audience: audience,
): result {
  const { exercise, release, status, message, versions, enclosure, odd } = grading;
  const rows = rowsOf(grading, audience);
  return {
    schema: "faultline/result/v1",
    exercise: exercise.id,
    release,
    submission: { file: oneLine(facts.file, 255), sha256: facts.sha256 },
    status,
    message: oneLine(located(status, message, facts.file)),
    score: sum(versions, "score"),
    max_score: sum(versions, "max_score"),
    seed: facts.seed,
    tests: rows,
    findings: [],
    counterexample: null,
    duration_ms: Math.round(facts.duration_ms),
    review: reviewOf(grading),
    ...(audience === "instructor" && {
      irregularities: turnIrregularities(odd),
      isolation: enclosure === null ? [] : isolationWords(enclosure),
    }),
  };
}

const sum = (versions: readonly version_score[], key: "score" | "max_score"): number =>
  versions.reduce((all, one) => all + one[key], 0);

/** What a version is called as long as nobody may know which it is. */
export const rowId = (place: number): string => `version-${place + 1}`;

/** A version that is not caught yet, for whoever has not caught it. */
export const UNCAUGHT = "A version that is not caught yet";

function rowsOf({ exercise, versions, status }: review_grading, audience: audience): test_result[] {
  return exercise.wrong.flatMap((version, i) => {
    const score = versions[i];
    return score === undefined ? [] : [rowOf(version, score, i, status === "graded", audience)];
  });
}

function rowOf(
  version: wrong_version,
  score: version_score,
  place: number,
  ran: boolean,
  audience: audience,
): test_result {
  const { caught } = score;
  const [hint, message] = ran && !caught ? rungs(version, score) : (["", ""] as const);
  return {
    id: rowId(place),
    title: caught || audience === "instructor" ? version.title : UNCAUGHT,
    category: version.category,
    visibility: caught ? "visible" : "hidden",
    status: caught ? "passed" : ran ? "failed" : "not_run",
    score: score.score,
    max_score: score.max_score,
    message: oneLine(caught ? version.reviews.map(sayRemark).join(" ") : message),
    hint,
    log: [],
  };
}

const sayRemark = ({ by, on, said }: remark): string => `${by}, ${on}: ${said}`;

/** The hint and the message for a version that is not caught: as far up the ladder as the tests have come. */
function rungs(
  { hint, look }: wrong_version,
  { missed_by: [first] }: version_score,
): readonly [hint: string, message: string] {
  return first === undefined
    ? [hint, "None of your valid tests makes it go wrong."]
    : [look, `It goes wrong in the test ${JSON.stringify(first)}, and no claim sees it.`];
}

function reviewOf({ exercise, tests, log }: review_grading): review_result {
  const ids = exercise.wrong.map(({ id }) => id);
  return {
    valid: tests.filter(({ status }) => status === "valid").length,
    given: tests.length,
    right_versions: exercise.right.length,
    tests: tests.map(({ name, status, message, catches }) => ({
      name: oneLine(name, 100),
      status,
      message: oneLine(message),
      catches: catches.map((id) => rowId(ids.indexOf(id))),
    })),
    log: log.flatMap((line) => line.split("\n")).map(escapeUnseen),
  };
}
