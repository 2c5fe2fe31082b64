// The exercise tested: good tests are worth everything, the starter nothing, and nothing gives the answer away.
// What weak tests get is looked at where they are evaluated: in the grader.

import { readFileSync } from "node:fs";
import { checkTests, judgeReviewTest, scoreReview, versionText } from "@faultline/kit";
import { materialFailures } from "@faultline/kit/check";
import { describe, expect, it } from "vitest";
import { tests as solution } from "../solution.ts";
import { exercise } from "../src/index.ts";
import { tests as starter } from "../starter.ts";
import { tests as loops } from "../variants/loops.ts";
import { tests as other_places } from "../variants/one_scenario_each.ts";

const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), "utf8");

/** What tests come to, and why those that are not valid are not. */
function worth(tests: unknown) {
  const checked = checkTests(JSON.parse(JSON.stringify(tests)));
  if (typeof checked === "string") throw new Error(checked);
  const judged = checked.map((one) => judgeReviewTest(one, exercise));
  const versions = scoreReview(judged, exercise);
  return {
    score: versions.reduce((all, { score }) => all + score, 0),
    uncaught: versions.filter(({ caught }) => !caught).map(({ id }) => id),
    invalid: judged.filter(({ status }) => status !== "valid").map(({ message }) => message),
  };
}

const full = { score: exercise.points * exercise.wrong.length, uncaught: [], invalid: [] };

describe("good tests are worth everything", () => {
  it("the solution", () => expect(worth(solution)).toEqual(full));
  it("tests made by loops", () => expect(worth(loops)).toEqual(full));
  it("tests that look at other places", () => expect(worth(other_places)).toEqual(full));
});

describe("the solution has nothing to spare", () => {
  for (const { name } of solution) {
    it(`without "${name}" something is not caught`, () => {
      const others = solution.filter((test) => test.name !== name);
      const { uncaught, invalid } = worth(others);
      expect(invalid).toEqual([]);
      expect(uncaught).not.toEqual([]);
    });
  }
});

it("the starter is a valid test that catches nothing", () => {
  const { score, invalid } = worth(starter);
  expect({ score, invalid }).toEqual({ score: 0, invalid: [] });
});

it("what a learner is given has no line of the solution", () =>
  expect(materialFailures(exercise, read)).toEqual([]));

it("weak tests that are edits of the solution still fit it", () => {
  for (const weak of exercise.mutants.filter(({ edits }) => edits !== undefined))
    expect(versionText(weak, read), weak.id).not.toBe(read("solution.ts"));
});

it("every version that was posted has the name of a reviewer and a day", () => {
  for (const { id, reviews } of exercise.wrong) {
    expect(reviews.length, id).toBeGreaterThan(0);
    for (const { on, by } of reviews) expect(`${on} ${by}`).toMatch(/^2021-04-\d\d (Hugh|Peter) /);
  }
});
