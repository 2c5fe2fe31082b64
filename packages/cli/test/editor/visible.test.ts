// Goal: visible tests run under vitest as they stand in the learner's file, and a failure stands on the learner's line.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { newFolder, startVitest } from "./workspace.ts";

const removals: (() => void)[] = [];
afterEach(() => {
  for (const remove of removals.splice(0)) remove();
});

function folderOf(...args: Parameters<typeof newFolder>): string {
  const { folder, remove } = newFolder(...args);
  removals.push(remove);
  return folder;
}

const visible = (folder: string, ...args: string[]) => startVitest(folder, ...args).ended;

describe("vitest in work/", () => {
  it("passes a right answer, of each kind of exercise", async () => {
    const folder = folderOf({
      "install-pte": "solution",
      pager: "solution",
      "review-lab": "solution",
    });
    const { code, said } = await visible(
      folder,
      "-t",
      "^(install-pte|pager|review-lab) (?!as-linux)",
    );
    expect(said).toMatch(/Tests +\d+ passed \| 1 skipped/);
    expect(code).toBe(0);
  });

  it("fails an answer with holes, on the line that threw, and says what to do next", async () => {
    const folder = folderOf({ zeropage: "starter" });
    const { code, said } = await visible(folder, "-t", "already-mapped");
    const lines = readFileSync(join(folder, "zeropage.ts"), "utf8").split("\n");
    const hole = lines.findIndex((line) => /^ {2}TODO\(/.test(line)) + 1;
    expect(code).toBe(1);
    expect(said).toMatch(new RegExp(`zeropage\\.ts:${hole}:\\d+`));
    expect(said).toContain("Still to be written");
    expect(said).toContain("faultline trace zeropage --test already-mapped");
  });

  it("fails a wrong answer by the rule that it breaks", async () => {
    const folder = folderOf({ zeropage: "solution" });
    const path = join(folder, "zeropage.ts");
    const text = readFileSync(path, "utf8");
    expect(text).toContain("pte_mkspecial(");
    writeFileSync(path, text.replaceAll(/pte_mkspecial\(/g, "("));
    const { code, said } = await visible(folder, "-t", "counts-nowhere|special-and");
    expect(code).toBe(1);
    expect(said).toMatch(/zero-page-counted|special/);
  });

  it("does not let Linux's own function pass for one that is not there", async () => {
    const folder = folderOf({ zeropage: "solution" });
    writeFileSync(join(folder, "zeropage.ts"), "export const other = 1;\n");
    const { code, said } = await visible(folder, "-t", "already-mapped");
    expect(code).toBe(1);
    expect(said).toContain("The file exports no mfill_zeropage_pte.");
  });

  it("says of a file that cannot be read where it is wrong", async () => {
    const folder = folderOf({ zeropage: "solution" });
    writeFileSync(join(folder, "zeropage.ts"), "\n\nlet a = ;\n");
    const { code, said } = await visible(folder, "-t", "already-mapped");
    expect(code).toBe(1);
    expect(said).toMatch(/zeropage\.ts.*\(3:9\)/);
  });

  it("says what to do where nothing is begun, and shows no hidden test", async () => {
    const { code, said } = await visible(folderOf({}), "--reporter=verbose");
    expect(code).toBe(0);
    expect(said).toContain("./faultline start pte-bits begins the first exercise");
    const begun = await visible(folderOf({ zeropage: "starter" }), "--reporter=verbose");
    expect(begun.said).toContain("zeropage > reads-zeros");
    expect(begun.said).not.toMatch(/truncat/i);
  });
});
