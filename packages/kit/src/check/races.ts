// The tests of an exercise's races: no order of events is held against right code, and they take no longer than they may.

import { explore, raceFindings, type scenario } from "@faultline/core";
import { type exercise, isRace } from "../exercise.ts";
import type { reader } from "../material/index.ts";
import { reference } from "../run_test.ts";
import { versionText } from "../versions.ts";
import type { words_of_vitest } from "./exercise.ts";
import { loadSubmission } from "./load.ts";

/** A version of an exercise that is right. */
export interface right_version {
  readonly id: string;
  readonly text: string;
}

/** The solution, and then every variant. @param read of the exercise's folder */
export function rightVersions(
  { variants }: exercise,
  read: reader,
): readonly [solution: right_version, ...right_version[]] {
  const solution = { id: "solution", text: read("solution.ts") };
  return [solution, ...variants.map((one) => ({ id: one.id, text: versionText(one, read) }))];
}

/** Asserts that none of the versions breaks with two preemptions, and that each is run under more than `few` schedules. */
export function expectNothing(
  scenario: scenario,
  versions: readonly right_version[],
  few: number,
  expect: words_of_vitest["expect"],
): void {
  const linux = explore(scenario, { preemptions: 2 });
  for (const { id, text } of versions) {
    const explored = explore(scenario, { preemptions: 2, livepatch: loadSubmission(text) });
    expect(raceFindings(explored, linux), id).toEqual([]);
    expect(explored.schedules, id).toBeGreaterThan(few);
  }
}

/** Declares the tests of the graded races. @param most schedules that all of them may need for the solution */
export function checkGradedRaces(
  exercise: exercise,
  read: reader,
  most: number,
  { describe, it, expect }: words_of_vitest,
): void {
  const races = exercise.tests.filter(isRace);
  describe("the graded races", () => {
    it("are of a kind in which Linux breaks no rule", () => {
      const broken = races.flatMap((race) =>
        reference(race).outcomes.flatMap((one) => one.findings),
      );
      expect(broken).toEqual([]);
    });

    it(`are at most ${most} schedules for one submission`, () => {
      const livepatch = loadSubmission(read("solution.ts"));
      const schedules = races.map(
        ({ scenario, preemptions }) => explore(scenario, { preemptions, livepatch }).schedules,
      );
      expect(schedules.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(most);
    });
  });
}
