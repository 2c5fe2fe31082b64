// Proves that an exercise is fair: nothing for the starter, everything for each right version, and each wrong version
// caught by exactly the tests that its author named.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type exercise, isRandom, type mutant, type variant, versionText } from "@faultline/kit";
import { grade, type grading } from "./grade.ts";
import type { grade_options } from "./run_cases.ts";
import { Pool } from "./sandbox/pool.ts";

/** What one version came to. */
export interface verified_version {
  readonly id: string;
  readonly kind: "starter" | "solution" | "variant" | "mutant";
  readonly score: number;
  /** Ids of the tests that did not pass. */
  readonly killed_by: readonly string[];
}

export interface verification {
  readonly exercise: exercise;
  readonly versions: readonly verified_version[];
  /** What is not as it should be, a sentence each. */
  readonly failures: readonly string[];
}

/** How many submissions are graded at a time. */
const PARALLEL = 2;

interface version {
  readonly id: string;
  readonly kind: verified_version["kind"];
  readonly text: () => string;
}

/**
 * @param folder of the exercise's sources
 * @param script the child's
 */
export async function verify(
  exercise: exercise,
  folder: string,
  script: string,
): Promise<verification> {
  const failures: string[] = [];
  const versions: verified_version[] = [];
  const waiting = versionsOf(exercise, folder);
  const order = waiting.map(({ id }) => id);
  const pool = new Pool({ script, ahead: PARALLEL, expected: waiting.length });
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const done = await verifyVersion(exercise, next, { script, start: pool.take }, failures);
      if (done !== null) versions.push(done);
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, work)).finally(() => pool.close());
  versions.sort((a, b) => order.indexOf(a.id) - order.indexOf(b.id));
  failures.push(...versions.flatMap((one) => versionFailures(one, exercise)));
  failures.push(...idleTests(exercise, versions), ...undeclared(exercise));
  return { exercise, versions, failures };
}

function versionsOf(exercise: exercise, folder: string): version[] {
  const read = (path: string): string => readFileSync(join(folder, path), "utf8");
  const made =
    (kind: version["kind"]) =>
    (one: mutant | variant): version => ({ id: one.id, kind, text: () => versionText(one, read) });
  return [
    { id: "starter", kind: "starter", text: () => read("starter.ts") },
    { id: "solution", kind: "solution", text: () => read("solution.ts") },
    ...exercise.variants.map(made("variant")),
    ...exercise.mutants.map(made("mutant")),
  ];
}

async function verifyVersion(
  exercise: exercise,
  { id, kind, text }: version,
  options: grade_options,
  failures: string[],
): Promise<verified_version | null> {
  let source: string;
  try {
    source = text();
  } catch (error) {
    failures.push(`${kind} ${id}: ${error instanceof Error ? error.message : "has no text"}`);
    return null;
  }
  // Chance finds more than an author can name, and not the same with every seed: wrong versions are held against the
  // tests that name them.
  const named = { ...exercise, tests: exercise.tests.filter((test) => !isRandom(test)) };
  const bytes = new TextEncoder().encode(source);
  const grading = await grade(kind === "mutant" ? named : exercise, bytes, options);
  failures.push(...statusFailures(grading, kind, id));
  const failed = grading.verdicts.filter(({ status }) => status !== "passed");
  const passed = grading.verdicts.filter(({ status }) => status === "passed");
  return {
    id,
    kind,
    score: passed.reduce((all, { test }) => all + test.points, 0),
    killed_by: failed.map(({ test }) => test.id),
  };
}

/** A version must be judged, and judged by tests that work: a mutant that is merely broken proves nothing. */
function statusFailures(
  { status, message, verdicts }: grading,
  kind: string,
  id: string,
): string[] {
  const stopped = ["compile_error", "rejected", "crashed", "out_of_memory"].includes(status);
  const broken = verdicts.filter((one) => one.status === "error" && one.outcome.kind === "ran");
  return [
    ...(stopped ? [`${kind} ${id} was not judged: ${message}`] : []),
    ...broken.map(({ test, detail }) => `${kind} ${id}, test ${test.id}: ${detail}`),
  ];
}

function versionFailures(version: verified_version, exercise: exercise): string[] {
  const { id, kind, score, killed_by } = version;
  if (kind === "starter") return score === 0 ? [] : [`The starter scores ${score}, not 0.`];
  if (kind !== "mutant")
    return killed_by.length === 0 ? [] : [`The ${kind} ${id} fails ${killed_by.join(", ")}.`];
  const named = exercise.mutants.find((mutant) => mutant.id === id)?.killed_by ?? [];
  const missed = named.filter((test) => !killed_by.includes(test));
  const extra = killed_by.filter((test) => !named.includes(test));
  return [
    ...(killed_by.length === 0 ? [`The mutant ${id} survives every test.`] : []),
    ...(missed.length > 0 ? [`The mutant ${id} is not killed by ${missed.join(", ")}.`] : []),
    ...(extra.length > 0 ? [`The mutant ${id} is also killed by ${extra.join(", ")}.`] : []),
  ];
}

/** A hidden test that catches nobody proves nothing. */
function idleTests({ tests }: exercise, versions: readonly verified_version[]): string[] {
  const killers = new Set(
    versions.filter(({ kind }) => kind === "mutant").flatMap(({ killed_by }) => killed_by),
  );
  return tests
    .filter(({ id, visibility }) => visibility === "hidden" && !killers.has(id))
    .map(({ id }) => `The hidden test ${id} kills no mutant.`);
}

/** Names that stand for nothing, and ids that stand for two things. */
function undeclared({ tests, categories, mutants, variants }: exercise): string[] {
  const known = new Set(tests.map(({ id }) => id));
  const ids = [...mutants, ...variants].map(({ id }) => id);
  const twice = ids.filter((id, i) => ids.indexOf(id) !== i);
  return [
    ...twice.map((id) => `There are two versions called ${id}.`),
    ...mutants.flatMap(({ id, killed_by }) =>
      killed_by
        .filter((test) => !known.has(test))
        .map((test) => `The mutant ${id} names ${test}, which is no test.`),
    ),
    ...tests
      .filter(({ category }) => !categories.some(({ id }) => id === category))
      .map(({ id, category }) => `The test ${id} is in ${category}, which is no category.`),
  ];
}
