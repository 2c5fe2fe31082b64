// Goal: whoever wonders why a visible test fails can read what happened, call by call, and sees no hidden test.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadCodeExercise } from "@faultline/grader";
import { afterAll, describe, expect, it } from "vitest";
import { run } from "../src/index.ts";
import { faultline } from "./support/faultline.ts";

const folder = mkdtempSync(join(tmpdir(), "faultline-trace-"));
afterAll(() => rmSync(folder, { recursive: true }));

const exercises = join(import.meta.dirname, "../../exercises");
const solution = join(exercises, "shmem-mcopy", "solution.ts");
const starter = join(exercises, "install-pte", "starter.ts");

/** The solution without its line that gives a block back. */
function leaky(): string {
  const [line = ""] =
    /^ *shmem_inode_unacct_blocks\(.*$/m.exec(readFileSync(solution, "utf8")) ?? [];
  if (line === "") throw new Error("The solution has changed.");
  const path = join(folder, "leaky.ts");
  writeFileSync(path, readFileSync(solution, "utf8").replaceAll(line.trim(), ""));
  return path;
}

async function at(columns: number, ...args: string[]): Promise<string[]> {
  let said = "";
  const stdout = (text: string): void => {
    said += text;
  };
  await run(["trace", ...args], { stdout, stderr: stdout, colour: false, columns });
  return said.split("\n");
}

const beyond = ["--test", "beyond-the-end"];

describe("faultline trace", () => {
  it("tells each call with its line, what it gives, which locks are held and what it changes", async () => {
    const { code, stdout, stderr } = await faultline("trace", "shmem-mcopy", solution, ...beyond);
    expect([code, stderr]).toEqual([0, ""]);
    const lines = readFileSync(solution, "utf8").split("\n");
    const at = lines.findIndex((line) => line.includes("shmem_alloc_page(")) + 1;
    const alloc = new RegExp(
      `^1\\.\\d+ +line ${at} +shmem_alloc_page\\(.*\\) = page +mmap_lock$`,
      "m",
    );
    expect(stdout).toMatch(alloc);
    expect(stdout).toMatch(/-> Frame \d+ is in use: held by 1/);
    expect(stdout).toMatch(/-> used_blocks: 0, now 1 \(up 1\)\./);
    expect(stdout).toMatch(/^ +user +back in the program = -EFAULT$/m);
    expect(stdout).toMatch(/\npass {2}beyond-the-end\n$/);
    expect(stdout).not.toContain("<--");
  });

  it("shows where a rule is broken and what Linux does there, and ends with 1", async () => {
    const { code, stdout } = await faultline("trace", "shmem-mcopy", leaky(), ...beyond);
    expect(code).toBe(1);
    expect(stdout).toContain("<-- here it breaks: accounting-leak");
    expect(stdout).toContain("<-- here Linux comes to something else: see below");
    expect(stdout).toContain("used_blocks: Linux 0, yours 1");
    expect(stdout.replaceAll(/\s+/g, " ")).toContain("are judged by other tests");
  });

  it("says why a test fails where nothing has been written yet", async () => {
    const { code, stdout } = await faultline(
      "trace",
      "install-pte",
      starter,
      "--test",
      "already-mapped",
    );
    expect(code).toBe(1);
    const words = stdout.replaceAll(/\s+/g, " ");
    expect(words).toMatch(/FAIL already-mapped: The code threw an error at line \d+/);
    expect(words).toMatch(/mcopy_atomic_install_pte\([^)]*\) = never returns/);
  });

  it("takes the situation in which code and Linux part, of a test with many", async () => {
    const { code, stdout } = await faultline(
      "trace",
      "shmem-mcopy",
      leaky(),
      "--test",
      "as-linux-does",
    );
    expect(code).toBe(1);
    expect(stdout).toContain("Where the code and Linux part ways");
    const well = await faultline("trace", "shmem-mcopy", solution, "--test", "as-linux-does");
    expect(well.code).toBe(0);
    expect(well.stdout).toMatch(/\npass {2}as-linux-does\n$/);
  });

  it("tells of one step, or of every call", async () => {
    const test = ["--test", "data-survives-reclaim"];
    const all = await faultline("trace", "shmem-mcopy", solution, ...test, "--all");
    const whole = await faultline("trace", "shmem-mcopy", solution, ...test);
    const second = await faultline("trace", "shmem-mcopy", solution, ...test, "--step", "2");
    expect(whole.stdout).toContain("... ");
    expect(all.stdout).not.toMatch(/\.\.\. \d+ calls/);
    expect(all.stdout.length).toBeGreaterThan(whole.stdout.length);
    expect(second.stdout).toMatch(/^2 +user/m);
    expect(second.stdout).not.toMatch(/^1(\.\d+)? +/m);
  });

  it("writes the same as JSON", async () => {
    const args = ["trace", "shmem-mcopy", leaky(), ...beyond, "--format", "json"];
    const { code, stdout } = await faultline(...args);
    expect(code).toBe(1);
    const report = JSON.parse(stdout);
    expect(report).toMatchObject({ schema: "faultline/trace/v1", test: "beyond-the-end" });
    const lines = report.rows.filter(({ who }: { who: string }) => who.startsWith("line "));
    expect(lines.length).toBeGreaterThan(10);
    expect(report.rows.flatMap((row: { broken: unknown[] }) => row.broken)).toContainEqual(
      expect.objectContaining({ rule: "accounting-leak" }),
    );
  });

  it.each([40, 59, 60, 80, 109, 110, 140])("fits in %i columns", async (columns) => {
    const lines = await at(columns, "shmem-mcopy", leaky(), ...beyond);
    expect(lines.filter((line) => line.length > columns)).toEqual([]);
    expect(lines.some((line) => line.startsWith("Step"))).toBe(columns >= 60);
    expect(lines.some((line) => line.includes("What it changes"))).toBe(columns >= 110);
    // A name that is cut in two cannot be searched for.
    for (const name of ["shmem_inode_acct_block(", "__SetPageSwapBacked("])
      expect(lines.some((line) => line.includes(name))).toBe(true);
  });

  it("shows nothing of a hidden test to a learner, and all to an instructor", async () => {
    const tests = (await loadCodeExercise("shmem-mcopy"))?.tests ?? [];
    const hidden = tests.filter(({ visibility }) => visibility === "hidden");
    const single = hidden.find((test) => "check" in test)?.id ?? "";
    const race = hidden.find((test) => "preemptions" in test)?.id ?? "";
    for (const id of [single, race]) {
      const refused = await faultline("trace", "shmem-mcopy", solution, "--test", id);
      expect([refused.code, refused.stdout]).toEqual([2, ""]);
      expect(refused.stderr).toContain(`the test ${id} is hidden`);
      const args = ["trace", "shmem-mcopy", solution, "--test", id, "--audience", "instructor"];
      const { code, stdout } = await faultline(...args);
      expect([code, stdout.includes(id)]).toEqual([0, true]);
    }
  });
});

describe("wrong usage", () => {
  it.each([
    [["shmem-mcopy", solution], /which test\? Name it with --test; take one of: copy-fills/],
    [["shmem-mcopy", solution, "--test", "beyond-end"], /did you mean beyond-the-end\?/],
    [["shmem-mcopy", solution, "--test", ""], /has no test ""; take one of/],
    [["shmem-mcopy", solution, ...beyond, "--step", "2"], /steps 1 to 1; there is no step 2/],
    [["shmem-mcopy", solution, ...beyond, "--step", "0"], /no step 0/],
    [["shmem-mcopy", "no-such.ts", ...beyond], /no file "no-such.ts"/],
    [["review-lab", solution, ...beyond], /tests are handed in/],
    [["no-such", solution, ...beyond], /no exercise "no-such"/],
  ])("ends with 2 and one line for %j", async (args, words) => {
    const { code, stdout, stderr } = await faultline("trace", ...args);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(words);
    expect(stderr.trim().split("\n")).toHaveLength(1);
  });

  it.each([
    ["let a = ;\n", /1:9: Unexpected token/],
    ["export function shmem_mcopy_atomic_pte() { for (;;); }\n", /did not finish: line 1/],
  ])("ends with 2 for what cannot be run: %j", async (text, words) => {
    const path = join(folder, "unusable.ts");
    writeFileSync(path, text);
    const { code, stderr } = await faultline("trace", "shmem-mcopy", path, ...beyond);
    expect(code).toBe(2);
    expect(stderr).toMatch(words);
  });
});
