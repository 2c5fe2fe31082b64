// The exercises that there are, each loaded only when it is asked for: an exercise brings its tests and their words.

import { type any_exercise, type exercise, isReview } from "@faultline/kit";

const loaders: Readonly<Record<string, () => Promise<{ readonly exercise: any_exercise }>>> = {
  "pte-bits": () => import("@faultline/exercise-pte-bits"),
  zeropage: () => import("@faultline/exercise-zeropage"),
  "install-pte": () => import("@faultline/exercise-install-pte"),
  "anon-copy": () => import("@faultline/exercise-anon-copy"),
  continue: () => import("@faultline/exercise-continue"),
  accounting: () => import("@faultline/exercise-accounting"),
  "shmem-mcopy": () => import("@faultline/exercise-shmem-mcopy"),
  "retry-loop": () => import("@faultline/exercise-retry-loop"),
  "review-lab": () => import("@faultline/exercise-review-lab"),
  pager: () => import("@faultline/exercise-pager"),
};

/** Ids of all exercises, in the order in which they are taught. */
export const exercise_ids: readonly string[] = Object.keys(loaders);

/** The exercise of that id; null if there is none. */
export async function loadExercise(id: string): Promise<any_exercise | null> {
  const load = Object.hasOwn(loaders, id) ? loaders[id] : undefined;
  return load === undefined ? null : (await load()).exercise;
}

/** The same, if it is one in which code is handed in. */
export async function loadCodeExercise(id: string): Promise<exercise | null> {
  const found = await loadExercise(id);
  return found === null || isReview(found) ? null : found;
}
