// Proves that an exercise in reviewing is fair: nothing for the starter, everything for good tests, and for weak ones
// exactly what their author says.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { review_exercise, review_outcome } from "@faultline/kit";
import type { Bench, bench_options } from "../verify/bench.ts";
import { materialOf } from "../verify/material.ts";
import { type version, versionsOf } from "../verify/versions.ts";
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

/** Nothing in it is random, so seeds make no difference. @param folder of the exercise's sources */
export async function verifyReview(
  exercise: review_exercise,
  folder: string,
  bench: Bench,
  repeat = 1,
): Promise<review_verification> {
  const read = (path: string): string => readFileSync(join(folder, path), "utf8");
  const { versions, failures: without_text } = versionsOf(exercise, read);
  const gradings = Array.from({ length: repeat }, () =>
    versions.map((one) => bench.run((options) => gradeFile(exercise, one, options))),
  );
  const rounds = await Promise.all(gradings.map((round) => Promise.all(round)));
  const failures = [
    ...without_text,
    ...rounds.flat().flatMap(({ file, odd }) => [...odd, ...fileFailures(file, exercise)]),
    ...manifest(exercise),
    ...materialOf(exercise, folder),
  ];
  const files = (rounds[0] ?? []).map(({ file }) => file);
  // What is wrong in every round is said once.
  return { exercise, files, failures: [...new Set(failures)] };
}

async function gradeFile(
  exercise: review_exercise,
  one: version,
  options: bench_options,
): Promise<{ readonly file: verified_tests; readonly odd: readonly string[] }> {
  const grading = await gradeReview(exercise, one.bytes, options);
  const { id, kind } = one;
  return { file: { id, kind, ...outcomeOf(grading) }, odd: machineFailures(one, grading) };
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

const machineFailures = ({ id }: version, { tests }: review_grading): string[] =>
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
