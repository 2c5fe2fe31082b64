// The tests that every exercise must pass: right versions get full marks, wrong ones fail exactly where they should.

import { type exercise, isRandom, type mutant } from "../exercise.ts";
import type { expect as kit_expect } from "../expect.ts";
import { materialFailures } from "../material/index.ts";
import { versionText } from "../versions.ts";
import { failures } from "./verdicts.ts";

/** What this needs of vitest; handed in, so that the kit does not depend on it. */
export interface words_of_vitest {
  readonly describe: (name: string, build: () => void) => void;
  readonly it: (name: string, test: () => void) => void;
  readonly expect: typeof kit_expect;
}

/** The text of a file, by its path within the exercise's folder. */
type reader = (path: string) => string;

/** Declares the tests of an exercise. @param read of its folder, where starter, solution, mutants and variants are */
export function checkExercise(exercise: exercise, read: reader, vitest: words_of_vitest): void {
  checkManifest(exercise, read, vitest);
  checkRightVersions(exercise, read, vitest);
  checkWrongVersions(exercise, read, vitest);
}

function checkManifest(
  exercise: exercise,
  read: reader,
  { describe, it, expect }: words_of_vitest,
) {
  const { tests, categories, mutants, variants } = exercise;
  describe("the manifest", () => {
    it("has every id once", () => {
      for (const all of [tests, mutants, variants, categories]) {
        const ids = all.map(({ id }) => id);
        expect(ids).toEqual([...new Set(ids)]);
      }
    });

    it("has tests of every category, worth whole points, each with its words", () => {
      expect(new Set(tests.map((test) => test.category))).toEqual(
        new Set(categories.map(({ id }) => id)),
      );
      for (const { id, points, title, hint, failure } of tests) {
        expect(Number.isInteger(points) && points > 0, id).toBe(true);
        for (const text of [title, hint, failure]) expect(text, id).not.toBe("");
        expect(failure, `${id}: a failure sentence has no numbers`).not.toMatch(/\d/);
      }
    });

    it("has hints in order, and gives away no line of the solution and no hidden test", () =>
      expect(materialFailures(exercise, read)).toEqual([]));
  });
}

function checkRightVersions(
  exercise: exercise,
  read: reader,
  { describe, it, expect }: words_of_vitest,
) {
  const why = (text: string): Record<string, string> =>
    Object.fromEntries(
      [...failures(exercise, text)].map(([id, { message, status }]) => [
        id,
        `${status}: ${message}`,
      ]),
    );
  describe("right versions pass every test", () => {
    it("the solution", () => expect(why(read("solution.ts"))).toEqual({}));
    for (const variant of exercise.variants) {
      it(`${variant.id}: ${variant.about}`, () =>
        expect(why(versionText(variant, read))).toEqual({}));
    }
  });
}

function checkWrongVersions(
  exercise: exercise,
  read: reader,
  { describe, it, expect }: words_of_vitest,
) {
  // Chance finds more than an author can name, and not the same with every seed.
  const named = exercise.tests.filter((test) => !isRandom(test));
  const killers = (mutant: mutant): string[] => [
    ...failures({ tests: named }, versionText(mutant, read)).keys(),
  ];
  describe("wrong versions fail where they should", () => {
    it("the starter fails every test", () => {
      const all = exercise.tests.map(({ id }) => id);
      expect([...failures(exercise, read("starter.ts")).keys()]).toEqual(all);
    });

    for (const mutant of exercise.mutants) {
      it(`${mutant.id}: ${mutant.belief}`, () => {
        expect(mutant.killed_by.length).toBeGreaterThan(0);
        expect(killers(mutant)).toEqual(mutant.killed_by);
      });
    }

    it("every hidden test is needed: some wrong version fails on it", () => {
      const needed = new Set(exercise.mutants.flatMap((mutant) => mutant.killed_by));
      const idle = exercise.tests.filter(
        ({ id, visibility }) => visibility === "hidden" && !needed.has(id),
      );
      expect(idle.map(({ id }) => id)).toEqual([]);
    });
  });
}
