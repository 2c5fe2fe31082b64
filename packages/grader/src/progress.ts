// What is known of a submission while its children run: taken in line by line, and settled case by case.

import type { release_rules, target_name } from "@faultline/core";
import type { graded_test } from "@faultline/kit";
import type { companion } from "./companions.ts";
import { isPackCase, isRaceCase, type judged_case } from "./judge/cases.ts";
import { Knowledge } from "./judge/knowledge.ts";
import type { told } from "./judge/lines.ts";
import { replayPack } from "./judge/pack.ts";
import { replayRace } from "./judge/race.ts";
import type { Turns } from "./judge/turns.ts";
import {
  type case_outcome,
  type case_run,
  overrunWords,
  replayCase,
  type test_verdict,
  verdictOf,
} from "./judge/verdict.ts";
import type { child_end, surroundings } from "./sandbox/hired.ts";

/** The course's kernel. */
export const RELEASE: release_rules["name"] = "5.14";

export type status =
  | "graded"
  | "compile_error"
  | "rejected"
  | "crashed"
  | "timeout"
  | "out_of_memory";

/** A grading in progress. */
export interface progress {
  /** Functions that the submission must export. */
  readonly required: readonly target_name[];
  readonly cases: readonly judged_case[];
  /** What runs beside the submission. */
  readonly companions: readonly companion[];
  readonly knowledge: Knowledge;
  readonly outcomes: Map<number, case_outcome>;
  readonly verdicts: Map<graded_test, test_verdict>;
  problem: { readonly status: status; readonly message: string } | null;
  enclosure: surroundings | null;
  /** What the children of each share said out of turn. */
  readonly turns: Turns[];
}

export function newProgress(
  required: readonly target_name[],
  cases: readonly judged_case[],
  companions: readonly companion[] = [],
  knowledge: Knowledge = new Knowledge(),
): progress {
  return {
    required,
    cases,
    companions,
    knowledge,
    outcomes: new Map(),
    verdicts: new Map(),
    problem: null,
    enclosure: null,
    turns: [],
  };
}

/** What a child tells of a case that is over. */
type told_case = told & { readonly kind: "case" | "race" | "pack" };

/**
 * Judges what was told of a case, unless its outcome is known.
 *
 * @param targets the functions that are patched in
 */
export function hearCase(
  told: told_case,
  targets: readonly target_name[],
  progress: progress,
): void {
  const { cases, outcomes } = progress;
  const one = cases.find(({ n }) => n === told.n);
  if (one === undefined || outcomes.has(told.n)) return;
  const { overrun } = told;
  const outcome = overrun === null ? replay(one, told, targets, progress) : null;
  if (overrun !== null) settle(one, { kind: "overrun", overrun, log: logOf(told) }, progress);
  else if (outcome !== null) settle(one, outcome, progress);
}

/** Plays what was told of a case; null if it is told in the words of another kind. */
function replay(
  one: judged_case,
  told: told_case,
  targets: readonly target_name[],
  { knowledge }: progress,
): ReturnType<typeof replayCase | typeof replayPack | typeof replayRace> | null {
  if (isPackCase(one))
    return told.kind === "pack" ? replayPack(one, RELEASE, targets, told, knowledge) : null;
  if (isRaceCase(one))
    return told.kind === "race" ? replayRace(one, RELEASE, targets, told, knowledge) : null;
  return told.kind === "case" ? replayCase(one, RELEASE, targets, told) : null;
}

const logOf = (told: told): readonly string[] => ("log" in told ? told.log : []);

/** An outcome that can be judged: where there was a run, it is at hand. */
type whole_outcome = case_run | Exclude<case_outcome, { kind: "ran" }>;

/** Judges a case while its run is at hand, and keeps the run only where a report may tell of it. */
export function settle(one: judged_case, outcome: whole_outcome, progress: progress): void {
  const { outcomes, verdicts } = progress;
  const found = one.tests.flatMap((test) => decided(test, one, outcome, progress) ?? []);
  const keep = "keep" in one && one.keep !== false;
  const lean: case_outcome = outcome.kind === "ran" && !keep ? { ...outcome, run: null } : outcome;
  outcomes.set(one.n, lean);
  for (const verdict of found) {
    const { visibility } = verdict.test;
    const told = [...verdicts.values()].some(
      ({ test, outcome }) => test.visibility === visibility && "run" in outcome && outcome.run,
    );
    const keep = verdict.status === "failed" && !told;
    verdicts.set(verdict.test, keep ? verdict : { ...verdict, outcome: lean });
    leaveOut(verdict.test, progress);
  }
}

/**
 * The verdict on a test, if there can be one: that of its first case that was not passed, as soon as all before it are
 * known, or of the last. Which case was heard of first makes no difference.
 */
function decided(
  test: graded_test,
  one: judged_case,
  outcome: whole_outcome,
  { cases, companions, outcomes, verdicts }: progress,
): test_verdict | null {
  if (verdicts.has(test)) return null;
  const beside = companions.map(({ file }) => file);
  let verdict: test_verdict | null = null;
  for (const each of cases.filter(({ tests }) => tests.includes(test))) {
    const known = each === one ? outcome : outcomes.get(each.n);
    if (known === undefined) return null;
    verdict = verdictOf(test, whole(known), beside);
    if (verdict.status !== "passed") break;
  }
  return verdict;
}

function whole(outcome: case_outcome): whole_outcome {
  const { kind } = outcome;
  if (kind !== "ran") return outcome;
  if (outcome.run === null) throw new Error("A test looks at several runs, and one is gone.");
  return { ...outcome, run: outcome.run };
}

/** The test has its verdict: what else there is to be run for it alone need not be. */
function leaveOut(test: graded_test, { cases, outcomes, verdicts }: progress): void {
  for (const { n, tests } of cases.filter((one) => one.tests.includes(test)))
    if (!outcomes.has(n) && tests.every((one) => verdicts.has(one)))
      outcomes.set(n, { kind: "not_run" });
}

/** What stopped a submission that could be run: the worst that happened to it. */
export function stopOf({
  outcomes,
  companions,
}: progress): { status: status; message: string } | null {
  const all = [...outcomes.values()];
  const killed = all.find((one) => one.kind === "killed");
  if (killed !== undefined) {
    const status = stopStatus(killed.end);
    return { status, message: endWords(status) };
  }
  const overrun = all.find((one) => one.kind === "overrun");
  if (overrun === undefined) return null;
  const beside = companions.map(({ file }) => file);
  return { status: "timeout", message: overrunWords(overrun.overrun, beside) };
}

type stop = "timeout" | "out_of_memory" | "crashed";

/** What the end of a child is called in a report. */
export const stopStatus = (end: child_end): stop =>
  end === "timeout" || end === "out_of_memory" ? end : "crashed";

function endWords(status: stop): string {
  if (status === "timeout") return "Your code did not finish: it was stopped by the clock.";
  if (status === "out_of_memory") return "Your code used up the memory that it may have.";
  return "Your code ended the process that it ran in.";
}

/** Nobody knows which of several files it was that ended a child. */
export const fileWords = ({ companions }: progress): string =>
  companions.length === 0
    ? "The file"
    : `The file, or ${companions.map(({ file }) => file).join(" or ")},`;

/**
 * A child ended before the submission was loaded.
 *
 * @param file what could not be loaded
 */
export function loadProblem(
  end: child_end,
  file = "The file",
): { status: status; message: string } {
  const status = stopStatus(end);
  return { status, message: loadWords(status, file) };
}

function loadWords(status: stop, file: string): string {
  if (status === "timeout")
    return `${file} could not be read in time: it was stopped by the clock.`;
  if (status === "out_of_memory")
    return `${file} could not be loaded in the memory that it may have.`;
  return `${file} could not be loaded: it ended the process that it was loaded in.`;
}
