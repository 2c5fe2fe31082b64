// Proves that an exercise is fair: nothing for the starter, everything for each right version, and each wrong version
// caught by exactly the tests that its author named; and that what learners read gives nothing away.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { exercise } from "@faultline/kit";
import { DEFAULT_SEED } from "../judge/cases.ts";
import type { Bench } from "./bench.ts";
import { idleTests, undeclared, versionFailures } from "./failures.ts";
import { materialOf } from "./material.ts";
import { seedFailures } from "./seeds.ts";
import {
  called,
  type graded_version,
  gradeVersion,
  type verified_version,
  versionsOf,
} from "./versions.ts";

export interface verification {
  readonly exercise: exercise;
  readonly versions: readonly verified_version[];
  /** What is not as it should be, a sentence each. */
  readonly failures: readonly string[];
}

/** How thoroughly it is done. */
export interface thoroughness {
  /** With so many seeds right versions are held against Linux. */
  readonly seeds: number;
  /** So many times each version is graded, each time with another seed; what comes of it must be the same. */
  readonly repeat: number;
}

/** @param folder of the exercise's sources */
export async function verify(
  exercise: exercise,
  folder: string,
  bench: Bench,
  { seeds, repeat }: thoroughness = { seeds: 1, repeat: 1 },
): Promise<verification> {
  const read = (path: string): string => readFileSync(join(folder, path), "utf8");
  const { versions, failures: without_text } = versionsOf(exercise, read);
  const gradings = range(repeat).map((round) =>
    versions.map((one) =>
      bench.run((options) =>
        gradeVersion(exercise, one, { ...options, seed: DEFAULT_SEED + round }),
      ),
    ),
  );
  const further = range(seeds).slice(repeat);
  const [rounds, by_seed] = await Promise.all([
    Promise.all(gradings.map((round) => Promise.all(round))),
    seedFailures(
      exercise,
      versions,
      further.map((n) => DEFAULT_SEED + n),
      bench,
    ),
  ]);
  const [first = [], ...again] = rounds;
  const failures = [
    ...without_text,
    ...first.flatMap((one) => [...one.failures, ...versionFailures(one, exercise)]),
    ...again.flatMap((round, i) => changesIn(round, first, i + 1)),
    ...by_seed,
    ...idleTests(exercise, first),
    ...undeclared(exercise),
    ...materialOf(exercise, folder),
  ];
  const found = first.map(({ id, kind, score, killed_by }) => ({ id, kind, score, killed_by }));
  return { exercise, versions: found, failures };
}

const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

/** Where a round comes to something else than the first did. */
function changesIn(
  round: readonly graded_version[],
  first: readonly graded_version[],
  n: number,
): string[] {
  return round.flatMap((one, i) => {
    const [now, before] = [one, first[i]].map((it) => it?.killed_by.join(", ") || "nothing");
    const words = `With seed ${DEFAULT_SEED + n}: ${called(one)} fails ${now}, not ${before}.`;
    return now === before ? [] : [words, ...one.failures];
  });
}
