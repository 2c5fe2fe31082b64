// Whether a value from outside is a list of tests: every wrong field is named.

import { claimOf } from "./check_claims.ts";
import { checkReviewScenario, countOps } from "./check_scenario.ts";
import { isObject, listOf } from "./fields.ts";
import type { review_test } from "./types.ts";
import { limits } from "./vocabulary.ts";

/** One item of what was handed in: a test, or what is wrong with it. */
export interface checked_test {
  /** As its author calls it; its place in the list where that is not known. */
  readonly name: string;
  readonly test: review_test | null;
  /** A sentence for each wrong field; empty if it is a test. */
  readonly wrong: readonly string[];
}

/** @returns one sentence if the value is no list of tests at all */
export function checkTests(value: unknown): readonly checked_test[] | string {
  if (!Array.isArray(value)) return "The export tests must be a list: export const tests = [...].";
  if (value.length > limits.tests)
    return `There are ${value.length} tests; at most ${limits.tests} are allowed.`;
  const names = new Set<string>();
  const checked = value.map((one: unknown, i) => {
    const checked = checkTest(one, `test ${i + 1}`);
    const name = isObject(one) ? one["name"] : undefined;
    const twice = typeof name === "string" && names.has(name);
    if (typeof name === "string") names.add(name);
    const wrong = [...checked.wrong, ...(twice ? ["Another test has the same name."] : [])];
    return wrong.length === 0 ? checked : { ...checked, test: null, wrong };
  });
  const ops = checked.reduce(
    (sum, { test }) => sum + (test === null ? 0 : countOps(test.scenario)),
    0,
  );
  return ops <= limits.all_ops
    ? checked
    : `All tests together have ${ops} operations, those of other CPUs included; at most ${limits.all_ops} are allowed.`;
}

const known = ["name", "scenario", "expect"];

function checkTest(value: unknown, place: string): checked_test {
  if (!isObject(value)) return { name: place, test: null, wrong: ["A test must be an object."] };
  const { name, scenario, expect } = value;
  const named = typeof name === "string" && name.trim() !== "" && name.length <= limits.name;
  const wrong = [
    ...known.filter((field) => !Object.hasOwn(value, field)).map((one) => `${one} is missing.`),
    ...Object.keys(value)
      .filter((field) => !known.includes(field))
      .map((one) => `${one} is unknown here: a test has ${known.join(", ")}.`),
    ...(named || name === undefined
      ? []
      : [`name must be a text of 1 to ${limits.name} characters.`]),
    ...(scenario === undefined ? [] : checkReviewScenario(scenario)),
    ...(expect === undefined ? [] : checkExpect(expect, opsOf(scenario))),
  ];
  const test = wrong.length === 0 ? (value as unknown as review_test) : null;
  return { name: named ? name : place, test, wrong };
}

/** How many operations there are, as far as can be told. */
const opsOf = (scenario: unknown): number =>
  isObject(scenario) && Array.isArray(scenario["ops"]) ? scenario["ops"].length : 0;

function checkExpect(value: unknown, ops: number): string[] {
  if (Array.isArray(value) && value.length === 0)
    return ["expect is empty: a test without a claim can fail on nothing but a dead kernel."];
  return listOf(claimOf(ops), limits.claims)(value, "expect");
}
