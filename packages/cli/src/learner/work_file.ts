// The learner's own file of an exercise: made from the starter, and never lost.

import { constants, copyFileSync, existsSync, mkdirSync, readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import type { course_exercise } from "./course.ts";
import type { places } from "./places.ts";
import { writing } from "./store.ts";

/**
 * Copies the starter, if there is no such file yet.
 *
 * @returns whether it was made
 */
export function makeWorkFile(
  { work }: places,
  { starter, file }: course_exercise,
): Promise<boolean> {
  return writing(work, () => {
    if (existsSync(file)) return false;
    mkdirSync(work, { recursive: true });
    // Exclusive: it may have come into being since we looked.
    copyFileSync(starter, file, constants.COPYFILE_EXCL);
    return true;
  });
}

export const isUntouched = ({ starter, file }: course_exercise): boolean =>
  readFileSync(starter).equals(readFileSync(file));

/**
 * Puts the starter in the place of the learner's file, which is kept.
 *
 * @returns where; null if there was nothing worth keeping
 */
export function resetWorkFile(
  { work, store }: places,
  exercise: course_exercise,
  at: string,
): Promise<string | null> {
  return writing(work, async () => {
    const { file, id } = exercise;
    const worth = existsSync(file) && !isUntouched(exercise);
    const kept = join(store, "kept", `${id}.${at.replace(/[^0-9]/g, "")}.ts`);
    if (worth) {
      mkdirSync(join(store, "kept"), { recursive: true });
      renameSync(file, kept);
    }
    await makeWorkFile({ work, store, exercises: "" }, exercise);
    return worth ? kept : null;
  });
}
