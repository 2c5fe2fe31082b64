// A child's share of the cases, and what is known of that child. Random scenarios are divided, so that two children can
// run at a time; how they are divided never depends on the computer, as the verdict must not.

import type { target_name } from "@faultline/core";
import { isPackCase, isRaceCase, type judged_case } from "./judge/cases.ts";
import type { told } from "./judge/lines.ts";
import { Turns } from "./judge/turns.ts";
import { fileWords, hearCase, loadProblem, type progress, settle } from "./progress.ts";
import type { child_end } from "./sandbox/hired.ts";

/** What is being said by the children of one share, one after the other. */
export interface share {
  readonly cases: readonly judged_case[];
  /** Cases in which a child died for no known reason; null is before the first. */
  readonly deaths: Set<number | null>;
  readonly turns: Turns;
  /** Functions that the submission exports; null before a child has said so. */
  targets: readonly target_name[] | null;
  /** Whether this child has started. */
  up: boolean;
  /** The case that this child is at. */
  running: number | null;
  /** Whether a child has said that the submission cannot be run. */
  refused: boolean;
}

/** How many children a submission has at a time, at most. */
export const MAX_SHARES = 2;

/** About how long a case takes, in runs of a scenario. */
const RUNS_OF_A_RACE = 30;
const runsOf = (one: judged_case): number =>
  isPackCase(one) ? one.scenarios.length : isRaceCase(one) ? RUNS_OF_A_RACE : 1;

/** The cases in one share, or in two about as large. The first random scenarios, the simplest, are the second one's. */
export function sharesOf(cases: readonly judged_case[]): share[] {
  const packs = cases.filter(isPackCase);
  if (packs.length < 2) return [newShare(cases)];
  const half = cases.reduce((sum, one) => sum + runsOf(one), 0) / 2;
  const second: judged_case[] = [];
  let runs = 0;
  for (const one of packs) {
    if (runs >= half) break;
    second.push(one);
    runs += runsOf(one);
  }
  return [newShare(cases.filter((one) => !second.includes(one))), newShare(second)];
}

const newShare = (cases: readonly judged_case[]): share => ({
  cases,
  deaths: new Set(),
  turns: new Turns(),
  targets: null,
  up: false,
  running: null,
  refused: false,
});

/**
 * Takes in one line of a child's. Whatever comes twice, or out of turn, is noted and not heard.
 *
 * @returns whether it was heard
 */
export function hear(told: told | null, share: share, progress: progress): boolean {
  const odd = oddityOf(told, share, progress);
  share.turns.next(odd);
  if (told === null || odd !== null) return false;
  if (told.kind === "up") {
    share.up = true;
  } else if (told.kind === "problem") {
    share.refused = true;
    progress.problem ??= { status: told.problem, message: told.message };
  } else if (told.kind === "ready") {
    share.targets ??= told.targets;
  } else if (told.kind === "begin") {
    share.running = told.n;
  } else if (told.kind !== "data" && share.targets !== null) {
    hearCase(told, share.targets, progress);
  }
  return true;
}

/** What is wrong with the time or the words of a line; null if nothing is. */
function oddityOf(
  told: told | null,
  { cases, targets, refused }: share,
  { companions, outcomes, required }: progress,
): string | null {
  if (told === null) return "a line in no words that are known";
  if (refused) return "a line after it had said that the submission cannot be run";
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

/** Whether nothing more is wanted of its children. */
export const isDone = ({ cases }: share, { outcomes }: progress): boolean =>
  cases.every(({ n }) => outcomes.has(n));

/**
 * A child is gone. The case that it was at, if it was at one, is what ended it; but where nothing says why, somebody
 * else may have killed it, so the case is tried again in another child before it is held against the submission.
 */
export function noteEnd(
  end: child_end,
  mayTryAgain: boolean,
  share: share,
  progress: progress,
): void {
  const { running, cases, targets, deaths } = share;
  const { outcomes } = progress;
  if (end === "done") noteSilence(share, progress);
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
function noteSilence(share: share, progress: progress): void {
  if (share.refused || isDone(share, progress)) return;
  const told = share.cases.map(({ n }) => progress.outcomes.get(n));
  if (!told.some((one) => one?.kind === "overrun"))
    share.turns.next("nothing of some cases, and ended as if all were well");
}
