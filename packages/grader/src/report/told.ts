// Which verdicts are told test by test, what is told of the others, and where a test was stopped.

import type { grading } from "../grade.ts";
import type { test_verdict } from "../judge/verdict.ts";
import { stopStatus } from "../progress.ts";
import { placeOf } from "../trace/lines.ts";
import type { audience, companion_result, counted_result, test_result } from "./result.ts";

/** Verdicts that are told, and those of tests that only count. One that was held has nothing to count yet. */
export function sorted(
  { verdicts }: grading,
  audience: audience,
  title_only: ReadonlySet<string> = new Set(),
): { readonly verdicts: readonly test_verdict[]; readonly counted: readonly test_verdict[] } {
  const counts = ({ test, outcome }: test_verdict): boolean =>
    audience === "learner" && outcome.kind !== "held" && title_only.has(test.id);
  return {
    verdicts: verdicts.filter((one) => !counts(one)),
    counted: verdicts.filter(counts),
  };
}

export function countedResult(verdicts: readonly test_verdict[]): counted_result {
  const points = (some: readonly test_verdict[]): number =>
    some.reduce((all, { test }) => all + test.points, 0);
  return {
    score: points(verdicts.filter(({ status }) => status === "passed")),
    max_score: points(verdicts),
    tests: verdicts.map(({ test: { id, title, category, points } }) => ({
      id,
      title,
      category,
      max_score: points,
    })),
  };
}

/** What stopped the submission, as far as it shows in the tests that are told: the others keep it to themselves. */
export function stopTold(
  { status, message, verdicts: all }: grading,
  told: readonly test_verdict[],
): Pick<grading, "status" | "message"> {
  const ran = all.some(({ outcome }) => !["held", "not_run"].includes(outcome.kind));
  if (!ran) return { status, message };
  const stopped = told.find(({ outcome }) => ["killed", "overrun"].includes(outcome.kind));
  if (stopped === undefined) return { status: "graded", message: "" };
  const { outcome } = stopped;
  const end = outcome.kind === "killed" ? stopStatus(outcome.end) : "timeout";
  return { status: end, message: stopped.message };
}

/** The line at which the submission threw or was stopped, where that is what a test says of it. */
export function placeResult(
  { status, outcome, findings }: test_verdict,
  beside: readonly companion_result[],
): Pick<test_result, "line" | "file"> {
  const place = placeOf(
    status === "passed" || findings.length > 0 ? null : lineOf(outcome),
    beside.map(({ file }) => file),
  );
  if (place === null) return {};
  return { line: place.line, ...(place.file !== null && { file: place.file }) };
}

function lineOf(outcome: test_verdict["outcome"]): number | null {
  if (outcome.kind === "overrun") return outcome.overrun.line;
  return outcome.kind === "ran" && outcome.mismatch === null
    ? (outcome.thrown?.line ?? null)
    : null;
}
