import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { result } from "@faultline/grader";
import { afterAll, describe, expect, it } from "vitest";
import { checkNode } from "../src/commands/doctor.ts";
import { installerFor } from "../src/doctor/packages.ts";
import { inOrder } from "../src/submissions/in_order.ts";
import { faultline } from "./support/faultline.ts";

const exercises = join(import.meta.dirname, "../../exercises");
const solution = join(exercises, "install-pte", "solution.ts");
const starter = join(exercises, "install-pte", "starter.ts");

const folder = mkdtempSync(join(tmpdir(), "faultline-several-"));
afterAll(() => rmSync(folder, { recursive: true }));
for (const name of ["ann", "bob", "node_modules", ".git", "empty"])
  mkdirSync(join(folder, "class", name), { recursive: true });
cpSync(solution, join(folder, "class", "ann", "solution.ts"));
cpSync(starter, join(folder, "class", "bob", "solution.ts"));
cpSync(starter, join(folder, "class", "node_modules", "solution.ts"));
cpSync(starter, join(folder, "class", ".git", "solution.ts"));
writeFileSync(join(folder, "class", "ann", "notes.txt"), "");
writeFileSync(join(folder, "class", "ann", "types.d.ts"), "");
writeFileSync(join(folder, "class", "zoe.ts"), "const a = ;\n");
symlinkSync(solution, join(folder, "class", "bob", "link.ts"));

const grade = (...args: string[]) => faultline("grade", "install-pte", ...args);

describe("faultline grade of several", () => {
  it("writes a report on each, in their order, and a line about all", async () => {
    const { code, stdout } = await grade(starter, solution);
    expect(code).toBe(0);
    expect(stdout.match(/^install-pte: .*$/gm)).toEqual([
      "install-pte: starter.ts",
      "install-pte: solution.ts",
    ]);
    expect(stdout).toMatch(
      /\n\n2 submissions in [\d.]+ s: 1 with full marks, 0 that could not be read, [\d.]+ of \d+ on average\.\n$/,
    );
  });

  it("grades what lies in a folder, by name from there, and leaves out what is no submission", async () => {
    const { stdout, stderr } = await grade(join(folder, "class"), "--format", "json");
    const reports = JSON.parse(stdout) as result[];
    expect(reports.map(({ submission, status }) => [submission.file, status])).toEqual([
      ["ann/solution.ts", "graded"],
      ["bob/solution.ts", "graded"],
      ["zoe.ts", "compile_error"],
    ]);
    expect(stderr).toMatch(/^3 submissions in .* 1 with full marks, 1 that could not be read,/);
  });

  it("is an array for a folder even if there is one submission, and none for one file", async () => {
    const one = await grade(join(folder, "class", "ann"), "--format", "json");
    expect(JSON.parse(one.stdout)).toMatchObject([{ submission: { file: "solution.ts" } }]);
    const file = await grade(solution, "--format", "json");
    expect(JSON.parse(file.stdout)).toMatchObject({ submission: { file: "solution.ts" } });
  });

  it("says of a folder without any that it cannot be handed in", async () => {
    const { stdout } = await grade(join(folder, "class", "empty"), "--format", "json");
    expect(JSON.parse(stdout)).toMatchObject({ status: "rejected", submission: { file: "empty" } });
  });

  it("ends with 1 if one is below --fail-under, and with 0 if none is", async () => {
    expect((await grade(solution, starter, "--fail-under", "1")).code).toBe(1);
    expect((await grade(solution, solution, "--fail-under", "1")).code).toBe(0);
  });

  it("grades nothing if one of them is not there", async () => {
    const { code, stdout, stderr } = await grade(solution, join(folder, "none.ts"));
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/there is no file ".*none.ts"/);
  });
});

describe("inOrder", () => {
  it("tells in the order of the items, whichever is done first", async () => {
    const told: number[] = [];
    const work = (n: number) => new Promise<number>((done) => setTimeout(done, 5 * n, n));
    await inOrder([3, 0, 2, 1], 2, work, (n) => told.push(n));
    expect(told).toEqual([3, 0, 2, 1]);
  });

  it("begins nothing after a failure, and throws it", async () => {
    const begun: number[] = [];
    const work = async (n: number) => {
      begun.push(n);
      if (n === 2) throw new Error("two");
      return n;
    };
    await expect(inOrder([1, 2, 3, 4], 1, work, () => {})).rejects.toThrow("two");
    expect(begun).toEqual([1, 2]);
  });
});

describe("faultline doctor", () => {
  it("says what works and what stands around a submission, in lines that fit", async () => {
    const { code, stdout, stderr } = await faultline("doctor");
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/ok {4}a submission: was graded in \d+ ms/);
    expect(stdout).toMatch(/ok {4}ses: /);
    expect(stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
  });

  it.each([
    ["20.19.0", true],
    ["20.18.9", false],
    ["18.20.0", false],
    ["22.0.0", true],
    ["24.1.0", true],
  ])("Node %s is enough: %s", (version, ok) => {
    const { ok: found, remedy } = checkNode(
      version,
      installerFor(() => false),
    );
    expect([found, remedy]).toEqual([ok, ok ? "" : "sudo npx --yes n lts"]);
  });
});
