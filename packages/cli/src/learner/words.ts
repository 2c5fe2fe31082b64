// What is said again and again: which tests there are, and what to type next.

import { currentExercise, isFull, noteAttempt } from "@faultline/progress";
import { paragraph } from "../pretty/layout.ts";
import type { graded } from "./attempt.ts";
import type { course_exercise } from "./course.ts";
import type { learner } from "./learner.ts";

/** What a kit without hidden tests can say, and what it cannot. */
export function scopeLines(course: readonly course_exercise[], width: number): string[] {
  if (course.every(({ scope }) => scope === "all")) return [];
  const about =
    "This kit has only the visible tests, and the points are theirs. Your course may grade with hidden ones, too.";
  return ["", ...paragraph(about, width, 0)];
}

/** What to do after a grading. */
export function nextLines(
  { course, store }: learner,
  { id, solution }: course_exercise,
  { attempt }: graded,
  width: number,
): string[] {
  const { status, max_score, passed, tests } = attempt;
  if (max_score === 0 && status === "graded" && passed === tests && tests > 0)
    return paragraph(
      "All your tests are valid. What they catch is found out where your course grades. ./faultline list shows what else there is.",
      width,
      0,
    );
  if (!isFull(attempt))
    return paragraph(
      `Next: edit the file and save it. ./faultline watch ${id} grades at each save; ./faultline hint ${id} is one step of help.`,
      width,
      0,
    );
  // With this attempt, even where it could not be put on record.
  const next = currentExercise(noteAttempt(store.read(), id, attempt), course);
  const then =
    next === null
      ? "That was the last one: every exercise is done."
      : `Next: ./faultline start ${next.id} (${next.exercise.title}).`;
  return [
    ...paragraph(`Full marks.${another(id, solution)}`, width, 0),
    ...paragraph(then, width, 0),
  ];
}

/** A kit for learners has no solutions. */
const another = (id: string, solution: string | null): string =>
  solution === null ? "" : ` ./faultline solution ${id} shows another answer.`;
