// What tests are worth: the wrong versions that they tell apart, times the share of them that is valid.

import type { judged_test } from "./judge.ts";
import type { review_exercise } from "./types.ts";

/** What one wrong version brings. */
export interface version_score {
  readonly id: string;
  /** Whether a valid test fails on it. */
  readonly caught: boolean;
  /** Names of the valid tests that fail on it. */
  readonly by: readonly string[];
  /** Names of the valid tests in which it goes wrong unseen. */
  readonly missed_by: readonly string[];
  readonly score: number;
  readonly max_score: number;
}

/**
 * Scores tests. All together are worth `points * caught * valid / given`, rounded down; each version's share of it is
 * what it adds when versions are counted in their order, so that the shares are whole and their sum is exact.
 */
export function scoreReview(
  tests: readonly judged_test[],
  { wrong, points }: Pick<review_exercise, "wrong" | "points">,
): version_score[] {
  const valid = tests.filter(({ status }) => status === "valid").length;
  const worth = (caught: number): number =>
    tests.length === 0 ? 0 : Math.floor((points * caught * valid) / tests.length);
  let caught = 0;
  return wrong.map(({ id }) => {
    const by = tests.filter(({ catches }) => catches.includes(id)).map(({ name }) => name);
    const missed = tests.filter(({ misses }) => misses.includes(id)).map(({ name }) => name);
    const before = worth(caught);
    if (by.length > 0) caught += 1;
    return {
      id,
      caught: by.length > 0,
      by,
      missed_by: missed,
      score: worth(caught) - before,
      max_score: points,
    };
  });
}
