// Goal: what was found out when the grader was built is what is found out today, word by word: else a verdict would be
// wrong. Method: everything is found out again, from the sources.

import { readFileSync } from "node:fs";
import type { exercise } from "@faultline/kit";
import { describe, expect, it } from "vitest";
import { exercise_ids, loadCodeExercise } from "../../src/exercises.ts";
import { grade } from "../../src/grade.ts";
import { casesOf, DEFAULT_SEED, isPackCase, isRaceCase } from "../../src/judge/cases.ts";
import { Knowledge, keyOf, raceKey } from "../../src/judge/knowledge.ts";
import { knowledgeOf } from "../../src/sandbox/found_at_build.ts";
import { childScript } from "../../src/sandbox/script.ts";
import { builtChild } from "../support/child_script.ts";

const loaded = await Promise.all(exercise_ids.map(loadCodeExercise));
const exercises = loaded.filter((one) => one !== null).map((one) => [one.id, one] as const);

const graded = async ({ id, ...rest }: exercise, script: string, knowledge: Knowledge) => {
  const solution = new URL(`../../../exercises/${id}/solution.ts`, import.meta.url);
  return grade({ id, ...rest }, readFileSync(solution), { script, knowledge });
};

describe.each(exercises)("of %s", (id, exercise) => {
  const built = knowledgeOf(id, childScript());
  const cases = casesOf(exercise);
  const packs = cases.filter(isPackCase).flatMap(({ scenarios }) => scenarios);
  const races = cases.filter(isRaceCase);

  it("the random scenarios are known", () => {
    for (const test of exercise.tests)
      if ("pack" in test)
        expect(built.scenarios(test.id, DEFAULT_SEED)).toEqual(test.pack.scenarios(DEFAULT_SEED));
    expect(built.scenarios("as-linux-does", DEFAULT_SEED + 1)).toBeNull();
  });

  it("it is known what Linux makes of them", () => {
    const fresh = new Knowledge();
    const different = packs.filter((one) => built.appearance(one) !== fresh.appearance(one));
    expect(different).toEqual([]);
    const rules = ({ outcomes }: ReturnType<Knowledge["possible"]>): unknown =>
      outcomes.map(({ visible, findings }) => [visible, findings.map(({ rule }) => rule)]);
    for (const race of races)
      expect(rules(built.possible(race))).toEqual(rules(fresh.possible(race)));
  });

  it("it is known what right code leaves behind", async () => {
    const fresh = new Knowledge();
    await graded(exercise, builtChild(), fresh);
    for (const key of [...packs.map(keyOf), ...races.map(raceKey)]) {
      expect(fresh.rightOf(key)).not.toBeNull();
      expect(built.rightOf(key)).toEqual(fresh.rightOf(key));
    }
  });
});
