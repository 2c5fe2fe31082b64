// Where a learner stands: what is done, what is the best so far, and which exercise is next.

import {
  type attempt,
  type exercise_progress,
  hintsTaken,
  type progress,
  type scope,
} from "./format.ts";
import { ofId } from "./merge.ts";

/** An exercise as a kit has it: which of its tests are graded there. */
export interface taught {
  readonly id: string;
  readonly scope: scope;
}

export interface standing {
  readonly state: "new" | "started" | "done";
  /** The best of the attempts that count here, and of several as good as each other the first. */
  readonly best: attempt | null;
  readonly attempts: number;
  readonly hints: number;
  readonly given_up: boolean;
}

/** Full marks. Where there are no points to get, as in a review without its wrong versions, nobody can know. */
export const isFull = (one: Omit<attempt, "at" | "sha256" | "scope">): boolean =>
  one.status === "graded" &&
  one.score === one.max_score &&
  one.passed === one.tests &&
  one.max_score > 0;

export function standingOf(progress: progress, { id, scope }: taught): standing {
  const one = ofId(progress, id);
  const best = bestOf(one.attempts.filter((attempt) => counts(attempt, scope)));
  const begun = [one.started, one.attempts, one.hints, one.given_up].some(
    ({ length }) => length > 0,
  );
  return {
    state: best !== null && isFull(best) ? "done" : begun ? "started" : "new",
    best,
    attempts: one.attempts.length,
    hints: hintsTaken(one),
    given_up: one.given_up.length > 0,
  };
}

/** Where there are hidden tests, an attempt without them says too little. */
const counts = (attempt: attempt, scope: scope): boolean =>
  scope === "visible" || attempt.scope === "all";

function bestOf(attempts: readonly attempt[]): attempt | null {
  let best: attempt | null = null;
  for (const one of attempts) if (best === null || isBetter(one, best)) best = one;
  return best;
}

/** Fractions are compared without being divided: whole numbers are exact. */
function isBetter(a: attempt, b: attempt): boolean {
  if (isFull(a) !== isFull(b)) return isFull(a);
  const difference = a.score * b.max_score - b.score * a.max_score;
  return difference === 0 ? a.passed * b.tests > b.passed * a.tests : difference > 0;
}

/**
 * The exercise to go on with: the last one that was touched, or if that is done the next in order that is not.
 *
 * @param all in the order in which they are taught
 * @returns null if all are done, or there is none
 */
export function currentExercise<T extends taught>(progress: progress, all: readonly T[]): T | null {
  const touched = all.map((one) => lastTouch(ofId(progress, one.id)));
  const latest = touched.reduce((best, at, i) => (at > (touched[best] ?? "") ? i : best), 0);
  const one = all[latest];
  if (one !== undefined && isOpen(progress, one)) return one;
  const inOrder = [...all.slice(latest + 1), ...all.slice(0, latest)];
  return inOrder.find((next) => standingOf(progress, next).state !== "done") ?? null;
}

/** When it was last begun or tried; empty if never. */
const lastTouch = ({ started, attempts }: exercise_progress): string =>
  [started.at(-1) ?? "", attempts.at(-1)?.at ?? ""].sort().at(-1) ?? "";

/** Whether there is something left to do: it is not done, or it was begun once more since it was done. */
function isOpen(progress: progress, one: taught): boolean {
  if (standingOf(progress, one).state !== "done") return true;
  const { started, attempts } = ofId(progress, one.id);
  const full = attempts.filter((attempt) => counts(attempt, one.scope) && isFull(attempt));
  return (started.at(-1) ?? "") > (full.at(-1)?.at ?? "");
}
