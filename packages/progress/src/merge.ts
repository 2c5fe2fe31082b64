// Puts two records together. Each list is a set, so it does not matter which record comes first, or whether one comes twice.

import { type exercise_progress, newExerciseProgress, type progress } from "./format.ts";

/** All that is in either of them. */
export function mergeProgress(a: progress, b: progress): progress {
  const ids = [...new Set([...Object.keys(a.exercises), ...Object.keys(b.exercises)])].sort();
  const merged = ids.map((id) => [id, mergeExercise(ofId(a, id), ofId(b, id))] as const);
  return { schema: a.schema, exercises: Object.fromEntries(merged) };
}

/** The text of a record: the same for the same record, whatever order things were put into it. */
export const formatProgress = (progress: progress): string =>
  `${JSON.stringify(mergeProgress(progress, progress), null, 2)}\n`;

export const ofId = ({ exercises }: progress, id: string): exercise_progress =>
  (Object.hasOwn(exercises, id) ? exercises[id] : undefined) ?? newExerciseProgress();

function mergeExercise(a: exercise_progress, b: exercise_progress): exercise_progress {
  return {
    started: union([...a.started, ...b.started], (at) => at),
    attempts: union([...a.attempts, ...b.attempts].map(inOrder), attemptKey),
    hints: union(
      [...a.hints, ...b.hints].map(({ at, number }) => ({ at, number })),
      (hint) => JSON.stringify([hint.at, hint.number]),
    ),
    given_up: union([...a.given_up, ...b.given_up], (at) => at),
  };
}

type attempt = exercise_progress["attempts"][number];

/** Its fields in one order, so that the same attempt has the same text. */
const inOrder = (one: attempt): attempt => ({
  at: one.at,
  sha256: one.sha256,
  status: one.status,
  scope: one.scope,
  score: one.score,
  max_score: one.max_score,
  passed: one.passed,
  tests: one.tests,
});

const attemptKey = (one: attempt): string => JSON.stringify(Object.values(one));

/** Each thing once, in the order of its key. */
function union<T>(all: readonly T[], keyOf: (one: T) => string): T[] {
  const byKey = new Map(all.map((one) => [keyOf(one), one]));
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}
