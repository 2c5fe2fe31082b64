// Goal: functions of other exercises are named by exercise and file, and what cannot be meant is said in one sentence.

import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { result } from "@faultline/grader";
import { afterAll, describe, expect, it } from "vitest";
import { faultline } from "./support/faultline.ts";

const exercises = join(import.meta.dirname, "../../exercises");
const install = join(exercises, "install-pte", "solution.ts");
const bits = join(exercises, "pte-bits", "solution.ts");

const folder = mkdtempSync(join(tmpdir(), "faultline-with-"));
afterAll(() => rmSync(folder, { recursive: true }));
const mine = join(folder, "my-install.ts");
cpSync(install, mine);
const empty = join(folder, "empty.ts");
writeFileSync(empty, "export const x = 1;\n");
const directory = join(folder, "directory");
mkdirSync(directory);

const grade = (...args: string[]) => faultline("grade", "pte-bits", bits, ...args);
async function json(...args: string[]): Promise<result> {
  const { code, stdout } = await grade(...args, "--format", "json");
  expect(code).toBe(0);
  return JSON.parse(stdout) as result;
}

describe("faultline grade --with", () => {
  it("says in the report what ran beside, by the names of the files", async () => {
    const report = await json("--with", `install-pte=${mine}`);
    expect(report.with).toEqual([
      {
        exercise: "install-pte",
        file: "my-install.ts",
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    ]);
    const { stdout } = await grade("--with", `install-pte=${mine}`);
    expect(stdout).toMatch(/^pte-bits: solution\.ts\n {2}with install-pte: my-install\.ts\n/);
  });

  it("puts the exercise before a name that another file has, too", async () => {
    const report = await json("--with", `install-pte=${install}`);
    expect(report.with).toMatchObject([{ file: "install-pte/solution.ts" }]);
  });

  it("says nothing of it where nothing ran beside", async () => {
    expect(await json()).not.toHaveProperty("with");
  });

  it.each([
    [
      "does not export what its exercise asks for",
      empty,
      /^In the file for install-pte, empty\.ts: .*must export mcopy_atomic_install_pte/,
    ],
    ["is a directory", directory, /^In the file for install-pte, directory: .* is a directory/],
  ])("reports on a submission as rejected if a file beside it %s", async (_what, path, words) => {
    const report = await json("--with", `install-pte=${path}`);
    expect(report).toMatchObject({ status: "rejected", score: 0 });
    expect(report.message).toMatch(words);
    expect(report.with).toHaveLength(1);
  });

  it.each([
    ["no file", ["--with", "install-pte"], /needs an exercise and a file/],
    ["an unknown exercise", ["--with", `nothing=${mine}`], /no exercise "nothing"/],
    ["a file that is not there", ["--with", `install-pte=${mine}x`], /no file .*my-install\.tsx/],
    ["the exercise itself", ["--with", `pte-bits=${bits}`], /the one that is graded/],
    [
      "an exercise twice",
      ["--with", `install-pte=${mine}`, "--with", `install-pte=${install}`],
      /install-pte twice/,
    ],
    [
      "tests that are handed in",
      ["--with", `review-lab=${mine}`],
      /in review-lab tests are handed in/,
    ],
  ])("ends with 2 and one sentence for %s", async (_what, args, words) => {
    const { code, stdout, stderr } = await grade(...args);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(words);
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  });

  it("ends with 2 where tests are graded, which call no function of the learner's", async () => {
    const { code, stderr } = await faultline(
      "grade",
      "review-lab",
      mine,
      "--with",
      `install-pte=${mine}`,
    );
    expect(code).toBe(2);
    expect(stderr).toContain("review-lab is none");
  });

  it("says in its help who wins where two files export one function", async () => {
    const { stdout } = await faultline("grade", "--help");
    expect(stdout.replace(/\s+/g, " ")).toContain("the submission wins");
  });
});
