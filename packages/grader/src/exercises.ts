// The exercises that there are, each loaded only when it is asked for: an exercise brings its tests and their words.

import type { exercise } from "@faultline/kit";

const loaders: Readonly<Record<string, () => Promise<{ readonly exercise: exercise }>>> = {
  "pte-bits": () => import("@faultline/exercise-pte-bits"),
  "install-pte": () => import("@faultline/exercise-install-pte"),
  accounting: () => import("@faultline/exercise-accounting"),
  "shmem-mcopy": () => import("@faultline/exercise-shmem-mcopy"),
};

/** Ids of all exercises, in the order in which they are taught. */
export const exercise_ids: readonly string[] = Object.keys(loaders);

/** The exercise of that id; null if there is none. */
export async function loadExercise(id: string): Promise<exercise | null> {
  const load = Object.hasOwn(loaders, id) ? loaders[id] : undefined;
  return load === undefined ? null : (await load()).exercise;
}
