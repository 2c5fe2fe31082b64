// Grades one submission: bytes in, verdicts out. Nothing that is in the bytes makes it throw, hang or forget.

import type { release_rules, target_name } from "@faultline/core";
import type { exercise, graded_test } from "@faultline/kit";
import type { child_input } from "./child/protocol.ts";
import { decodeSource } from "./intake/text.ts";
import { casesOf, type judged_case } from "./judge/cases.ts";
import { readLine, type told } from "./judge/lines.ts";
import {
  type case_outcome,
  type case_run,
  overrunWords,
  replayCase,
  type test_verdict,
  verdictOf,
} from "./judge/verdict.ts";
import { Problem } from "./problem.ts";
import { Child, type child_end } from "./sandbox/child.ts";
import type { enclosure, isolation } from "./sandbox/layers.ts";

/** The course's kernel. */
const RELEASE: release_rules["name"] = "5.14";
/** All children of one submission together: a backstop, as budgets end a case long before. */
const WALL_MS = 10_000;
/** How often a submission that ended its process may go on with the next case. */
const MAX_CHILDREN = 3;

export type status =
  | "graded"
  | "compile_error"
  | "rejected"
  | "crashed"
  | "timeout"
  | "out_of_memory";

/** All that is known of a graded submission. What of it is told to whom is the report's business. */
export interface grading {
  readonly exercise: exercise;
  readonly release: release_rules["name"];
  readonly status: status;
  /** Why it could not be graded, or what stopped it. */
  readonly message: string;
  readonly verdicts: readonly test_verdict[];
  /** What stood around the submission; null if it was refused before it was run. */
  readonly enclosure: enclosure | null;
}

export interface grade_options {
  /** The child's script. */
  readonly script: string;
  readonly wall_ms?: number;
  /** Exactly what is to stand around the submission; all that this machine has, if it is left out. */
  readonly isolation?: isolation;
}

/** A grading in progress. */
interface progress {
  readonly cases: readonly judged_case[];
  readonly outcomes: Map<number, case_outcome>;
  readonly verdicts: Map<graded_test, test_verdict>;
  /** When to give up, by the clock. */
  deadline: number;
  /** Whether the child has started. */
  up: boolean;
  problem: { readonly status: status; readonly message: string } | null;
  /** Functions that the submission exports; null before the child has said so. */
  targets: readonly target_name[] | null;
  /** The case that the child is at. */
  running: number | null;
  enclosure: enclosure | null;
}

function newProgress(exercise: exercise): progress {
  return {
    cases: casesOf(exercise),
    outcomes: new Map(),
    verdicts: new Map(),
    deadline: Number.POSITIVE_INFINITY,
    up: false,
    problem: null,
    targets: null,
    running: null,
    enclosure: null,
  };
}

/**
 * Grades what was handed in.
 *
 * @throws Error if no child can be started: that is no submission's fault
 * @throws MissingIsolation if what is to stand around it is not to be had here
 *
 * @param child started already, where the caller had something else to do meanwhile
 */
export async function grade(
  exercise: exercise,
  bytes: Uint8Array,
  options: grade_options,
  child = new Child(options.script, options.isolation),
): Promise<grading> {
  const progress = newProgress(exercise);
  progress.enclosure = child.enclosure;
  try {
    const source = decodeSource(bytes);
    await runAll(exercise, source, progress, options, child);
  } catch (error) {
    child.kill();
    if (!(error instanceof Problem)) throw error;
    progress.problem = { status: error.kind, message: error.message };
  }
  return gradingOf(exercise, progress);
}

/** The grading of something that cannot be graded at all: a directory, a pipe, a file that is too large. */
export function refusal(exercise: exercise, { kind, message }: Problem): grading {
  return gradingOf(exercise, { ...newProgress(exercise), problem: { status: kind, message } });
}

async function runAll(
  exercise: exercise,
  source: string,
  progress: progress,
  { script, wall_ms = WALL_MS, isolation }: grade_options,
  first: Child,
): Promise<void> {
  progress.deadline = Date.now() + wall_ms;
  for (let n = 0; n < MAX_CHILDREN && progress.problem === null; n++) {
    const left = progress.cases.filter((one) => !progress.outcomes.has(one.n));
    const time = progress.deadline - Date.now();
    if (left.length === 0 || time <= 0) return;
    const child = n === 0 ? first : new Child(script, isolation);
    const cases = left.map((one) => ({ n: one.n, scenario: one.scenario, release: RELEASE }));
    const input: child_input = { source, required: exercise.targets, cases };
    progress.running = null;
    const hearLine = (line: string): void => {
      // Playing what was recorded takes time too, and a record can be made to take long.
      if (Date.now() > progress.deadline) child.kill();
      else hear(readLine(line), exercise, progress);
    };
    const end = await child.run(input, hearLine, time);
    if (!progress.up) throw new Error(`The child did not start. ${child.lastWords()}`);
    const late = Date.now() > progress.deadline;
    noteEnd(late ? "timeout" : end, progress);
    if (end === "done" || late) return;
  }
}

/** Takes in one line of the child's. Whatever comes twice, or out of turn, is not heard. */
function hear(told: told | null, exercise: exercise, progress: progress): void {
  if (told === null || progress.problem !== null) return;
  if (told.kind === "up") {
    progress.up = true;
  } else if (told.kind === "problem") {
    progress.problem = { status: told.problem, message: told.message };
  } else if (told.kind === "ready") {
    if (exercise.targets.every((name) => told.targets.includes(name)))
      progress.targets ??= told.targets;
  } else if (told.kind === "begin") {
    progress.running = told.n;
  } else {
    hearCase(told, progress);
  }
}

function hearCase(told: told & { kind: "case" }, progress: progress): void {
  const { cases, outcomes, targets } = progress;
  const one = cases.find(({ n }) => n === told.n);
  if (one === undefined || targets === null || outcomes.has(told.n)) return;
  const { overrun, log } = told;
  if (overrun !== null) settle(one, { kind: "overrun", overrun, log }, progress);
  else settle(one, replayCase(one, RELEASE, targets, told), progress);
}

/** Judges a case while its run is at hand, and keeps the run only where a report may tell of it. */
function settle(
  { n, tests }: judged_case,
  outcome: case_run | Exclude<case_outcome, { kind: "ran" }>,
  { outcomes, verdicts }: progress,
): void {
  const found = tests.map((test) => verdictOf(test, outcome));
  const lean: case_outcome = outcome.kind === "ran" ? { ...outcome, run: null } : outcome;
  outcomes.set(n, lean);
  for (const verdict of found) {
    const { visibility } = verdict.test;
    const told = [...verdicts.values()].some(
      ({ test, outcome }) => test.visibility === visibility && "run" in outcome && outcome.run,
    );
    const keep = verdict.status === "failed" && !told;
    verdicts.set(verdict.test, keep ? verdict : { ...verdict, outcome: lean });
  }
}

/** The child is gone. The case that it was at, if it was at one, is what ended it. */
function noteEnd(end: child_end, progress: progress): void {
  const { running, cases, outcomes, targets } = progress;
  if (progress.problem !== null || (end === "done" && targets !== null)) return;
  const status = end === "done" ? "crashed" : end;
  if (targets === null) {
    progress.problem = { status, message: loadWords(status) };
    return;
  }
  const culprit = cases.find(({ n }) => n === running) ?? cases.find(({ n }) => !outcomes.has(n));
  if (culprit !== undefined && !outcomes.has(culprit.n))
    settle(culprit, { kind: "killed", end }, progress);
}

function gradingOf(exercise: exercise, progress: progress): grading {
  const { outcomes, problem, verdicts, enclosure } = progress;
  const verdict = (test: graded_test): test_verdict =>
    (problem === null ? verdicts.get(test) : undefined) ?? verdictOf(test, { kind: "not_run" });
  const stopped = problem ?? stopOf([...outcomes.values()]) ?? { status: "graded", message: "" };
  const judged = exercise.tests.map(verdict);
  return { exercise, release: RELEASE, verdicts: judged, enclosure, ...stopped };
}

/** What stopped a submission that could be run: the worst that happened to it. */
function stopOf(outcomes: readonly case_outcome[]): { status: status; message: string } | null {
  const killed = outcomes.find((one) => one.kind === "killed");
  if (killed !== undefined) {
    const status = killed.end === "done" ? "crashed" : killed.end;
    return { status, message: endWords(status) };
  }
  const overrun = outcomes.find((one) => one.kind === "overrun");
  return overrun === undefined
    ? null
    : { status: "timeout", message: overrunWords(overrun.overrun) };
}

type stop = "timeout" | "out_of_memory" | "crashed";

function endWords(status: stop): string {
  if (status === "timeout") return "Your code did not finish: it was stopped after some seconds.";
  if (status === "out_of_memory") return "Your code used up the memory that it may have.";
  return "Your code ended the process that it ran in.";
}

function loadWords(status: stop): string {
  if (status === "timeout")
    return "The file could not be read in time: it does not come to an end.";
  if (status === "out_of_memory")
    return "The file could not be loaded in the memory that it may have.";
  return "The file could not be loaded: it ended the process that it was loaded in.";
}
