// What a submission is run in: the distinct scenarios of an exercise's tests. Several tests may look at one run.

import type { run_options, scenario } from "@faultline/core";
import {
  type exercise,
  type graded_test,
  isRace,
  isRandom,
  type race_test,
  type random_test,
  type run_test,
} from "@faultline/kit";

/** The random scenarios that everybody gets who does not ask for others. */
export const DEFAULT_SEED = 1;

interface common {
  readonly n: number;
  /** The tests that look at it. */
  readonly tests: readonly graded_test[];
}

/** A scenario that is run once. */
export interface single_case extends common {
  readonly scenario: scenario;
  /** Somebody wants to see the run, whatever comes of it: it is kept, and with a trace. `closely`: with its moments. */
  readonly keep?: boolean | "closely";
  /** Is told of each step as the judge does it again. */
  readonly onStep?: run_options["onStep"];
}

/** A scenario that is run under every schedule. */
export interface race_case extends common {
  readonly scenario: scenario;
  /** How often the operation may be interrupted. */
  readonly preemptions: number;
}

/** Some of a random test's scenarios, each of which is run once. */
export interface pack_case extends common {
  readonly scenarios: readonly scenario[];
}

export type judged_case = single_case | race_case | pack_case;

export const isPackCase = (one: judged_case): one is pack_case => "scenarios" in one;
export const isRaceCase = (one: judged_case): one is race_case => "preemptions" in one;

type known_scenarios = (test: string, seed: number) => readonly scenario[] | null;

/** So many random scenarios make a case: few enough to judge them while the next are run. */
const PACK = 50;

/**
 * Random scenarios come last: the first that differs makes the others needless.
 *
 * @param seed of random scenarios: each gives others
 * @param scenarios those of a test and a seed, where somebody knows them already
 */
export function casesOf(
  { tests }: exercise,
  seed: number = DEFAULT_SEED,
  scenarios: known_scenarios = () => null,
): judged_case[] {
  const bySource = new Map<string, (run_test | race_test)[]>();
  for (const test of tests) {
    if (isRandom(test)) continue;
    const key = JSON.stringify([test.scenario, isRace(test) ? test.preemptions : null]);
    bySource.set(key, [...(bySource.get(key) ?? []), test]);
  }
  const cases = [
    ...[...bySource.values()].flatMap(sharedCase),
    ...tests
      .filter(isRandom)
      .flatMap((test) => packsOf(test, scenarios(test.id, seed) ?? test.pack.scenarios(seed))),
  ];
  return cases.map((one, n) => ({ ...one, n }));
}

/** A case that nobody has counted yet. */
type uncounted<T> = T extends common ? Omit<T, "n"> : never;

/** One case for all tests that look at the same runs. */
function sharedCase(tests: readonly (run_test | race_test)[]): uncounted<judged_case>[] {
  const [test] = tests;
  if (test === undefined) return [];
  const { scenario } = test;
  return [isRace(test) ? { tests, scenario, preemptions: test.preemptions } : { tests, scenario }];
}

function packsOf(test: random_test, all: readonly scenario[]): uncounted<pack_case>[] {
  const starts = Array.from({ length: Math.ceil(all.length / PACK) }, (_, i) => i * PACK);
  return starts.map((at) => ({ tests: [test], scenarios: all.slice(at, at + PACK) }));
}
