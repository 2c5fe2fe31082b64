// Goal: what submissions really come to is well formed in every format, has one score, and each state is said honestly.

import { beforeAll, describe, expect, it } from "vitest";
import { grade, refusal } from "../../src/grade.ts";
import type { held_tests } from "../../src/plan.ts";
import { compileError, rejected } from "../../src/problem.ts";
import { type reported, totalOf } from "../../src/report/formats/reported.ts";
import { formats } from "../../src/report/formats/table.ts";
import { newReport } from "../../src/report/report.ts";
import type { result } from "../../src/report/result.ts";
import { newMutationReport } from "../../src/review/mutation.ts";
import { read, review, reported as reviewReport } from "../review/support.ts";
import { builtChild } from "../support/child_script.ts";
import { HONEST_SUBMISSION, submission } from "../support/sources.ts";
import { tiny } from "../support/tiny.ts";
import { readers } from "./readers.ts";

const facts = { file: "answer.ts", sha256: "0".repeat(64), seed: 1, duration_ms: 12 };
const leaky =
  "shmem_inode_acct_block(file_inode(vma.vm_file), 1); console.log('<b>'); return honest(...args);";
/** Never ends where a page beyond the end of the file is filled: that is a hidden test's. */
const endless_if_hidden =
  "if (linear_page_index(vma, addr) === 3) for (;;); return honest(...args);";
const until = "2999-12-01";
const hidden: held_tests = { until, tests: new Set(["pays-back", "two-holders"]) };

interface wish {
  readonly held?: held_tests;
  readonly title_only?: ReadonlySet<string>;
  readonly audience?: "learner" | "instructor";
}

async function graded(text: string, { held, title_only, audience }: wish = {}): Promise<result> {
  const bytes = new TextEncoder().encode(text);
  const options = { script: builtChild(), ...(held && { held }) };
  const grading = await grade(tiny, bytes, options);
  return newReport(grading, { ...facts, ...(title_only && { title_only }) }, audience ?? "learner");
}

async function reviewed(path: string): Promise<reported> {
  const grading = await review(read(path));
  return { result: reviewReport(grading), mutation: newMutationReport(grading, "a.ts", "learner") };
}

const one = async (result: Promise<result> | result): Promise<reported[]> => [
  { result: await result },
];

const makers = {
  "full marks": () => one(graded(HONEST_SUBMISSION)),
  "partial marks": () => one(graded(submission("", leaky))),
  "partial marks, for an instructor": () =>
    one(graded(submission("", leaky), { audience: "instructor" })),
  "a thrown error": () => one(graded(submission("", "throw new TypeError('##[error]x');"))),
  "a timeout": () => one(graded(submission("", "for (;;);"))),
  "a compile error": () =>
    one(newReport(refusal(tiny, compileError("2:10: Unexpected token")), facts, "learner")),
  "what is rejected": () =>
    one(newReport(refusal(tiny, rejected("It is a pipe.")), facts, "learner")),
  "tests that were handed in": async () => [await reviewed("mutants/asks_for_a_flag.ts")],
  "no tests handed in": async () => [await reviewed("mutants/empty.ts")],
  "several exercises": async () => [
    { result: await graded(submission("", leaky)) },
    { result: { ...(await graded(HONEST_SUBMISSION)), exercise: "another" } },
  ],
  "tests that wait": () => one(graded(submission("", endless_if_hidden), { held: hidden })),
  "tests that only count": () =>
    one(graded(submission("", endless_if_hidden), { title_only: hidden.tests })),
} as const satisfies Record<string, () => Promise<reported[]>>;

type name = keyof typeof makers;
const all = new Map<string, reported[]>();
beforeAll(async () => {
  for (const [name, make] of Object.entries(makers)) all.set(name, await make());
});

const options = {
  ended: Date.UTC(2026, 5, 1),
  classroom50: {
    classroom: "kernels",
    assignment: "fill",
    submission: "submit/2026-06-01T14-32-05Z-a1b2c3d",
    commit: "https://example.com/commit",
    release: "https://example.com/release",
    review: "https://example.com/review",
    datetime: "2026-06-01T14:32:05Z",
  },
};

function told(name: name): reported[] {
  const reports = all.get(name);
  if (reports === undefined) throw new Error(`Nothing was made for ${name}.`);
  return reports;
}

function written(format: string, name: name): string {
  const found = formats.find((one) => one.name === format);
  return found?.write?.(told(name), options, told(name).length > 1) ?? "";
}

const read_formats = formats.filter(({ name }) => readers[name] !== undefined);

it("every format has a reader but the two that are looked at elsewhere", () => {
  const unread = formats.filter((one) => !read_formats.includes(one)).map(({ name }) => name);
  expect(unread).toEqual(["pretty", "mutation"]);
});

describe.each(read_formats)("$name", ({ name, for_learners }) => {
  const cases = (Object.keys(makers) as name[]).filter(
    (one) => !for_learners || !one.includes("instructor"),
  );

  it.each(cases)("is well formed and has the score of %s", (which) => {
    const text = written(name, which);
    expect(readers[name]?.faults(text)).toEqual([]);
    expect(totalOf(told(which).map(({ result }) => result))).toMatchObject(
      readers[name]?.total(text) ?? {},
    );
  });

  it("tells no learner what stood around the code, and nothing of a hidden test's run", () => {
    const text = written(name, "partial marks");
    expect(text).not.toMatch(/isolation|permission|bubblewrap|"numbers"/);
    expect(text).not.toContain("file_pages");
  });
});

describe("tests that wait", () => {
  it("are not run at all, so what would happen in them has not happened", () => {
    const [held] = told("tests that wait");
    expect(held?.result).toMatchObject({ status: "graded", message: "", score: 2, max_score: 6 });
    expect(held?.result.tests.map(({ status, until }) => [status, until])).toEqual([
      ["passed", undefined],
      ["not_run", until],
      ["not_run", until],
    ]);
  });

  it("are no failure in any format", () => {
    const junit = written("junit", "tests that wait");
    expect(junit).toContain('failures="0" errors="0" skipped="2"');
    expect(junit).toContain(`<skipped message="Not run until ${until}.`);
    expect(written("gradescope", "tests that wait")).not.toContain('"failed"');
    expect(written("ctrf", "tests that wait")).toContain('"pending": 2');
    expect(JSON.parse(written("exercism", "tests that wait"))).toMatchObject({ status: "pass" });
    expect(written("github", "tests that wait")).not.toContain("::error");
    for (const name of ["html", "markdown", "github", "prairielearn", "gradescope"])
      expect(written(name, "tests that wait"), name).toContain(until);
  });

  it("wait where the submission cannot be read, too", () => {
    const grading = refusal(tiny, rejected("It is a pipe."), hidden);
    const { tests } = newReport(grading, facts, "learner");
    expect(tests.map(({ until }) => until)).toEqual([undefined, until, until]);
  });
});

describe("tests that only count", () => {
  it("are part of the score, and keep to themselves what happened in them", () => {
    const [counting] = told("tests that only count");
    expect(counting?.result).toMatchObject({
      status: "graded",
      message: "",
      score: 3,
      max_score: 6,
      findings: [],
      counted: {
        score: 1,
        max_score: 4,
        tests: [{ title: "What fails costs nothing" }, { title: "The page has two holders" }],
      },
    });
    expect(counting?.result.tests.map(({ id }) => id)).toEqual(["fills"]);
  });

  it.each(formats.filter(({ write }) => write !== null).map(({ name }) => name))(
    "say no more than their titles in %s",
    (name) => {
      if (name === "mutation") return;
      const text = written(name, "tests that only count");
      expect(text).not.toContain("Which number goes up first?");
      expect(text).not.toMatch(/did not finish|stopped by|ran more than/);
    },
  );

  it("are told to an instructor like all others", async () => {
    const title_only = hidden.tests;
    const report = await graded(HONEST_SUBMISSION, { title_only, audience: "instructor" });
    expect(report.counted).toBeUndefined();
    expect(report.tests).toHaveLength(3);
  });
});

it("an instructor's file for Gradescope shows learners no hidden test", () => {
  const text = written("gradescope", "partial marks, for an instructor");
  const { tests, output } = JSON.parse(text) as {
    output: string;
    tests: { name: string; visibility: string }[];
  };
  expect(tests.map(({ visibility }) => visibility)).toEqual(["visible", "hidden", "hidden"]);
  expect(output).not.toContain("Broken rule");
});

it("a parser's position is where GitHub puts its remark", () => {
  expect(written("github", "a compile error")).toMatch(/^::error file=answer\.ts,line=2,col=10,/);
});

it("what cannot be read uses up no attempt on PrairieLearn, and is an error on Exercism", () => {
  expect(JSON.parse(written("prairielearn", "a compile error"))).toMatchObject({ gradable: false });
  expect(JSON.parse(written("exercism", "a compile error"))).toMatchObject({ status: "error" });
  expect(written("junit", "a compile error")).toContain('failures="0" errors="3"');
});
