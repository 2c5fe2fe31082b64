// Goal: whoever fails just as a posted version did hears what was said of it, and nothing that gives a test away.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type exercise, isRandom, type mutant, type remark } from "@faultline/kit";
import { solutionLines } from "@faultline/kit/check";
import { describe, expect, it } from "vitest";
import { exercise_ids, loadCodeExercise } from "../src/exercises.ts";
import type { test_verdict } from "../src/judge/verdict.ts";
import { knownResult } from "../src/report/known.ts";
import { found, needlesOf } from "./leaks/needles.ts";
import { graded } from "./support/graded.ts";
import { tellsNumber } from "./support/hidden_words.ts";
import { HONEST_SUBMISSION, submission } from "./support/sources.ts";
import { tiny } from "./support/tiny.ts";

const LEAKY = submission(
  "",
  "shmem_inode_acct_block(file_inode(vma.vm_file), 1); return honest(...args);",
);

const review = { by: "Somebody", on: "2021-04-20", said: "It leaks." } as const;
const version = (id: string, killed_by: readonly string[], said?: remark): mutant => ({
  id,
  belief: "Nobody counts.",
  origin: "own",
  killed_by,
  ...(said !== undefined && { review: said }),
});

/** What a report on a leaky version tells, where these are the known ones. */
async function knownAmong(mutants: readonly mutant[], audience: "learner" | "instructor") {
  return (await graded(LEAKY, {}, audience, { ...tiny, mutants })).known;
}

describe("a version that fails in the same tests", () => {
  it("is told with its reviewer; its id, to instructors only; its belief, to nobody", async () => {
    const mutants = [version("pays-twice", ["pays-back"], review)];
    expect(await knownAmong(mutants, "learner")).toEqual(review);
    expect(await knownAmong(mutants, "instructor")).toEqual({ id: "pays-twice", ...review });
  });

  it("must have a review", async () => {
    expect(await knownAmong([version("own", ["pays-back"])], "instructor")).toBeUndefined();
  });

  it("must fail neither more tests nor fewer nor others", async () => {
    for (const killed_by of [["pays-back", "two-holders"], [], ["two-holders"]])
      expect(await knownAmong([version("near", killed_by, review)], "instructor")).toBeUndefined();
  });

  it("is the first of several", async () => {
    const mutants = ["first", "second"].map((id) => version(id, ["pays-back"], review));
    expect(await knownAmong(mutants, "instructor")).toMatchObject({ id: "first" });
  });

  it("is none for right code, and none for what cannot be run", async () => {
    const exercise = { ...tiny, mutants: [version("leaky", ["pays-back"], review)] };
    for (const text of [HONEST_SUBMISSION, "syntax error"])
      expect((await graded(text, {}, "instructor", exercise)).known).toBeUndefined();
  });
});

describe("what the tests say before it is compared", () => {
  const verdicts = (exercise: exercise, status: Readonly<Record<string, string>>) =>
    exercise.tests.map((test) => ({
      test,
      status: status[test.id] ?? "passed",
    })) as unknown as test_verdict[];
  const mutants = [version("leaky", ["pays-back"], review)];

  it("is without those of chance, whether they fail or not", async () => {
    const { tests = [] } = (await loadCodeExercise("zeropage")) ?? {};
    const exercise = { ...tiny, mutants, tests: [...tiny.tests, ...tests.filter(isRandom)] };
    expect(exercise.tests.length).toBeGreaterThan(tiny.tests.length);
    for (const random of ["passed", "failed", "not_run"]) {
      const chance = Object.fromEntries(tests.filter(isRandom).map(({ id }) => [id, random]));
      const all = verdicts(exercise, { "pays-back": "failed", ...chance });
      expect(knownResult(exercise, all, "learner").known, random).toEqual(review);
    }
  });

  it("is not enough where a test was not run: it could have failed too", () => {
    const exercise = { ...tiny, mutants };
    const all = verdicts(exercise, { "pays-back": "failed", "two-holders": "not_run" });
    expect(knownResult(exercise, all, "learner")).toEqual({});
  });
});

describe.each(exercise_ids)("what was said of versions of %s", async (id) => {
  const exercise = await loadCodeExercise(id);
  const reviews = exercise?.mutants.flatMap(({ review }) => review ?? []) ?? [];

  it("has a day, a name, and a sentence without numbers", () => {
    for (const { by, on, said } of reviews) {
      expect(new Date(on).toISOString().slice(0, 10)).toBe(on);
      expect(by).toMatch(/^[A-Z]\w+ [A-Z]\w+$/);
      expect(said).toMatch(/^[A-Z].*\.$/);
      expect(tellsNumber(said), said).toBe(false);
    }
  });

  it.runIf(reviews.length > 0)("gives nothing of hidden tests or of the solution away", () => {
    if (exercise === null) throw new Error(`${id} has reviews and takes no code.`);
    const path = fileURLToPath(new URL(`../../exercises/${id}/solution.ts`, import.meta.url));
    const solution = solutionLines(readFileSync(path, "utf8"));
    const needles = needlesOf(exercise);
    for (const { said } of reviews) {
      expect(found(needles, said, "")).toEqual([]);
      expect(solution.filter((line) => said.includes(line))).toEqual([]);
    }
  });
});
