// What a course tells its learners later, or never: tests that do not run before a date, and tests that only count.

import { type any_exercise, type graded_test, isReview } from "@faultline/kit";

/** Tests that are not run yet. One that has run could tell of itself, so it is not enough to be silent about it. */
export interface held_tests {
  /** The day, as in 2026-12-01, or the moment, with its zone. */
  readonly until: string;
  /** Their ids. */
  readonly tests: ReadonlySet<string>;
}

export interface plan {
  readonly held: held_tests | null;
  /** Ids of tests that run and count, and of which a learner reads the titles only. */
  readonly title_only: ReadonlySet<string>;
}

/** Everybody is told everything that is theirs to know, at once. */
export const open_plan: plan = { held: null, title_only: new Set() };

export const isHeld = ({ id }: graded_test, held: held_tests | null | undefined): boolean =>
  held?.tests.has(id) ?? false;

/**
 * Ids of the tests that a name stands for: `hidden` for all that are hidden, a category, or a test's own id.
 *
 * @returns null if it stands for none
 */
export function testsNamed(exercise: any_exercise, name: string): string[] | null {
  if (isReview(exercise)) return null;
  const named = exercise.tests.filter(
    ({ id, category, visibility }) => name === id || name === category || name === visibility,
  );
  return named.length === 0 ? null : named.map(({ id }) => id);
}
