// Goal: the versions under review are what they are said to be: right ones are right, and posted ones do what was posted.

import { readFileSync } from "node:fs";
import { runScenario, type scenario, type targets } from "@faultline/core";
import { isRace, refutation, runReview, runTest, versionText } from "@faultline/kit";
import { loadSubmission } from "@faultline/kit/check";
import { describe, expect, it } from "vitest";
import { exercise as install } from "../../install-pte/src/index.ts";
import { exercise as shmem } from "../../shmem-mcopy/src/index.ts";
import { tests } from "../solution.ts";
import { exercise } from "../src/index.ts";
import { posted_habits } from "../src/versions/posted.ts";
import { functions } from "../src/versions/right.ts";
import { tests as loops } from "../variants/loops.ts";
import { tests as other_places } from "../variants/one_scenario_each.ts";

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), "utf8");

/** Every scenario of the exercises in which these functions are written, but for races. */
const scenarios: readonly scenario[] = [...install.tests, ...shmem.tests]
  .flatMap((test) => ("scenario" in test ? [test.scenario] : []))
  .filter(({ ops }) => ops.every(({ race }) => race === undefined));

/** All that a run leaves to be seen. */
function seen(scenario: scenario, livepatch: Partial<targets>) {
  const { steps, findings, teardown, oops } = runScenario(scenario, {
    livepatch,
    audit: true,
    observe: false,
    snapshots: true,
  });
  const rules = [...findings, ...teardown].map(({ rule, kernel }) => `${rule}: ${kernel}`);
  return { steps: steps.map(({ r, snapshot }) => ({ r, snapshot })), rules, oops: oops?.message };
}

describe("the posted revisions, made of habits, do in every scenario what their text does", () => {
  for (const name of ["v2", "v4", "v5"] as const) {
    const text = read(`../../../../examples/submissions/${name}-as-posted.ts`);
    const [fill, installer] = posted_habits[name];
    // Posted before the page that comes back was anybody's concern.
    const made = functions({ ...fill, when_full: "keep" }, installer);
    it(`${name}, in ${scenarios.length} scenarios`, () => {
      const submission = loadSubmission(text);
      for (const scenario of scenarios)
        expect(seen(scenario, made)).toEqual(seen(scenario, submission));
    });
  }
});

describe("right versions pass every test of the exercises in which they are written", () => {
  for (const { id, livepatch } of exercise.right) {
    it(id, () => {
      // Races are left to the exercises: each of these versions is a variant there, or differs in no call.
      const graded = [...install.tests, ...shmem.tests].filter((test) => !isRace(test));
      const failed = graded.filter((test) => runTest(test, livepatch).status !== "passed");
      expect(failed.map((test) => test.id)).toEqual([]);
    });
  }
});

describe("wrong versions fail there, too", () => {
  for (const { id, livepatch } of exercise.wrong) {
    it(id, () => {
      const graded = [...install.tests, ...shmem.tests];
      expect(graded.some((test) => runTest(test, livepatch).status !== "passed")).toBe(true);
    });
  }
});

describe("good tests pass on every right version that other exercises know", () => {
  for (const other of [install, shmem]) {
    for (const variant of other.variants) {
      it(`${other.id}: ${variant.id}`, () => {
        const text = versionText(variant, (path) => read(`../../${other.id}/${path}`));
        const livepatch = loadSubmission(text);
        for (const test of [...tests, ...loops, ...other_places])
          expect(refutation(test, runReview(test.scenario, { livepatch })), test.name).toBeNull();
      });
    }
  }
});
