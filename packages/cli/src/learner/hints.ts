// Hints go from a question to a fact, one step at a time. Which were taken is put on record, and costs nothing.

import { noteHint, type progress, standingOf } from "@faultline/progress";
import { now } from "./attempt.ts";
import type { course_exercise } from "./course.ts";
import type { learner } from "./learner.ts";

export interface hint {
  /** From 1. */
  readonly number: number;
  readonly of: number;
  readonly text: string;
  /** Whether it has been given before, because there are no more. */
  readonly again: boolean;
}

/** The next hint; when there are no more, the last one once more. Null if the exercise has none. */
export async function takeHint({ store }: learner, one: course_exercise): Promise<hint | null> {
  const { hints } = one.exercise;
  if (hints.length === 0) return null;
  let number = 1;
  let again = false;
  // Counted under the store's lock: two that ask at once get two different ones.
  await store.update((before) => {
    const taken = hintsOf(before, one);
    again = taken >= hints.length;
    number = Math.min(taken + 1, hints.length);
    return again ? before : noteHint(before, one.id, number, now());
  });
  return { number, of: hints.length, text: hints[number - 1] ?? "", again };
}

const hintsOf = (progress: progress, one: course_exercise): number =>
  standingOf(progress, one).hints;
