// The random scenarios of a seed: the same everywhere, the simplest first, so that the first that fails is a simple one.

import type { scenario } from "@faultline/core";
import fc from "fast-check";

/** Where random scenarios come from. */
export interface pack {
  /** @param seed a whole number; each gives other scenarios */
  readonly scenarios: (seed: number) => readonly scenario[];
  /** What else to try where `scenario` fails, each a little simpler. */
  readonly simpler: (scenario: scenario) => readonly scenario[];
}

/** Simplifications that are tried at a time. */
const MAX_SIMPLER = 64;
const MAX_TRIES = 4 * MAX_SIMPLER;

/** @param count how many scenarios a seed gives */
export function newPack(scenarios: fc.Arbitrary<scenario>, count: number): pack {
  const known = new Map<number, readonly scenario[]>();
  return {
    scenarios: (seed) => {
      const found = known.get(seed) ?? sample(scenarios, count, seed);
      known.clear(); // whoever grades a class asks for one seed again and again
      known.set(seed, found);
      return found;
    },
    simpler: (scenario) => distinct(scenarios.shrink(plain(scenario), undefined), scenario),
  };
}

/** As it is when it has been written and read: made simpler in the same order wherever it comes from. */
const plain = (scenario: scenario): scenario => JSON.parse(JSON.stringify(scenario)) as scenario;

/** A value that stands twice in a list, to come more often, is tried in its own place too. */
function distinct(values: fc.Stream<fc.Value<scenario>>, from: scenario): scenario[] {
  const known = new Set([JSON.stringify(from)]);
  const found: scenario[] = [];
  for (const { value } of values.take(MAX_TRIES)) {
    const text = JSON.stringify(value);
    if (!known.has(text) && found.length < MAX_SIMPLER) found.push(value);
    known.add(text);
  }
  return found;
}

const sample = (scenarios: fc.Arbitrary<scenario>, count: number, seed: number): scenario[] =>
  fc
    .sample(scenarios, { numRuns: count, seed })
    .map((one) => [one, sizeOf(one)] as const)
    .sort(([, a], [, b]) => a - b)
    .map(([one]) => one);

/** Fewer operations first; of as many, those of which less has to be said. */
const sizeOf = (scenario: scenario): number =>
  scenario.ops.length * 1000 + JSON.stringify(scenario).length;
