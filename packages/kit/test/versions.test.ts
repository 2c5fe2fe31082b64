import { describe, expect, it } from "vitest";
import { loadSubmission, readSubmission } from "../src/check/index.ts";
import { applyEdits, importing, suite, versionText } from "../src/index.ts";

const solution = `import {
  ENOMEM,
} from "@faultline/core";

export const mfill_zeropage_pte = (): number => -ENOMEM;
`;

describe("applyEdits()", () => {
  it("makes edits one after the other", () => {
    const edits = [
      { find: "a", replace: "b" },
      { find: "bb", replace: "$&" },
    ];

    expect(applyEdits("ab", edits)).toBe("$&");
  });

  it.each([
    ["nowhere", "c"],
    ["twice", "a"],
  ])("refuses an edit that fits %s", (_where, find) => {
    expect(() => applyEdits("aba", [{ find, replace: "" }])).toThrow(/times, not once/);
  });
});

describe("versionText()", () => {
  const read = (path: string): string => (path === "solution.ts" ? solution : `file ${path}`);
  const words = { id: "x", about: "y" };

  it("is the solution with edits, or a file", () => {
    const edits = [{ find: "-ENOMEM", replace: "0" }];

    expect(versionText({ ...words, edits }, read)).toContain("number => 0;");
    expect(versionText({ ...words, file: "variants/x.ts" }, read)).toBe("file variants/x.ts");
    expect(() => versionText(words, read)).toThrow(/neither/);
  });

  it("can add an import", () => {
    expect(applyEdits(solution, [importing("EFAULT")])).toContain("  ENOMEM,\n  EFAULT,\n}");
  });
});

describe("loadSubmission()", () => {
  it("finds the targets that a text exports, and nothing else", () => {
    const livepatch = loadSubmission(`${solution}export const other = 1;`);

    expect(Object.keys(livepatch)).toEqual(["mfill_zeropage_pte"]);
  });

  it("begins anew with each instance: nothing that one has kept is there for the next", () => {
    const load = readSubmission(`let n = 0; export const pager = () => (n += 1);`);
    const [one, other] = [load(), load()];
    const run = (pager: unknown): unknown => (pager as () => number)();

    expect([run(one.pager), run(one.pager), run(other.pager)]).toEqual([1, 2, 1]);
  });

  it("knows of one import", () => {
    expect(() => loadSubmission('import fs from "node:fs"; fs.statSync;')).toThrow(/cannot import/);
  });
});

describe("suite()", () => {
  const test = {
    id: "same",
    title: "t",
    points: 1,
    hint: "h",
    failure: "f",
    scenario: { region: { pages: 1, backing: "anon", sharing: "private", prot: "rw" }, ops: [] },
  } as const;

  it("refuses a test outside of any category, and an id used twice", () => {
    expect(() => suite("hidden", (words) => words.test(test, () => {}))).toThrow(/outside/);
    expect(() =>
      suite("hidden", (words) =>
        words.describe("results", () => {
          words.test(test, () => {});
          words.test(test, () => {});
        })),
    ).toThrow(/two tests/);
  });
});
