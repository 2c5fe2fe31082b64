// Proves that an exercise in reviewing is fair: nothing for the starter, everything for good tests, and for weak ones
// exactly what their author says.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { review_exercise, review_outcome } from "@faultline/kit";
import { Pool } from "../sandbox/pool.ts";
import { gradeReview, type review_grading } from "./grade.ts";

/** What one file of tests came to. */
export interface verified_tests extends Omit<review_outcome, "status"> {
  readonly id: string;
  readonly kind: "starter" | "solution" | "variant" | "mutant";
  readonly status: review_grading["status"];
}

export interface review_verification {
  readonly exercise: review_exercise;
  readonly files: readonly verified_tests[];
  /** What is not as it should be, a sentence each. */
  readonly failures: readonly string[];
}

interface file_of_tests {
  readonly id: string;
  readonly kind: verified_tests["kind"];
  readonly path: string;
}

/**
 * @param folder of the exercise's sources
 * @param script the child's
 */
export async function verifyReview(
  exercise: review_exercise,
  folder: string,
  script: string,
): Promise<review_verification> {
  const given = filesOf(exercise);
  const pool = new Pool({ script, ahead: 1, expected: given.length });
  const files: verified_tests[] = [];
  const failures: string[] = [];
  try {
    for (const one of given) {
      const bytes = readFileSync(join(folder, one.path));
      const grading = await gradeReview(exercise, bytes, { script, start: pool.take });
      files.push({ id: one.id, kind: one.kind, ...outcomeOf(grading) });
      failures.push(...machineFailures(one, grading));
    }
  } finally {
    pool.close();
  }
  failures.push(...files.flatMap((one) => fileFailures(one, exercise)), ...manifest(exercise));
  return { exercise, files, failures };
}

function filesOf({ mutants, variants }: review_exercise): file_of_tests[] {
  return [
    { id: "starter", kind: "starter", path: "starter.ts" },
    { id: "solution", kind: "solution", path: "solution.ts" },
    ...variants.map(({ id, file }) => ({ id, kind: "variant" as const, path: file })),
    ...mutants.map(({ id, file }) => ({ id, kind: "mutant" as const, path: file })),
  ];
}

/** What a grading came to, in the terms in which authors say it. */
export function outcomeOf({ status, tests, versions }: review_grading) {
  return {
    status,
    valid: tests.filter((one) => one.status === "valid").length,
    given: tests.length,
    catches: versions.filter(({ caught }) => caught).map(({ id }) => id),
    score: versions.reduce((all, { score }) => all + score, 0),
  };
}

const machineFailures = ({ id }: file_of_tests, { tests }: review_grading): string[] =>
  tests
    .filter(({ status }) => status === "error")
    .map(({ name, message }) => `${id}, test ${JSON.stringify(name)}: ${message}`);

function fileFailures(file: verified_tests, exercise: review_exercise): string[] {
  const { id, kind, status, valid, given, score, catches } = file;
  const full = exercise.points * exercise.wrong.length;
  if (kind === "starter")
    return status === "graded" && score === 0
      ? []
      : [`The starter is ${status} and scores ${score}, not 0.`];
  if (kind !== "mutant")
    return score === full ? [] : [`The ${kind} ${id} scores ${score}, not ${full}.`];
  const gets = exercise.mutants.find((one) => one.id === id)?.gets;
  const found: review_outcome | object = { status, valid, given, catches, score };
  return JSON.stringify(sorted(found)) === JSON.stringify(sorted(gets ?? {}))
    ? []
    : [`The weak tests ${id} get ${JSON.stringify(found)}, not ${JSON.stringify(gets)}.`];
}

/** Fields in the order of their names. */
const sorted = (value: object): [string, unknown][] =>
  Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));

function manifest({ right, wrong, mutants, variants, categories }: review_exercise): string[] {
  const twice = (all: readonly { readonly id: string }[]): string[] => {
    const ids = all.map(({ id }) => id);
    return ids.filter((id, i) => ids.indexOf(id) !== i);
  };
  return [
    ...[...twice([...right, ...wrong]), ...twice([...mutants, ...variants])].map(
      (id) => `There are two of the id ${id}.`,
    ),
    ...wrong
      .filter(({ category }) => !categories.some(({ id }) => id === category))
      .map(({ id, category }) => `The version ${id} is in ${category}, which is no category.`),
  ];
}
