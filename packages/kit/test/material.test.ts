// Goal: what learners are given is held against the solution, the hidden tests, the site and the kernel.

import { describe, expect, it } from "vitest";
import {
  anchorsOf,
  type exercise as code_exercise,
  lessonFailures,
  materialFailures,
  sharedFile,
} from "../src/index.ts";

const scenario = sharedFile([{ op: "copy", page: 1 }]);
const words = { category: "results", points: 1, hint: "Look.", failure: "It is wrong.", scenario };
const check = (): void => {};
const exercise: code_exercise = {
  id: "tiny",
  title: "Tiny",
  task: "Do it.",
  targets: [],
  teaches: [],
  minutes: 1,
  source: "nowhere",
  categories: [{ id: "results", title: "Results" }],
  hints: ["What?", "Where?", "There."],
  tests: [
    { ...words, id: "seen", title: "It is seen", visibility: "visible", check },
    { ...words, id: "unseen", title: "It is unseen", visibility: "hidden", check: () => check() },
  ],
  mutants: [],
  variants: [],
};
const line = "const zeros = pte_mkspecial(pfn_pte(frame, prot));";
const secret = "expect(run.mapped(3, 2)).toEqual(filled(0x77));";
const files: Readonly<Record<string, string>> = {
  "solution.ts": `import { a } from "@faultline/core";\nexport function f(a: number): number {\n  ${line}\n}`,
  "starter.ts": "export function f(a: number): number {\n  TODO();\n}",
  "lesson.mdx": "# A lesson",
  "src/visible.ts": "visible",
  "src/hidden.ts": 'import { more } from "./hidden/more.ts";',
  "src/hidden/more.ts": `  ${secret}`,
};
const found = (changed: Readonly<Record<string, string>>, other: Partial<code_exercise> = {}) =>
  materialFailures({ ...exercise, ...other }, (path) => ({ ...files, ...changed })[path] ?? "");

describe("what a learner is given", () => {
  it("is in order if it has the head of the function and nothing of its body", () =>
    expect(found({})).toEqual([]));

  it("has no line of the solution, not even in a comment", () => {
    const starter = found({ "starter.ts": `// ${line}` });
    expect(starter).toEqual([`The starter has a line of the solution: ${line}`]);
    for (const path of ["lesson.mdx", "src/visible.ts"])
      expect(found({ [path]: line })[0], path).toContain("a line of the solution");
    expect(found({}, { hints: ["What?", line, "There."] })).toEqual([
      `Hint 2 has a line of the solution: ${line}`,
    ]);
  });

  it("has no line of a hidden test", () => {
    for (const path of ["lesson.mdx", "starter.ts"])
      expect(found({ [path]: secret })[0], path).toContain(`of the hidden tests: ${secret}`);
  });

  it("has no hidden test among the visible ones; two that look at one run are two", () => {
    const tests = exercise.tests.map((test) => ({ ...test, check }));
    expect(found({}, { tests })).toEqual(["The visible test seen is the hidden test unseen."]);
    expect(found({ "src/visible.ts": "It is unseen" })).toEqual([
      "The visible tests have the title of the hidden test unseen.",
    ]);
  });

  it("has three hints or more, none empty, none twice", () => {
    expect(found({}, { hints: ["What?", "Where?"] })).toEqual(["There are 2 hints, not 3."]);
    expect(found({}, { hints: ["What?", " ", "There."] })).toEqual(["Hint 2 is empty."]);
    expect(found({}, { hints: ["What?", "What?", "There."] })).toHaveLength(1);
  });
});

describe("a lesson", () => {
  const known = {
    pages: new Map([["/glossary", new Set(["pages"])]]),
    names: new Set(["kmap_atomic"]),
  };
  const failures = (lesson: string): string[] => lessonFailures(lesson, known);

  it("leads to pages and headings that there are", () => {
    expect(failures("[a](/glossary), [b](/glossary#pages), [c](https://x.org/y)")).toEqual([]);
    expect(failures("## Your turn\n[c](#your-turn)")).toEqual([]);
    expect(failures("[a](/nowhere)")).toEqual([
      "The lesson leads to /nowhere: there is no such page.",
    ]);
    for (const to of ["/glossary#locks", "#locks"])
      expect(failures(`[b](${to})`)).toEqual([
        `The lesson leads to ${to}: the page has no such heading.`,
      ]);
  });

  it("calls functions that the kernel has, or another release by the lesson's own table", () => {
    expect(failures("`kmap_atomic()`, and `poll(2)`, and `f` of QEMU")).toEqual([]);
    expect(failures("`kmap()`")).toEqual([
      "The lesson speaks of kmap(): the kernel has no such function.",
    ]);
    const table = "## What it is called today\n\n| `kmap_atomic` | `kmap` |\n";
    expect(failures(`\`kmap()\`\n\n${table}`)).toEqual([]);
    expect(failures("```c\nkmap() /* [a](/nowhere) */\n```")).toEqual([]);
  });

  it("has anchors as the site makes them, and none in code", () =>
    expect([
      ...anchorsOf("# A `b_c()`, d!\n## E\n## E\n```\n# no\n```\n## F {#g}\n### Two  *of*"),
    ]).toEqual(["a-b_c-d", "e", "e-1", "g", "two--of"]));
});
