import { describe, expect, it } from "vitest";
import { builtChild } from "./support/child_script.ts";
import { graded, printed, statuses } from "./support/graded.ts";
import { HONEST_SUBMISSION, submission } from "./support/sources.ts";
import { FULL } from "./support/tiny.ts";

describe("grade", () => {
  it("gives full marks to right code", async () => {
    const report = await graded(HONEST_SUBMISSION);
    expect(report).toMatchObject({ status: "graded", score: FULL, max_score: FULL, findings: [] });
    expect(report.counterexample).toBeNull();
  });

  it.each([
    ["a byte order mark", `\ufeff${HONEST_SUBMISSION}`],
    ["CRLF line ends", HONEST_SUBMISSION.replaceAll("\n", "\r\n")],
    ["CR line ends", HONEST_SUBMISSION.replaceAll("\n", "\r")],
    [
      "HTML comments and import( in strings and comments",
      `${HONEST_SUBMISSION}// <!-- import(x) -->\nconst s = "<!-- import('fs') eval(1) -->";`,
    ],
    [
      "a source map",
      `${HONEST_SUBMISSION}//# sourceMappingURL=/etc/hostname\n//# sourceURL=/etc/passwd`,
    ],
    [
      "imports of types without a word",
      HONEST_SUBMISSION.replace("import {", "import { page, mm_struct,"),
    ],
    [
      "an export list",
      HONEST_SUBMISSION.replace("export function", "function") +
        "export { shmem_mcopy_atomic_pte };",
    ],
    [
      "a box of its own for shmem_getpage()",
      submission(
        "",
        "const box = { value: null as any }; const r = shmem_getpage(file_inode(vma.vm_file), 0, box, SGP_READ); if (r || box.value !== null) throw new Error('box'); return honest(...args);",
      ),
    ],
    [
      "looking at everything",
      submission(
        "",
        "console.log(mm, pmd, vma, pagep, current, current.mm === mm, vma.vm_file.f_inode.i_mapping.host === file_inode(vma.vm_file), [1, { a: -0 }]); return honest(...args);",
      ),
    ],
  ])("accepts %s", async (_what, source) => {
    const report = await graded(source);
    expect([report.message, ...report.tests.map(({ message }) => message)].join("")).toBe("");
    expect(report.score).toBe(FULL);
  });

  it("names the line of a mistake, and the rule that it broke", async () => {
    const source = HONEST_SUBMISSION.replace(
      "if (ret) { put_page(page); shmem_inode_unacct_blocks(inode, 1); }",
      "if (ret) put_page(page);",
    );
    const report = await graded(source);
    expect(statuses(report)).toEqual({
      fills: "passed",
      "two-holders": "passed",
      "pays-back": "failed",
    });
    expect(report.counterexample).toMatchObject({ step: 0 });
  });

  it("patches in every target that is exported", async () => {
    const source =
      `${HONEST_SUBMISSION}\nexport function mcopy_atomic_install_pte(): number { console.log("mine"); return -EFAULT; }`
        .replace(
          " mcopy_atomic_install_pte, page_count",
          " page_count, mcopy_atomic_install_pte as install",
        )
        .replace("ret = mcopy_atomic_install_pte(", "ret = install(");
    const report = await graded(source);
    expect(statuses(report)["fills"]).toBe("failed");
    expect(printed(report)).toContain("mine");
  });

  it("calls what a submission says before it is called", async () => {
    const report = await graded(
      "const a = 1;\nnull.x;\nexport function shmem_mcopy_atomic_pte() {}",
    );
    expect(report).toMatchObject({ status: "crashed", score: 0 });
    expect(report.message).toContain("TypeError");
  });

  it.each([
    ["empty", "", "compile_error", /empty/],
    ["cut short", "export function f() {", "compile_error", /1:\d+: /],
    ["an import of Node's", "import fs from 'node:fs';", "rejected", /node:fs/],
    [
      "an import of nothing",
      "import { no_such_thing } from '@faultline/core';",
      "rejected",
      /no_such_thing/,
    ],
    [
      "without the target",
      "export const x = 1;",
      "rejected",
      /must export shmem_mcopy_atomic_pte. It exports x/,
    ],
    [
      "a number in place of the target",
      "export const shmem_mcopy_atomic_pte = 1;",
      "rejected",
      /shmem_mcopy_atomic_pte must be a function/,
    ],
    ["a NUL", "x\0y", "rejected", /U\+0000/],
    ["a bidi control", "const a = '\u202e';", "rejected", /U\+202E/],
    ["too deep", `const a = ${"(".repeat(300)}`, "rejected", /deep/],
    ["too long a line", `/*${"x".repeat(10_001)}*/`, "rejected", /longer than/],
  ])("refuses what is %s", async (_what, source, status, words) => {
    const report = await graded(source);
    expect(report).toMatchObject({ status, score: 0 });
    expect(report.message).toMatch(words);
    expect(report.message).not.toMatch(/\bat .*\.ts:|node:internal/);
    expect(report.tests.every((test) => test.status === "not_run")).toBe(true);
  });

  it("names the line of code outside of the functions that throws or does not end", async () => {
    const target = "\nexport function shmem_mcopy_atomic_pte() { return 0; }";
    const thrown = await graded(`const a: any = null;\na.b = 1;${target}`);
    expect(thrown).toMatchObject({ status: "crashed" });
    expect(thrown.message).toMatch(/TypeError at line 2: Cannot set/);
    expect(await graded(`\nfor (;;) {}${target}`)).toMatchObject({
      status: "timeout",
      message: expect.stringContaining("line 2"),
    });
  });

  it("names the line of an endless loop", async () => {
    const source = submission("", "\n  let n = 0;\n  for (;;) {\n    n += 1;\n  }");
    const report = await graded(source, {}, "learner");
    const line = source.split("\n").findIndex((text) => text.includes("n += 1")) + 1;
    const said = /^Your code did not finish: line (\d+) ran more than \d+ times\.$/;
    expect(report.message).toMatch(said);
    expect([line, line - 1]).toContain(Number(said.exec(report.message)?.[1]));
  });

  it("allows kernel arithmetic outside of the functions", async () => {
    const source = submission(
      "const n = DIV_ROUND_UP(PAGE_SIZE + 1, PAGE_SIZE);",
      "if (n !== 2) return 1; return honest(...args);",
    );
    expect(await graded(source)).toMatchObject({ score: FULL, message: "" });
  });

  it("says that the grader failed, and not the submission, where no child can be started", async () => {
    const script = `${builtChild()}.none`;
    await expect(graded(HONEST_SUBMISSION, { script })).rejects.toThrow(/did not start/);
  });

  it("gives up on a text that no parser gets through", async () => {
    const report = await graded(`const a = ${"<a>(".repeat(60)}1${")".repeat(60)};`, {
      wall_ms: 1500,
    });
    expect(report).toMatchObject({ status: "timeout", score: 0 });
  });
});
