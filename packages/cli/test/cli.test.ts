import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { result } from "@faultline/grader";
import { afterAll, describe, expect, it } from "vitest";
import { faultline } from "./support/faultline.ts";

const folder = mkdtempSync(join(tmpdir(), "faultline-cli-"));
afterAll(() => rmSync(folder, { recursive: true }));

const exercises = join(import.meta.dirname, "../../exercises");
const solution = join(exercises, "install-pte", "solution.ts");
const starter = join(exercises, "install-pte", "starter.ts");

function file(name: string, contents: string | Uint8Array): string {
  writeFileSync(join(folder, name), contents);
  return join(folder, name);
}

async function json(...args: string[]): Promise<result> {
  const { stdout } = await faultline("grade", "install-pte", ...args, "--format", "json");
  return JSON.parse(stdout) as result;
}

describe("faultline grade", () => {
  it("writes the report to stdout and nothing else", async () => {
    const { code, stdout, stderr } = await faultline(
      "grade",
      "install-pte",
      solution,
      "--format",
      "json",
    );
    const report = JSON.parse(stdout) as result;
    expect([code, stderr]).toEqual([0, ""]);
    expect(report.score).toBe(report.max_score);
    expect(report.submission.file).toBe("solution.ts");
    expect(report.submission.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it("counts the tests that passed, and lists them where that is asked for", async () => {
    const short = (await faultline("grade", "install-pte", solution)).stdout;
    const long = (await faultline("grade", "install-pte", solution, "--all")).stdout;
    expect(short.match(/^ {2}pass {2}\d+ tests?$/gm)?.length).toBeGreaterThan(2);
    expect(long.match(/^ {2}pass {2}[A-Z]/gm)?.length).toBeGreaterThan(40);
    expect(long.split("\n").at(-2)).toBe(short.split("\n").at(-2));
  });

  it("fits in 80 columns, has no colour in a pipe, and ends with the score", async () => {
    const { stdout } = await faultline("grade", "install-pte", starter);
    expect(stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
    expect(stdout).not.toContain("\u001b");
    expect(stdout).toMatch(/\nScore: 0 of \d+\n$/);
  });

  it("says in words what failed, whatever the colour", async () => {
    const { stdout } = await faultline("grade", "install-pte", starter);
    expect(stdout).toContain("  FAIL  ");
    expect(stdout).toContain("Hint: ");
  });

  it("ends with 1 only below --fail-under", async () => {
    expect((await faultline("grade", "install-pte", starter)).code).toBe(0);
    expect((await faultline("grade", "install-pte", starter, "--fail-under", "1")).code).toBe(1);
    expect((await faultline("grade", "install-pte", solution, "--fail-under", "1")).code).toBe(0);
  });

  it.each([
    [
      ["grade", "no-such", "a.ts"],
      /no exercise "no-such"; take one of: .*install-pte, .*shmem-mcopy.*\.\n$/,
    ],
    [["grade", "install-pte", "no-such.ts"], /no file "no-such.ts". Give the path/],
    [["grade", "install-pte"], /missing required argument 'file'/],
    [["grade", "install-pte", "a.ts", "--format", "xml"], /Allowed choices are pretty, json/],
    [["grade", "install-pte", "a.ts", "--seed", "x"], /whole number/],
    [["grade", "constructor", "a.ts"], /no exercise/],
    [["verify", "no-such"], /no exercise "no-such"/],
    [["grad"], /unknown command 'grad'/],
  ])("ends with 2 and one line for %j", async (args, words) => {
    const { code, stdout, stderr } = await faultline(...args);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(words);
    expect(stderr.trim().split("\n").length).toBeLessThanOrEqual(2);
  });

  it("shows help on stdout", async () => {
    const { code, stdout } = await faultline("grade", "--help");
    expect(code).toBe(0);
    expect(stdout).toContain("--audience");
  });
});

describe("what is no submission gets a report all the same", () => {
  it.each<[string, () => string, string, RegExp]>([
    ["an empty file", () => file("empty.ts", ""), "compile_error", /empty/],
    [
      "a syntax error",
      () => file("syntax.ts", "let a = ;\n"),
      "compile_error",
      /1:9: Unexpected token/,
    ],
    [
      "a binary file",
      () => file("binary.ts", Uint8Array.from([0x7f, 0x45, 0x4c, 0x46, 0, 255])),
      "rejected",
      /./,
    ],
    ["a file of 5 MB", () => file("large.ts", "x".repeat(5_000_000)), "rejected", /5000000 bytes/],
    [
      "a directory",
      () => {
        mkdirSync(join(folder, "dir"));
        return join(folder, "dir");
      },
      "rejected",
      /directory/,
    ],
    [
      "a link",
      () => {
        symlinkSync(solution, join(folder, "link.ts"));
        return join(folder, "link.ts");
      },
      "rejected",
      /symbolic link/,
    ],
    [
      "a pipe",
      () => {
        execFileSync("mkfifo", [join(folder, "pipe.ts")]);
        return join(folder, "pipe.ts");
      },
      "rejected",
      /regular file/,
    ],
    ["a device", () => "/dev/zero", "rejected", /regular file/],
  ])("%s", async (_what, make, status, words) => {
    const report = await json(make());
    expect(report).toMatchObject({ schema: "faultline/result/v1", status, score: 0 });
    expect(report.message).toMatch(words);
  });

  it("and the next one grades as if nothing had been", async () => {
    const report = await json(solution);
    expect(report.score).toBe(report.max_score);
  });
});
