// The distinct scenarios of an exercise: several tests may look at one run.

import type { scenario } from "@faultline/core";
import { type exercise, type graded_test, isRace } from "@faultline/kit";

/** A scenario by number, with the tests that look at it. */
export interface judged_case {
  readonly n: number;
  readonly scenario: scenario;
  /** For a race: how often the operation may be interrupted. */
  readonly preemptions?: number;
  readonly tests: readonly graded_test[];
  /** Somebody wants to see the run, whatever comes of it: it is kept, and with a trace. */
  readonly keep?: boolean;
}

export function casesOf({ tests }: exercise): judged_case[] {
  const bySource = new Map<string, graded_test[]>();
  for (const test of tests) {
    const key = JSON.stringify([test.scenario, preemptionsOf(test)]);
    bySource.set(key, [...(bySource.get(key) ?? []), test]);
  }
  return [...bySource.values()].flatMap((group, n) => {
    const [first] = group;
    return first === undefined
      ? []
      : [{ n, scenario: first.scenario, ...preemptionsOf(first), tests: group }];
  });
}

const preemptionsOf = (test: graded_test): { preemptions?: number } =>
  isRace(test) ? { preemptions: test.preemptions } : {};
