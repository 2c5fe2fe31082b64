// The exercises that there are.

import { type any_exercise, type exercise, isReview } from "@faultline/kit";
import { catalog } from "./catalog.ts";

/** Ids of all exercises, in the order in which they are taught. */
export const exercise_ids: readonly string[] = Object.keys(catalog);

/** The exercise of that id; null if there is none. */
export async function loadExercise(id: string): Promise<any_exercise | null> {
  const load = Object.hasOwn(catalog, id) ? catalog[id] : undefined;
  return load === undefined ? null : (await load()).exercise;
}

/** The same, if it is one in which code is handed in. */
export async function loadCodeExercise(id: string): Promise<exercise | null> {
  const found = await loadExercise(id);
  return found === null || isReview(found) ? null : found;
}
