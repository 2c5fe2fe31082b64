import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { refusal } from "../src/grade.ts";
import { compileError, rejected } from "../src/problem.ts";
import { escapeUnseen, oneLine } from "../src/report/escape.ts";
import { newReport } from "../src/report/report.ts";
import { graded } from "./support/graded.ts";
import { HONEST_SUBMISSION, submission } from "./support/sources.ts";
import { tiny } from "./support/tiny.ts";

const schema: unknown = JSON.parse(
  readFileSync(new URL("../schema/result-v1.json", import.meta.url), "utf8"),
);
const valid = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(schema as object);
const facts = { file: "a.ts", sha256: "0".repeat(64), seed: 1, duration_ms: 1.5 };

describe("the report", () => {
  it.each(["learner", "instructor"] as const)("keeps to its schema, for a %s", async (audience) => {
    const sources = [
      HONEST_SUBMISSION,
      submission("", "return 0;"),
      submission("", "for (;;);"),
      submission("", "console.log(1); throw new TypeError('x')"),
      "syntax error",
    ];
    for (const source of sources) {
      const report: unknown = JSON.parse(JSON.stringify(await graded(source, {}, audience)));
      expect(valid(report) ? [] : valid.errors).toEqual([]);
    }
  });

  it.each(["learner", "instructor"] as const)(
    "keeps to it where a rule is broken as in a known version, for a %s",
    async (audience) => {
      const source = submission(
        "",
        "shmem_inode_acct_block(file_inode(vma.vm_file), 1); return honest(...args);",
      );
      const review = { by: "Somebody", on: "2021-04-20", said: "It leaks." };
      const leaky = { id: "leaky", belief: "", origin: "own", killed_by: ["pays-back"], review };
      const told = await graded(source, {}, audience, { ...tiny, mutants: [leaky] });
      const report: unknown = JSON.parse(JSON.stringify(told));
      expect(told).toHaveProperty("known");
      expect(told.findings[0]).toHaveProperty("lesson");
      expect(valid(report) ? [] : valid.errors).toEqual([]);
    },
  );

  it("gives a parser's position as an editor finds it: file, line and column", () => {
    const at = (message: string) =>
      newReport(refusal(tiny, compileError(message)), facts, "learner").message;
    expect(at("2:10: Unexpected token")).toBe("a.ts:2:10: Unexpected token");
    expect(at("The file is empty.")).toBe("The file is empty.");
  });

  it("is the same for what is no file", () => {
    const report = newReport(
      refusal(tiny, rejected("It is a pipe.")),
      { ...facts, sha256: "" },
      "learner",
    );
    expect(valid(JSON.parse(JSON.stringify(report))) ? [] : valid.errors).toEqual([]);
    expect(report).toMatchObject({
      status: "rejected",
      message: "It is a pipe.",
      score: 0,
      max_score: 6,
    });
  });

  it("tells an instructor what a learner is not told", async () => {
    const source = submission(
      "",
      "shmem_inode_acct_block(file_inode(vma.vm_file), 1); return honest(...args);",
    );
    const [learner, instructor] = [await graded(source, {}, "learner"), await graded(source)];
    expect(learner.isolation).toBeUndefined();
    expect(learner.findings.length).toBeGreaterThan(0);
    for (const finding of learner.findings) {
      expect(finding.step).toBeNull();
      expect(Object.keys(finding).sort()).toEqual([
        "id",
        "lesson",
        "line",
        "message",
        "rule",
        "step",
      ]);
      expect(finding.message).not.toMatch(/\d/);
    }
    // The visible test passes: there is nothing that a learner may be shown.
    expect(learner.counterexample).toBeNull();
    expect(instructor.isolation).toContain(
      "ses: the submission reaches the kernel's API and nothing else",
    );
    expect(instructor.findings[0]).toHaveProperty("numbers");
    expect(instructor.counterexample).toMatchObject({ step: 0 });
  });

  it("gives the same verdict every time", async () => {
    const source = submission("", "put_page(args[0]); return honest(...args);");
    expect(await graded(source)).toEqual(await graded(source));
  });
});

describe("escapeUnseen", () => {
  it.each([
    ["\u001b[31m", "\\u{1b}[31m"],
    ["a\u202eb", "a\\u{202e}b"],
    ["\u200b\ufeff", "\\u{200b}\\u{feff}"],
    ["\ud800", "\ufffd"],
    ["a\ufffe\u{1ffff}b", "a\\u{fffe}\\u{1ffff}b"],
    ["a\u3164b\u{e0041}\u00ad", "a\\u{3164}b\\u{e0041}\\u{ad}"],
    ["Z\u0335\u0336\u0337\u0338\u0340\u0341", "Z\u0335\u0336\u0337\u0338…"],
    ["❤️ e\u0301", "❤️ e\u0301"],
    ["naïve 日本 🎉\n\t", "naïve 日本 🎉\n\t"],
  ])("%j", (text, shown) => expect(escapeUnseen(text)).toBe(shown));

  it("keeps one line and a length", () => {
    expect(oneLine("a\n  b\t c")).toBe("a b c");
    expect(oneLine("x".repeat(20), 10)).toHaveLength(10);
  });
});
