// The words in which authors write graded tests: vitest's, but what they build is data that the grader can run.

import type { scenario } from "@faultline/core";
import type { graded_test, race_test, random_test, run_test } from "./exercise.ts";
import type { judged_run } from "./judged_run.ts";
import { newPack } from "./random/pack.ts";
import { type focus, randomScenarios } from "./random/scenarios.ts";

/** How many random scenarios a submission has to stand. */
const RANDOM_SCENARIOS = 500;

/** What every test of random scenarios says. */
const as_linux_does = {
  id: "as-linux-does",
  title: "In five hundred situations that nobody chose, everything is as in Linux",
  hint: "The report shows the simplest situation that was found: go through your function with it, line by line.",
  failure:
    "In a situation that nobody chose, what a program sees is not what it would see in Linux.",
};

/** What an author says of a test besides its check. */
export interface test_words {
  readonly id: string;
  readonly title: string;
  readonly points: number;
  readonly hint: string;
  readonly failure: string;
  readonly scenario: scenario;
}

export interface words {
  /** Groups tests under a category of the exercise. */
  readonly describe: (category: string, build: () => void) => void;
  readonly test: (about: test_words, check: (run: judged_run) => void) => void;
  /** A test of every order in which things can happen. @param preemptions how often the operation may be interrupted */
  readonly race: (about: test_words, preemptions?: number) => void;
  /** A test of many scenarios that nobody chose, in each of which the function under test is called. */
  readonly random: (points: number, focus: focus) => void;
}

/** A test as its author wrote it. */
type unfinished =
  | Omit<run_test, "category" | "visibility">
  | Omit<race_test, "category" | "visibility">
  | Omit<random_test, "category" | "visibility">;

/**
 * Collects the tests that `build` declares.
 *
 * @throws Error for a test outside of any category, or an id used twice
 */
export function suite(
  visibility: graded_test["visibility"],
  build: (words: words) => void,
): graded_test[] {
  const tests: graded_test[] = [];
  let category: string | null = null;
  const add = (test: unfinished): void => {
    if (category === null) throw new Error(`The test ${test.id} stands outside of any category.`);
    if (tests.some(({ id }) => id === test.id))
      throw new Error(`There are two tests called ${test.id}.`);
    tests.push({ ...test, category, visibility });
  };
  build({
    describe: (name, inner) => {
      category = name;
      inner();
      category = null;
    },
    test: (about, check) => add({ ...about, check }),
    race: (about, preemptions = 1) => add({ ...about, preemptions }),
    random: (points, focus) =>
      add({ ...as_linux_does, points, pack: newPack(randomScenarios(focus), RANDOM_SCENARIOS) }),
  });
  return tests;
}

/** A list of ids, written as words: wrong versions can fail on many tests. */
export function ids(words: string): string[] {
  return words.split(/\s+/).filter((word) => word !== "");
}
