// What was found out of each exercise when the grader was built: its random scenarios, what right code leaves behind, and
// what Linux makes of all. It lies beside the child's script; where it does not, everything is found out when needed.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { scenario } from "@faultline/core";
import { DEFAULT_SEED } from "../judge/cases.ts";
import { type found_out, Knowledge, keyOf, type possible, raceKey } from "../judge/knowledge.ts";
import { cacheOf } from "./code_cache.ts";

/** Asked for with every submission. */
export interface right_file {
  readonly packs: readonly {
    readonly test: string;
    readonly scenarios: readonly scenario[];
    /** What right code leaves behind in each. */
    readonly wordings: readonly string[];
  }[];
  readonly races: readonly {
    readonly key: string;
    readonly wording: string;
    readonly runs: number;
  }[];
}

/** Asked for when a submission leaves something else behind. */
export interface linux_file {
  /** By scenario, as JSON. */
  readonly appearances: Readonly<Record<string, string>>;
  /** By number of preemptions and scenario, as JSON. */
  readonly possible: Readonly<Record<string, possible>>;
}

const known = new Map<string, Knowledge>();

/** What there is to know of an exercise. It is kept as long as the process lives, and added to. */
export function knowledgeOf(exercise: string, script: string): Knowledge {
  const cache = cacheOf(script);
  if (cache === null) return new Knowledge(); // the two are made together
  const { right, linux } = foundPaths(exercise, cache);
  const knowledge = known.get(right) ?? read(right, linux);
  known.set(right, knowledge);
  return knowledge;
}

/**
 * Where it lies.
 *
 * @param cache the path of the script's cache, which says of which script it is
 */
export function foundPaths(exercise: string, cache: string): { right: string; linux: string } {
  const folder = foundFolder(cache);
  return {
    right: join(folder, `${exercise}.right.json`),
    linux: join(folder, `${exercise}.linux.json`),
  };
}

export const foundFolder = (cache: string): string => cache.replace(/\.cache$/, ".found");

function read(right: string, linux: string): Knowledge {
  if (!existsSync(right)) return new Knowledge();
  const { packs, races } = JSON.parse(readFileSync(right, "utf8")) as right_file;
  const knowledge = new Knowledge(foundOut(packs, linux));
  for (const { scenarios, wordings } of packs)
    for (const [i, scenario] of scenarios.entries())
      knowledge.noteRight(keyOf(scenario), wordings[i] ?? "", 1);
  for (const { key, wording, runs } of races) knowledge.noteRight(key, wording, runs);
  return knowledge;
}

function foundOut(packs: right_file["packs"], path: string): found_out {
  let file: linux_file | null = null;
  const linux = (): linux_file => {
    file ??= JSON.parse(readFileSync(path, "utf8")) as linux_file;
    return file;
  };
  return {
    scenarios: (test, seed) =>
      (seed === DEFAULT_SEED && packs.find((one) => one.test === test)?.scenarios) || null,
    appearance: (scenario) => own(linux().appearances, keyOf(scenario)),
    possible: (race) => own(linux().possible, raceKey(race)),
  };
}

const own = <T>(record: Readonly<Record<string, T>>, key: string): T | null =>
  (Object.hasOwn(record, key) ? record[key] : undefined) ?? null;
