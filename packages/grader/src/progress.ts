// What is known of a submission while its children run: taken in line by line, and settled case by case.

import type { release_rules, target_name } from "@faultline/core";
import type { graded_test } from "@faultline/kit";
import type { companion } from "./companions.ts";
import { isPackCase, isRaceCase, type judged_case } from "./judge/cases.ts";
import { Knowledge } from "./judge/knowledge.ts";
import type { told } from "./judge/lines.ts";
import { replayPack } from "./judge/pack.ts";
import { replayRace } from "./judge/race.ts";
import { Turns } from "./judge/turns.ts";
import {
  type case_outcome,
  type case_run,
  overrunWords,
  replayCase,
  type test_verdict,
  verdictOf,
} from "./judge/verdict.ts";
import type { child_end } from "./sandbox/child.ts";
import type { enclosure } from "./sandbox/layers.ts";

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
  /** Cases in which a child died for no known reason; null is before the first. */
  readonly deaths: Set<number | null>;
  problem: { readonly status: status; readonly message: string } | null;
  /** Functions that the submission exports; null before a child has said so. */
  targets: readonly target_name[] | null;
  /** Whether this child has started. */
  up: boolean;
  /** The case that this child is at. */
  running: number | null;
  enclosure: enclosure | null;
  readonly turns: Turns;
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
    deaths: new Set(),
    problem: null,
    targets: null,
    up: false,
    running: null,
    enclosure: null,
    turns: new Turns(),
  };
}

/**
 * Takes in one line of a child's. Whatever comes twice, or out of turn, is noted and not heard.
 *
 * @returns whether it was heard
 */
export function hear(told: told | null, progress: progress): boolean {
  const odd = oddityOf(told, progress);
  progress.turns.next(odd);
  if (told === null || odd !== null) return false;
  if (told.kind === "up") {
    progress.up = true;
  } else if (told.kind === "problem") {
    progress.problem = { status: told.problem, message: told.message };
  } else if (told.kind === "ready") {
    progress.targets ??= told.targets;
  } else if (told.kind === "begin") {
    progress.running = told.n;
  } else if (told.kind !== "data") {
    hearCase(told, progress);
  }
  return true;
}

/** What is wrong with the time or the words of a line; null if nothing is. */
function oddityOf(
  told: told | null,
  { cases, companions, outcomes, problem, required, targets }: progress,
): string | null {
  if (told === null) return "a line in no words that are known";
  if (problem !== null) return "a line after it had said that the submission cannot be run";
  if (told.kind === "up" || told.kind === "problem") return null;
  if (told.kind === "ready") {
    const asked = [...required, ...companions.flatMap(({ required }) => required)];
    const ready = asked.every((name) => told.targets.includes(name));
    return ready ? null : "that it is ready, without what the exercise asks for";
  }
  if (told.kind === "data") return "data that nobody has asked for";
  const one = cases.find(({ n }) => n === told.n);
  if (one === undefined) return "a case that there is not";
  if (targets === null) return "a case before it was ready";
  if (told.kind !== "begin" && told.kind !== kindOf(one)) return "a case of another kind";
  const known = outcomes.get(told.n);
  return known === undefined || known.kind === "not_run" ? null : "a case for the second time";
}

/** In which words a case is told of. */
function kindOf(one: judged_case): "case" | "race" | "pack" {
  if (isPackCase(one)) return "pack";
  return isRaceCase(one) ? "race" : "case";
}

function hearCase(told: told & { kind: "case" | "race" | "pack" }, progress: progress): void {
  const { cases, outcomes } = progress;
  const one = cases.find(({ n }) => n === told.n);
  if (one === undefined || outcomes.has(told.n)) return;
  const { overrun } = told;
  const outcome = overrun === null ? replay(one, told, progress) : null;
  if (overrun !== null) settle(one, { kind: "overrun", overrun, log: logOf(told) }, progress);
  else if (outcome !== null) settle(one, outcome, progress);
}

/** Plays what was told of a case; null if it is told in the words of another kind. */
function replay(
  one: judged_case,
  told: told & { kind: "case" | "race" | "pack" },
  { targets, knowledge }: progress,
): ReturnType<typeof replayCase | typeof replayPack | typeof replayRace> | null {
  if (targets === null) return null;
  if (isPackCase(one))
    return told.kind === "pack" ? replayPack(one, RELEASE, targets, told, knowledge) : null;
  if (isRaceCase(one))
    return told.kind === "race" ? replayRace(one, RELEASE, targets, told, knowledge) : null;
  return told.kind === "case" ? replayCase(one, RELEASE, targets, told) : null;
}

const logOf = (told: told): readonly string[] => ("log" in told ? told.log : []);

/** Judges a case while its run is at hand, and keeps the run only where a report may tell of it. */
function settle(
  one: judged_case,
  outcome: case_run | Exclude<case_outcome, { kind: "ran" }>,
  progress: progress,
): void {
  const { companions, outcomes, verdicts } = progress;
  const beside = companions.map(({ file }) => file);
  const found = one.tests.map((test) => verdictOf(test, outcome, beside));
  const keep = "keep" in one && one.keep !== false;
  const lean: case_outcome = outcome.kind === "ran" && !keep ? { ...outcome, run: null } : outcome;
  outcomes.set(one.n, lean);
  for (const verdict of found) {
    if (verdict.status === "passed" && isOpen(verdict.test, progress)) continue;
    const { visibility } = verdict.test;
    const told = [...verdicts.values()].some(
      ({ test, outcome }) => test.visibility === visibility && "run" in outcome && outcome.run,
    );
    const keep = verdict.status === "failed" && !told;
    verdicts.set(verdict.test, keep ? verdict : { ...verdict, outcome: lean });
    leaveOut(verdict.test, progress);
  }
}

/** Whether there are cases of the test that nothing is known of yet. */
const isOpen = (test: graded_test, { cases, outcomes }: progress): boolean =>
  cases.some(({ n, tests }) => tests.includes(test) && !outcomes.has(n));

/** The test has its verdict: what else there is to be run for it alone need not be. */
function leaveOut(test: graded_test, { cases, outcomes, verdicts }: progress): void {
  for (const { n, tests } of cases.filter((one) => one.tests.includes(test)))
    if (!outcomes.has(n) && tests.every((one) => verdicts.has(one)))
      outcomes.set(n, { kind: "not_run" });
}

/**
 * A child is gone. The case that it was at, if it was at one, is what ended it; but where nothing says why, somebody
 * else may have killed it, so the case is tried again in another child before it is held against the submission.
 */
export function noteEnd(end: child_end, mayTryAgain: boolean, progress: progress): void {
  const { running, cases, outcomes, targets, deaths } = progress;
  if (end === "done") noteSilence(progress);
  if (progress.problem !== null || (end === "done" && targets !== null)) return;
  const begun = targets === null ? undefined : cases.find(({ n }) => n === running);
  const at = begun?.n ?? null;
  const culprit = begun ?? cases.find(({ n }) => !outcomes.has(n));
  if (end === "crashed" && mayTryAgain && !deaths.has(at)) deaths.add(at);
  else if (targets === null) progress.problem = loadProblem(end, fileWords(progress));
  else if (culprit !== undefined && !outcomes.has(culprit.n))
    settle(culprit, { kind: "killed", end }, progress);
}

/** A child that ends well has told all, or has said why not. */
function noteSilence({ cases, outcomes, problem, turns }: progress): void {
  const told = [...outcomes.values()];
  if (problem !== null || told.length === cases.length) return;
  if (!told.some(({ kind }) => kind === "overrun"))
    turns.next("nothing of some cases, and ended as if all were well");
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
const fileWords = ({ companions }: progress): string =>
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
