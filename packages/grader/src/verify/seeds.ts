// Right versions in the random scenarios of further seeds. No other test knows of a seed, so nothing else is run again.

import { type exercise, isRandom, type random_test } from "@faultline/kit";
import type { pack_case } from "../judge/cases.ts";
import { runCases } from "../run_cases.ts";
import type { Bench, bench_options } from "./bench.ts";
import { called, type version } from "./versions.ts";

/** How many seeds a child is given: it starts once for all of them, and a processor limit stands around it. */
const SEEDS_AT_A_TIME = 10;

/**
 * @param seeds all of them, each a whole number
 * @returns what is not as in Linux, a sentence each
 */
export async function seedFailures(
  exercise: exercise,
  versions: readonly version[],
  seeds: readonly number[],
  bench: Bench,
): Promise<string[]> {
  const tests = exercise.tests.filter(isRandom);
  const right = versions.filter(({ kind }) => kind === "solution" || kind === "variant");
  const batches = tests.length === 0 ? [] : batchesOf(seeds);
  const found = batches.map((batch) => {
    const cases = once(() => casesOf(tests, batch));
    return right.map((version) =>
      bench.run((options) => failuresIn(cases(), version, exercise, options)),
    );
  });
  return (await Promise.all(found.flat())).flat();
}

function batchesOf(seeds: readonly number[]): number[][] {
  const count = Math.ceil(seeds.length / SEEDS_AT_A_TIME);
  return Array.from({ length: count }, (_, i) =>
    seeds.slice(i * SEEDS_AT_A_TIME, (i + 1) * SEEDS_AT_A_TIME),
  );
}

/** A case of one seed. */
interface seed_case extends pack_case {
  readonly seed: number;
}

const casesOf = (tests: readonly random_test[], seeds: readonly number[]): seed_case[] =>
  seeds
    .flatMap((seed) => tests.map(({ pack }) => ({ seed, scenarios: pack.scenarios(seed) })))
    .map((one, n) => ({ ...one, n, tests: [] }));

/** The same scenarios for every version, as what comes of them in Linux is found out once for each. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

async function failuresIn(
  cases: readonly seed_case[],
  version: version,
  { targets }: exercise,
  options: bench_options,
): Promise<string[]> {
  const { outcomes, problem } = await runCases(targets, cases, version.bytes, options);
  if (problem !== null) return [`${called(version)} was not judged: ${problem.message}`];
  return cases.flatMap(({ n, seed }) => {
    const outcome = outcomes.get(n);
    const where = `${called(version)}, with seed ${seed},`;
    if (outcome?.kind !== "packed" || outcome.cut_short || outcome.mismatch !== null)
      return [`${where} was not judged in all random scenarios.`];
    if (outcome.different === null) return [];
    return [`${where} is not as Linux is in ${JSON.stringify(outcome.different)}.`];
  });
}
