// What became of one case, and what that makes of each test that looks at it.

import { type release_rules, type run, runScenario, type target_name } from "@faultline/core";
import {
  type graded_test,
  isRace,
  isRandom,
  judge,
  judgeDifference,
  judgedRun,
  type judgement,
  judgeRace,
  linuxRun,
  type race_test,
  type random_test,
  type run_test,
} from "@faultline/kit";
import type { overrun } from "../child/budget.ts";
import type { child_end } from "../sandbox/hired.ts";
import { placeOf, sayPlace } from "../trace/lines.ts";
import type { single_case } from "./cases.ts";
import type { mismatch } from "./evidence.ts";
import { Moments } from "./moments.ts";
import type { packed } from "./pack.ts";
import type { raced } from "./race.ts";
import { type last_throw, Replay } from "./replay.ts";

/** What is known of a case when the child has ended. */
export type case_outcome =
  | {
      readonly kind: "ran";
      /** Null once nobody needs it any more: a machine with a snapshot for each step is large. */
      readonly run: run | null;
      readonly thrown: last_throw | null;
      /** Why the trace does not fit, where it does not. */
      readonly mismatch: mismatch | null;
      /** Only of a run that somebody wants to see closely. */
      readonly moments?: Moments["all"];
      readonly log: readonly string[];
    }
  | raced
  | packed
  | { readonly kind: "overrun"; readonly overrun: overrun; readonly log: readonly string[] }
  /** The child died in it. */
  | { readonly kind: "killed"; readonly end: child_end }
  | { readonly kind: "not_run" }
  /** The course has it run later. */
  | { readonly kind: "held"; readonly until: string };

export interface test_verdict {
  readonly test: graded_test;
  readonly status: "passed" | "failed" | "error" | "not_run";
  readonly message: string;
  /** The same with the submission's own words, for those who may see its inputs. */
  readonly detail: string;
  readonly findings: judgement["findings"];
  readonly outcome: case_outcome;
}

/** A case that ran, with its run. */
export type case_run = case_outcome & { readonly kind: "ran"; readonly run: run };

/** Plays what the child recorded of a case on a machine of ours. */
export function replayCase(
  { scenario, keep = false, onStep }: single_case,
  release: release_rules["name"],
  targets: readonly target_name[],
  { events, log }: { readonly events: readonly unknown[]; readonly log: readonly string[] },
): case_run {
  const replay = new Replay(events);
  const moments = keep === "closely" ? new Moments() : null;
  const run = runScenario(scenario, {
    release,
    livepatch: replay.livepatch(targets),
    audit: true,
    trace: keep !== false,
    observe: false,
    snapshots: keep !== true,
    ...(moments !== null && { watch: moments }),
    ...(onStep !== undefined && { onStep }),
  });
  replay.finish();
  const { thrown, mismatch } = replay;
  const ran = { kind: "ran", run, thrown, mismatch, log } as const;
  return moments === null ? ran : { ...ran, moments: moments.all };
}

/**
 * The verdict on a test whose case did not run, or ran and is still at hand.
 *
 * @param beside names of the files that ran beside the submission
 */
export function verdictOf(
  test: graded_test,
  outcome: case_run | Exclude<case_outcome, { kind: "ran" }>,
  beside: readonly string[] = [],
): test_verdict {
  const result = (status: test_verdict["status"], message: string) => ({
    test,
    status,
    message,
    detail: message,
    findings: [],
    outcome,
  });
  if (outcome.kind === "not_run")
    return result("not_run", "This test was not run: the code was stopped before.");
  if (outcome.kind === "held") return result("not_run", `Not run until ${outcome.until}.`);
  if (outcome.kind === "killed") return result("error", killedWords(outcome.end));
  if (outcome.kind === "overrun") return result("error", overrunWords(outcome.overrun, beside));
  // To the learner an ordinary failure: what did not fit is for the instructor, who can look at it.
  if (outcome.mismatch !== null) return result("failed", test.failure);
  if (outcome.kind === "raced" && isRace(test)) return judgedRace(test, outcome);
  if (outcome.kind === "packed" && isRandom(test)) return judgedPack(test, outcome);
  if (outcome.kind === "ran" && isRandom(test)) return judgedDifference(test, outcome, beside);
  if (outcome.kind === "ran" && "check" in test) return judged(test, outcome, beside);
  throw new Error(`The test ${test.id} was given the outcome of another case.`);
}

const cut_short =
  "The code makes so many kernel calls that not everything can be tried that could happen: make fewer.";

function judgedRace(test: race_test, outcome: raced): test_verdict {
  const { status, message, findings } = outcome.cut_short
    ? ({ status: "failed", message: cut_short, findings: [] } as const)
    : judgeRace(test, outcome.findings);
  return { test, status, message, detail: message, findings, outcome };
}

function judgedPack(test: random_test, outcome: packed): test_verdict {
  const passed = !outcome.cut_short && outcome.different === null;
  const message = passed ? "" : outcome.cut_short ? cut_short : test.failure;
  const status = passed ? "passed" : "failed";
  return { test, status, message, detail: message, findings: [], outcome };
}

/** A run that is known to differ from Linux's: what can be said of it. */
function judgedDifference(
  test: random_test,
  outcome: case_run,
  beside: readonly string[],
): test_verdict {
  const linux = linuxRun(outcome.run.scenario);
  const judgement = judgeDifference(test, judgedRun(outcome.run), judgedRun(linux));
  return { test, outcome, ...inWords(judgement, outcome, beside) };
}

function judged(test: run_test, outcome: case_run, beside: readonly string[]): test_verdict {
  const judgement = judge(test, judgedRun(outcome.run));
  if (judgement.status !== "error")
    return { test, outcome, ...inWords(judgement, outcome, beside) };
  return {
    test,
    outcome,
    ...judgement,
    message:
      "This test could not judge the run. That is a defect of the test: tell your instructor.",
    detail: `The test itself failed: ${judgement.message}`,
  };
}

/** A judgement, and what the submission threw, if that is what it died of. */
function inWords(
  judgement: judgement,
  { thrown }: case_run,
  beside: readonly string[],
): judgement & { detail: string } {
  const { status, message, findings } = judgement;
  if (status === "passed" || thrown === null || findings.length > 0)
    return { ...judgement, detail: message };
  return { ...judgement, ...thrownWords(thrown, beside) };
}

const errors = new Set(["TypeError", "RangeError", "ReferenceError", "SyntaxError"]);

function thrownWords(
  { line, name, message, refused_by }: last_throw,
  beside: readonly string[],
): Pick<test_verdict, "message" | "detail"> {
  const place = placeOf(line, beside);
  const at = place === null ? "" : ` at ${sayPlace(place)}`;
  const what = errors.has(name) ? `a ${name}` : "an error";
  const plain =
    refused_by === null
      ? `The code threw ${what}${at} instead of returning.`
      : `The code called ${refused_by}() with a wrong argument${at}.`;
  return { message: plain, detail: message === "" ? plain : `${plain} It said: ${message}` };
}

function killedWords(end: child_end): string {
  if (end === "timeout") return "The code was stopped: it did not return in time.";
  if (end === "out_of_memory")
    return "The code was stopped: it used up the memory that it may have.";
  return "The code ended the process that it ran in.";
}

/** Round, as nobody counts an endless loop; whole below a thousand. */
const thousands = (count: number): number =>
  count < 1000 ? count : Math.floor(count / 1000) * 1000;

/** @param beside names of the files that ran beside the submission */
export function overrunWords(
  { what, line, count }: overrun,
  beside: readonly string[] = [],
): string {
  const at = sayPlace(placeOf(line, beside) ?? { file: null, line: 0 });
  if (what === "steps")
    return `Your code did not finish: ${at} ran more than ${thousands(count)} times.`;
  if (what === "calls")
    return `Your code did not finish: it made more than ${count} kernel calls, the last at ${at}.`;
  if (what === "pages")
    return `Your code was stopped: it holds more than ${count} pages, the last taken at ${at}.`;
  return `Your code did not finish: it calls itself through the kernel without end, at ${at}.`;
}
