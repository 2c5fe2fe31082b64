// Which test catches which wrong version: what verify has found, as the handbook and programs read it.

import { isRandom } from "@faultline/kit";
import type { review_verification } from "../review/verify.ts";
import type { verification } from "./verify.ts";

/** An exercise in which code is handed in. */
export interface mutant_table {
  readonly kind: "code";
  readonly id: string;
  readonly title: string;
  readonly mutants: readonly {
    readonly id: string;
    readonly belief: string;
    readonly origin: string;
    /** Ids of the tests that it fails. */
    readonly killed_by: readonly string[];
  }[];
  /** Those that somebody wrote: what chance finds depends on the seed. */
  readonly tests: readonly {
    readonly id: string;
    readonly title: string;
    readonly visibility: "visible" | "hidden";
    /** How many of the wrong versions fail it. */
    readonly kills: number;
  }[];
}

/** An exercise in which tests are handed in: weak tests, and the wrong versions that they should catch. */
export interface weak_table {
  readonly kind: "review";
  readonly id: string;
  readonly title: string;
  readonly weak: readonly {
    readonly id: string;
    readonly belief: string;
    readonly score: number;
    readonly catches: readonly string[];
  }[];
  readonly wrong: readonly { readonly id: string; readonly title: string }[];
}

export function mutantTable({ exercise, versions }: verification): mutant_table {
  const { id, title, mutants, tests } = exercise;
  const killers = new Map(versions.map((one) => [one.id, one.killed_by]));
  const killedBy = (mutant: string): readonly string[] => killers.get(mutant) ?? [];
  return {
    kind: "code",
    id,
    title,
    mutants: mutants.map(({ id, belief, origin }) => ({
      id,
      belief,
      origin,
      killed_by: killedBy(id),
    })),
    tests: tests
      .filter((test) => !isRandom(test))
      .map(({ id, title, visibility }) => ({
        id,
        title,
        visibility,
        kills: mutants.filter((mutant) => killedBy(mutant.id).includes(id)).length,
      })),
  };
}

export function weakTable({ exercise, files }: review_verification): weak_table {
  const { id, title, mutants, wrong } = exercise;
  const found = new Map(files.map((one) => [one.id, one]));
  return {
    kind: "review",
    id,
    title,
    weak: mutants.map(({ id, belief }) => {
      const { score = 0, catches = [] } = found.get(id) ?? {};
      return { id, belief, score, catches };
    }),
    wrong: wrong.map(({ id, title }) => ({ id, title })),
  };
}
