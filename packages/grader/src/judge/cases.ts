// What a submission is run in: the distinct scenarios of an exercise's tests. Several tests may look at one run.

import type { scenario } from "@faultline/core";
import { type exercise, type graded_test, isRace, isRandom } from "@faultline/kit";

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
}

/** A scenario that is run under every schedule. */
export interface race_case extends common {
  readonly scenario: scenario;
  /** How often the operation may be interrupted. */
  readonly preemptions: number;
}

/** Many scenarios, each of which is run once. */
export interface pack_case extends common {
  readonly scenarios: readonly scenario[];
}

export type judged_case = single_case | race_case | pack_case;

export const isPackCase = (one: judged_case): one is pack_case => "scenarios" in one;
export const isRaceCase = (one: judged_case): one is race_case => "preemptions" in one;

/** @param seed of random scenarios: each gives others */
export function casesOf({ tests }: exercise, seed = DEFAULT_SEED): judged_case[] {
  const bySource = new Map<string, graded_test[]>();
  for (const test of tests) {
    const key = keyOf(test);
    bySource.set(key, [...(bySource.get(key) ?? []), test]);
  }
  return [...bySource.values()].flatMap((group, n) => {
    const [first] = group;
    return first === undefined ? [] : [caseOf(first, { n, tests: group }, seed)];
  });
}

/** The same for two tests that look at the same runs. */
const keyOf = (test: graded_test): string =>
  JSON.stringify(
    isRandom(test) ? test.id : [test.scenario, isRace(test) ? test.preemptions : null],
  );

function caseOf(test: graded_test, common: common, seed: number): judged_case {
  if (isRandom(test)) return { ...common, scenarios: test.pack.scenarios(seed) };
  if (isRace(test)) return { ...common, scenario: test.scenario, preemptions: test.preemptions };
  return { ...common, scenario: test.scenario };
}
