// Goal: the table that the handbook shows is that of the exercises as they are. `npm run mutants` in this package puts every
// exercise to the proof and writes what was found. Else the table is held against what the authors say, and `faultline
// verify` holds what they say against what happens.

import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type any_exercise, isReview } from "@faultline/kit";
import { expect, it } from "vitest";
import { exercise_ids, loadExercise } from "../../src/exercises.ts";
import { verifyReview } from "../../src/review/verify.ts";
import { Bench } from "../../src/verify/bench.ts";
import {
  type mutant_table,
  mutantTable,
  type weak_table,
  weakTable,
} from "../../src/verify/table.ts";
import { verify } from "../../src/verify/verify.ts";
import { builtChild } from "../support/child_script.ts";

type table = mutant_table | weak_table;

const TABLE = fileURLToPath(new URL("../../mutants.json", import.meta.url));

/** vitest's: "write" makes the table anew instead of comparing it. */
const { MODE } = process.env;

async function loaded(id: string): Promise<any_exercise> {
  const exercise = await loadExercise(id);
  if (exercise === null) throw new Error(`There is no exercise ${id}.`);
  return exercise;
}

async function verified(
  exercise: any_exercise,
  bench: Bench,
): Promise<{ readonly table: table; readonly failures: readonly string[] }> {
  const folder = fileURLToPath(new URL(`../../../exercises/${exercise.id}`, import.meta.url));
  if (isReview(exercise)) {
    const found = await verifyReview(exercise, folder, bench);
    return { table: weakTable(found), failures: found.failures };
  }
  const found = await verify(exercise, folder, bench);
  return { table: mutantTable(found), failures: found.failures };
}

/** The table that there would be if everything came to what its author says. */
function declared(exercise: any_exercise): table {
  if (isReview(exercise)) {
    const files = exercise.mutants.map(({ id, gets }) => ({
      id,
      kind: "mutant" as const,
      ...gets,
    }));
    return weakTable({ exercise, files, failures: [] });
  }
  const versions = exercise.mutants.map(({ id, killed_by }) => ({
    id,
    kind: "mutant" as const,
    score: 0,
    killed_by,
  }));
  return mutantTable({ exercise, versions, failures: [] });
}

it.runIf(MODE === "write")(
  "every exercise is put to the proof, and the table is written",
  { timeout: 3_600_000 },
  async () => {
    const bench = new Bench(builtChild());
    const exercises = await Promise.all(exercise_ids.map(loaded));
    const all = Promise.all(exercises.map((one) => verified(one, bench)));
    const found = await all.finally(() => bench.close());
    expect(found.flatMap(({ failures }) => failures)).toEqual([]);
    const tables = found.map(({ table }) => table);
    writeFileSync(TABLE, `${JSON.stringify(tables, null, 2)}\n`);
  },
);

it.skipIf(MODE === "write")(
  "the table is as new as the exercises, in the order of the course; if not: npm run mutants",
  async () => {
    const exercises = await Promise.all(exercise_ids.map(loaded));
    expect(JSON.parse(readFileSync(TABLE, "utf8"))).toEqual(exercises.map(declared));
  },
);
