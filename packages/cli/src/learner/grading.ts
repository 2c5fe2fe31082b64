// Grades one file for a command that then ends, and puts the attempt on record.

import { existsSync } from "node:fs";
import { Child, childScript } from "@faultline/grader";
import { noteAttempt } from "@faultline/progress";
import { type terminal, Usage } from "../terminal.ts";
import { type graded, gradeWork } from "./attempt.ts";
import type { course_exercise } from "./course.ts";
import type { learner } from "./learner.ts";
import { shownPath } from "./places.ts";
import { whileSaying } from "./waiting.ts";

/** @throws Usage if there is no file yet */
export async function gradeNow(
  { store }: learner,
  one: course_exercise,
  terminal: terminal,
): Promise<graded> {
  insistOnFile(one);
  const work = gradeWork(one, () => new Child(childScript()));
  const graded = await whileSaying(`grading ${one.id}`, terminal, work);
  await store.update((before) => noteAttempt(before, one.id, graded.attempt));
  return graded;
}

export function insistOnFile({ id, file }: course_exercise): void {
  if (existsSync(file)) return;
  throw new Usage(
    `there is no ${shownPath(file)}. ./faultline start ${id} makes it from the starter.`,
  );
}
