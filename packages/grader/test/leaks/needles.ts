// What must not be found: collected from the hidden tests themselves, so that a new test brings its own needles.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runScenario, type scenario } from "@faultline/core";
import type { exercise, graded_test } from "@faultline/kit";

/** Shorter lines are brackets and common words. */
const MIN_LINE = 20;
/** Smaller numbers are lines, counts and points, too. */
const MIN_NUMBER = 10_000;

export interface needles {
  /** Lines of the tests' sources. */
  readonly lines: readonly string[];
  /** Operations of hidden scenarios that no visible one has, as JSON. */
  readonly inputs: readonly string[];
  /** Numbers that only right code's runs of hidden scenarios show, in decimal and in hexadecimal. */
  readonly values: readonly string[];
}

export function needlesOf(exercise: exercise): needles {
  const of = (visibility: graded_test["visibility"]) =>
    exercise.tests.filter((test) => test.visibility === visibility);
  const [visible, hidden] = [of("visible"), of("hidden")];
  const shown = new Set(visible.flatMap(inputsOf));
  const known = new Set(visible.flatMap(valuesOf));
  return {
    lines: linesOf(exercise.id).filter((line) => !authored(line, exercise)),
    inputs: unique(hidden.flatMap(inputsOf)).filter((one) => !shown.has(one)),
    values: unique(hidden.flatMap(valuesOf))
      .filter((one) => !known.has(one))
      .flatMap((one) => [`${one}`, one.toString(16)]),
  };
}

const unique = <T>(list: readonly T[]): T[] => [...new Set(list)];

/** What a hidden test runs; random scenarios are made for each report, and are no secret. */
const scenariosOf = (test: graded_test) => ("scenario" in test ? [test.scenario] : []);

const inputsOf = (test: graded_test): string[] =>
  scenariosOf(test)
    .flatMap(({ ops }) => ops.map((op) => JSON.stringify(op)))
    .filter((text) => text.length > 15);

/** Every large number in the scenario, in what right code makes of it, and in the arguments of every call. */
const valuesOf = (test: graded_test): number[] => scenariosOf(test).flatMap(valuesIn);

function valuesIn(scenario: scenario): number[] {
  const options = { release: "5.14", observe: false, snapshots: true, trace: true } as const;
  const { steps, machine } = runScenario(scenario, options);
  return unique(
    numbersIn([scenario, machine.trace, steps.map(({ r, snapshot }) => [r, snapshot])]),
  );
}

function numbersIn(value: unknown): number[] {
  if (typeof value === "number") return Math.abs(value) >= MIN_NUMBER ? [Math.abs(value)] : [];
  if (typeof value !== "object" || value === null) return [];
  return unique(Object.values(value).flatMap(numbersIn));
}

/** A line that is nothing but a sentence which its author wrote for learners. */
function authored(line: string, { tests }: exercise): boolean {
  const [, text] = /^"(.*)",?$/.exec(line) ?? [];
  return tests.some(({ title, hint, failure }) =>
    [title, hint, failure].some((one) => one === text),
  );
}

/** Every line of every file of hidden tests, and of what they look at. */
function linesOf(id: string): string[] {
  const folder = fileURLToPath(new URL(`../../../exercises/${id}/src`, import.meta.url));
  const files = [
    ...readdirSync(join(folder, "hidden"), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .map((name) => join(folder, "hidden", name)),
    join(folder, "hidden.ts"),
    join(folder, "look.ts"),
  ];
  const lines = files.flatMap((file) => readFileSync(file, "utf8").split("\n"));
  return unique(lines.map((line) => line.trim())).filter((line) => line.length >= MIN_LINE);
}

/** Needles that are in the hay, and not in the submission's own text. */
export function found({ lines, inputs, values }: needles, hay: string, own: string): string[] {
  const words = new Set(hay.match(/[0-9a-f]{4,}/g));
  return [
    ...[...lines, ...inputs].filter((needle) => hay.includes(needle)),
    ...values.filter((needle) => words.has(needle)),
  ].filter((needle) => !own.includes(needle));
}
