// Goal: a report tells what was caught, and of what was not caught nothing but a hint; in both formats, and exactly.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Ajv } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import { beforeAll, describe, expect, it } from "vitest";
import { prettyReport } from "../../../cli/src/pretty/report.ts";
import type { review_grading } from "../../src/review/grade.ts";
import { newMutationReport } from "../../src/review/mutation.ts";
import { verifyReview } from "../../src/review/verify.ts";
import { Bench } from "../../src/verify/bench.ts";
import { builtChild } from "../support/child_script.ts";
import { exercise, leak, read, reported, review, told } from "./support.ts";

const json = (path: string | URL): object => JSON.parse(readFileSync(path, "utf8")) as object;
const isResult = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(
  json(new URL("../../schema/result-v1.json", import.meta.url)),
);
const isMutationReport = new Ajv({
  allErrors: true,
  strict: false,
  formats: { uri: true },
}).compile(
  json(
    createRequire(import.meta.url).resolve(
      "mutation-testing-report-schema/mutation-testing-report-schema.json",
    ),
  ),
);
const terminal = { stdout: () => {}, stderr: () => {}, colour: false, columns: 100_000 };

const files = {
  "tests that catch everything": "solution.ts",
  "tests that catch some": "mutants/asks_for_a_flag.ts",
  "tests that see nothing": "mutants/looks_nowhere.ts",
  "tests in unknown words": "mutants/unknown_words.ts",
  "no tests": "mutants/empty.ts",
  "a file that is refused": "mutants/no_list.ts",
} as const;
const gradings = new Map<string, review_grading>();

beforeAll(async () => {
  for (const [name, path] of Object.entries(files)) gradings.set(name, await review(read(path)));
});

function graded(name: keyof typeof files): review_grading {
  const found = gradings.get(name);
  if (found === undefined) throw new Error(`Nothing was graded as ${name}.`);
  return found;
}

describe.each(Object.keys(files) as (keyof typeof files)[])("the report on %s", (name) => {
  it.each(["learner", "instructor"] as const)("fits its schemas, for a %s", (audience) => {
    const grading = graded(name);
    expect(isResult(reported(grading, audience)), JSON.stringify(isResult.errors)).toBe(true);
    const mutation = JSON.parse(JSON.stringify(newMutationReport(grading, "a.ts", audience)));
    expect(isMutationReport(mutation), JSON.stringify(isMutationReport.errors)).toBe(true);
  });

  it("names what is caught, and nothing else", () => {
    const grading = graded(name);
    const report = reported(grading);
    const texts = [
      JSON.stringify(report),
      prettyReport(report, terminal, true),
      JSON.stringify(newMutationReport(grading, "a.ts", "learner")),
    ];
    for (const [i, { title, id, reviews }] of exercise.wrong.entries()) {
      const { caught } = grading.versions[i] ?? { caught: false };
      expect(texts[0]?.includes(title), id).toBe(caught);
      const remarks = reviews.filter(({ said }) => texts.some((text) => text.includes(said)));
      expect(remarks.length > 0, id).toBe(caught);
      if (!caught) for (const text of texts) expect(text).not.toContain(title);
    }
  });

  it("has the sum of its rows as its score, and no row has more than it may", () => {
    const { tests, score, max_score } = reported(graded(name));
    expect(tests.reduce((all, one) => all + one.score, 0)).toBe(score);
    for (const one of tests) expect(one.score).toBeLessThanOrEqual(one.max_score);
    expect(max_score).toBe(60);
  });
});

it("what nobody caught is told apart by whether a scenario made it go wrong", () => {
  const { tests } = reported(graded("tests that see nothing"));
  const [first, , , fourth] = tests;
  expect(first?.message).toBe(
    'It goes wrong in the test "a fill beyond the end is refused", and no claim sees it.',
  );
  expect(fourth?.message).toBe("None of your valid tests makes it go wrong.");
  const { files: sources } = newMutationReport(graded("tests that see nothing"), "a.ts", "learner");
  const states = sources["versions.txt"]?.mutants.map(({ status }) => status);
  expect([states?.[0], states?.[3]]).toEqual(["Survived", "NoCoverage"]);
});

it("a test that is not valid says on which version, and why", async () => {
  const wrong = { ...leak, expect: [{ after: 1, since: 0, ledger: { used_blocks: 1 } }] };
  const grading = await told({ kind: "data", value: [wrong], log: [] });
  expect(grading.tests[0]?.message).toBe(
    "The sixth revision does not pass it. After operation 1, the change of ledger since the set-up: used_blocks is 0, and the test says 1.",
  );
});

it("what the file prints is told, and made harmless", async () => {
  const grading = await review('console.log("a\\u001b[31m");\nexport const tests = [];');
  expect(reported(grading).review?.log).toEqual(["a\\u{1b}[31m"]);
});

it("every file of tests of the exercise gets what its author says", async () => {
  const folder = new URL("../../../exercises/review-lab", import.meta.url).pathname;
  const bench = new Bench(builtChild());
  const found = verifyReview(exercise, folder, bench).finally(() => bench.close());
  const { failures, files: verified } = await found;
  expect(failures).toEqual([]);
  expect(verified.length).toBe(2 + exercise.variants.length + exercise.mutants.length);
});
