// Linux 5.14 against 6.18: they differ where a rule of release.ts says so, for that reason, and nowhere else.
// Goal: no difference without a reason, no reason without a difference. Method: every scenario of the cross product
// runs in both; then in a 6.18 with just the rules of 5.14 that are said to be responsible, which must be 5.14 to the letter.

import { describe, expect, it } from "vitest";
import {
  type release_rules,
  releases,
  type run,
  type run_options,
  runScenario,
  type scenario,
} from "../../src/index.ts";
import { recordings } from "../support/recordings.ts";
import { differences, explain, reasons, type rule, told } from "../support/release_reasons.ts";

const scenarios = recordings("b").map(({ s }) => s);
const CHUNK = 146;
const chunks = Array.from({ length: Math.ceil(scenarios.length / CHUNK) }, (_, i) => {
  const some = scenarios.slice(i * CHUNK, (i + 1) * CHUNK);
  return [i * CHUNK + 1, i * CHUNK + some.length, some] as const;
});

const in_6_18 = (scenario: scenario): run => runScenario(scenario, { release: "6.18" });
const in_5_14 = (scenario: scenario): run => runScenario(scenario, { release: "5.14" });

/** A 6.18 in which these rules are those of 5.14. */
const with_rules_of_5_14 = (
  ...rules: readonly rule[]
): Required<Pick<run_options, "release" | "rules">> => {
  const old: Partial<release_rules> = releases["5.14"];
  return { release: "6.18", rules: Object.fromEntries(rules.map((rule) => [rule, old[rule]])) };
};

const alike = (a: run, b: run): boolean => JSON.stringify(told(a)) === JSON.stringify(told(b));

/** What is wrong with the explanation of a scenario's differences, in words. */
function objections(scenario: scenario): string[] {
  const old = in_5_14(scenario);
  const { shown, unexplained } = explain(differences(scenario, in_6_18(scenario), old));
  const rules = [...new Set(shown.map((reason) => reason.rule))];
  const is_old = (some: readonly rule[]) =>
    alike(runScenario(scenario, with_rules_of_5_14(...some)), old);
  const idle =
    rules.length < 2 ? [] : rules.filter((rule) => is_old(rules.filter((r) => r !== rule)));
  return [
    ...unexplained.map((d) => `${d.field} after ${d.step} ${d.op?.op} has no reason`),
    ...(rules.length === 0 || is_old(rules) ? [] : [`${rules} are not all of the reason`]),
    ...idle.map((rule) => `${rule} has no part in it`),
  ].map((words) => `${scenario.id}: ${words}`);
}

describe("5.14 and 6.18", () => {
  it.each(chunks)("differ in scenarios %i to %i for the reasons that are given", (...chunk) => {
    expect(chunk[2].flatMap(objections)).toEqual([]);
  });

  it.each(reasons.map((reason) => [reason.because, reason.example, reason] as const))(
    "%s: %s",
    (_because, example, reason) => {
      const scenario = scenarios.find(({ id }) => id === example);
      if (scenario === undefined) throw new Error(`There is no ${example}.`);

      const { shown } = explain(differences(scenario, in_6_18(scenario), in_5_14(scenario)));

      expect(shown).toContain(reason);
    },
  );
});
