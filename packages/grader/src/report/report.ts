// From what is known to what is told. Each field is put in by name: what is not named here is told to nobody.

import { lessonOf } from "@faultline/kit";
import type { grading } from "../grade.ts";
import { type counterexample, counterexampleOf } from "../judge/counterexample.ts";
import type { test_verdict } from "../judge/verdict.ts";
import { isolationWords } from "../sandbox/words.ts";
import { placeOf } from "../trace/lines.ts";
import { escapeUnseen, oneLine } from "./escape.ts";
import { irregularitiesOf } from "./irregularities.ts";
import { knownResult } from "./known.ts";
import type { audience, companion_result, finding_result, result, test_result } from "./result.ts";
import { countedResult, placeResult, sorted, stopTold } from "./told.ts";

/** More than a reader looks at; a submission can break a rule on each of its lines. */
const MAX_FINDINGS = 100;

/** What a report says besides the verdicts. */
export interface report_facts {
  readonly file: string;
  readonly sha256: string;
  readonly seed: number;
  readonly duration_ms: number;
  /** What ran beside it, in that order. */
  readonly with?: readonly companion_result[];
  /** Ids of tests that count, and of which a learner reads the titles only. */
  readonly title_only?: ReadonlySet<string>;
}

export function newReport(grading: grading, facts: report_facts, audience: audience): result {
  const { exercise, release, enclosure } = grading;
  const { verdicts, counted } = sorted(grading, audience, facts.title_only);
  const { status, message } = counted.length === 0 ? grading : stopTold(grading, verdicts);
  const beside = (facts.with ?? []).map((one) => ({ ...one, file: oneLine(one.file, 255) }));
  const tests = verdicts.map((verdict) => testResult(verdict, audience, beside));
  const together = countedResult(counted);
  const sum = (points: readonly number[]): number => points.reduce((all, one) => all + one, 0);
  return {
    schema: "faultline/result/v1",
    exercise: exercise.id,
    release,
    submission: { file: oneLine(facts.file, 255), sha256: facts.sha256 },
    ...(beside.length > 0 && { with: beside }),
    status,
    message: oneLine(located(status, message, facts.file)),
    score: sum([...tests, together].map(({ score }) => score)),
    max_score: sum([...tests, together].map(({ max_score }) => max_score)),
    seed: facts.seed,
    tests,
    ...(counted.length > 0 && { counted: together }),
    findings: findingResults(verdicts, audience, beside),
    counterexample: firstCounterexample(verdicts, release, audience),
    ...(counted.length === 0 && knownResult(exercise, verdicts, audience)),
    duration_ms: Math.round(facts.duration_ms),
    ...(audience === "instructor" && {
      irregularities: irregularitiesOf(grading),
      isolation: enclosure === null ? [] : isolationWords(enclosure),
    }),
  };
}

/** Where a parser gives a position, an editor finds it by `file:line:column`. */
export const located = (status: grading["status"], message: string, file: string): string =>
  status === "compile_error" && /^\d+:\d+: /.test(message) ? `${file}:${message}` : message;

const mayShow = ({ test }: test_verdict, audience: audience): boolean =>
  audience === "instructor" || test.visibility === "visible";

function testResult(
  verdict: test_verdict,
  audience: audience,
  beside: readonly companion_result[],
): test_result {
  const { test, status, message, detail, outcome } = verdict;
  const shown = mayShow(verdict, audience);
  const log = shown && "log" in outcome ? outcome.log : [];
  return {
    id: test.id,
    title: test.title,
    category: test.category,
    visibility: test.visibility,
    status,
    score: status === "passed" ? test.points : 0,
    max_score: test.points,
    message: oneLine(shown ? detail : message),
    hint: status === "passed" ? "" : test.hint,
    log: log.flatMap((line) => line.split("\n")).map(escapeUnseen),
    ...(outcome.kind === "held" && { until: outcome.until }),
    ...placeResult(verdict, beside),
  };
}

/** Each broken rule once for each line that broke it. */
function findingResults(
  verdicts: readonly test_verdict[],
  audience: audience,
  beside: readonly companion_result[],
): finding_result[] {
  const files = beside.map(({ file }) => file);
  const seen = new Map<string, finding_result>();
  for (const verdict of verdicts.filter(({ status }) => status === "failed")) {
    const shown = mayShow(verdict, audience);
    for (const { rule, message, line, step, kernel, numbers } of verdict.findings) {
      const key = JSON.stringify([
        rule,
        message,
        line,
        audience === "instructor" && [step, verdict.test.id],
      ]);
      const known = seen.get(key);
      // Of two tests that found the same, the one that may be shown says where.
      if (known !== undefined && (known.step !== null || !shown)) continue;
      const place = placeOf(line, files);
      seen.set(key, {
        id: known?.id ?? `f${seen.size + 1}`,
        rule,
        message,
        step: shown ? step : null,
        line: place?.line ?? null,
        ...(place !== null && place.file !== null && { file: place.file }),
        ...lessonResult(rule),
        ...(audience === "instructor" && { test: verdict.test.id, kernel, numbers }),
      });
    }
  }
  return [...seen.values()].slice(0, MAX_FINDINGS);
}

function lessonResult(rule: string): Pick<finding_result, "lesson"> {
  const lesson = lessonOf(rule);
  return lesson === undefined ? {} : { lesson };
}

function firstCounterexample(
  verdicts: readonly test_verdict[],
  release: grading["release"],
  audience: audience,
): counterexample | null {
  for (const verdict of verdicts) {
    if (verdict.status !== "failed" || verdict.outcome.kind !== "ran") continue;
    if (verdict.outcome.run === null || !mayShow(verdict, audience)) continue;
    return counterexampleOf(verdict.outcome.run, release);
  }
  return null;
}
