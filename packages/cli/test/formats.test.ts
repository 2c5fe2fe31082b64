// Goal: the command writes each format where it is asked to, and says in one line what a format cannot hold.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { formats, type result } from "@faultline/grader";
import { afterAll, afterEach, describe, expect, it, vi } from "vitest";
import { momentOf } from "../src/plan.ts";
import { faultline } from "./support/faultline.ts";

const folder = mkdtempSync(join(tmpdir(), "faultline-formats-"));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => vi.unstubAllEnvs());

const exercise = join(import.meta.dirname, "../../exercises/pte-bits");
const solution = join(exercise, "solution.ts");
const starter = join(exercise, "starter.ts");
const grade = (...args: string[]) => faultline("grade", "pte-bits", ...args);

function inClassroom(): void {
  vi.stubEnv("CLASSROOM", "kernels");
  vi.stubEnv("ASSIGNMENT", "pte-bits");
  vi.stubEnv("SUBMISSION_TAG", "submit/2026-06-01T14-32-05Z-a1b2c3d");
  vi.stubEnv("COMMIT_URL", "https://example.com/c");
  vi.stubEnv("RELEASE_URL", "https://example.com/r");
}

describe("each format", () => {
  it.each(formats.map(({ name }) => name).filter((name) => name !== "mutation"))(
    "%s is written to standard output, and nothing else is",
    async (name) => {
      inClassroom();
      const { code, stdout, stderr } = await grade(starter, "--format", name);
      expect([code, stderr]).toEqual([0, ""]);
      expect(stdout.endsWith("\n")).toBe(true);
      expect(stdout).not.toContain("\u001b");
    },
  );

  it("is named in the help, with what it is for", async () => {
    const { stdout } = await grade("--help");
    const words = stdout.replace(/\s+/g, " ");
    for (const { name, about } of formats) expect(words).toContain(`${name} (${about})`);
  });
});

it("each format is a row of the handbook's table, with what it holds and who may read it", () => {
  const page = join(import.meta.dirname, "../../../apps/docs/docs/instructors/formats.mdx");
  const rows = readFileSync(page, "utf8").match(/^\| `\w+` \|[^|]+\|[^|]+\|[^|]+\|$/gm) ?? [];
  const told = rows.map((row) => row.split("|").map((cell) => cell.trim()));
  for (const { name, holds, for_learners } of formats) {
    const [, , , several, instructor] = told.find(([, first]) => first === `\`${name}\``) ?? [];
    expect([name, /--out|one at a time/.test(several ?? "--out")]).toEqual([name, holds === "one"]);
    expect([name, instructor]).toEqual([
      name,
      expect.stringMatching(for_learners ? /^no$/ : /^yes/),
    ]);
  }
});

describe("--out", () => {
  it("has a file of each submission, by its own name", async () => {
    mkdirSync(join(folder, "class", "ann"), { recursive: true });
    writeFileSync(join(folder, "class", "ann", "a.ts"), readFileSync(solution));
    writeFileSync(join(folder, "class", "bob.ts"), "let a = ;\n");
    const out = join(folder, "out");

    const { code, stdout, stderr } = await grade(
      join(folder, "class"),
      ...["--format", "gradescope", "--out", out],
    );

    expect([code, stdout]).toEqual([0, ""]);
    expect(stderr).toMatch(/^2 submissions in /);
    const scores = ["ann/a.json", "bob.json"].map(
      (name) => (JSON.parse(readFileSync(join(out, name), "utf8")) as result).score,
    );
    expect(scores[0]).toBeGreaterThan(0);
    expect(scores[1]).toBe(0);
  });

  it("that cannot be written ends with 3 and a sentence", async () => {
    const { code, stderr } = await grade(starter, "--format", "html", "--out", starter);
    expect(code).toBe(3);
    expect(stderr).toMatch(/could not be written: .*It needs a folder/);
  });
});

describe("what cannot be meant ends with 2 and one line", () => {
  it.each<[string[], RegExp]>([
    [
      [starter, solution, "--format", "gradescope"],
      /holds one submission, and there are 2: give --out DIR/,
    ],
    [
      [starter, "--format", "exercism", "--audience", "instructor"],
      /leave out --audience instructor/,
    ],
    [[starter, "--gradescope-hidden", "hidden"], /is for --format gradescope/],
    [[starter, "--hold", "hidden"], /give both/],
    [[starter, "--hold-until", "tomorrow"], /needs a day, such as 2026-12-01/],
    [
      [starter, "--hold-until", "2999-12-01", "--hold", "no-such"],
      /--hold names no test "no-such" of pte-bits/,
    ],
    [[starter, "--title-only", "no-such"], /--title-only names no test/],
    [[starter, starter, "--out", folder], /two submissions would have the same file starter/],
    [[starter, "--format", "classroom50"], /its runner sets CLASSROOM, ASSIGNMENT,/],
  ])("%j", async (args, words) => {
    const { code, stdout, stderr } = await grade(...args);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(words);
    expect(stderr.trim().split("\n")).toHaveLength(1);
  });
});

describe("what waits and what only counts", () => {
  const json = async (...args: string[]): Promise<result> =>
    JSON.parse((await grade(solution, "--format", "json", ...args)).stdout) as result;

  it("is run from its day on, and for instructors always", async () => {
    const [open, held, day, taught] = [
      await json(),
      await json("--hold-until", "2999-12-01"),
      await json("--hold-until", "2000-01-01"),
      await json("--hold-until", "2999-12-01", "--audience", "instructor"),
    ];
    const waiting = held.tests.filter(({ until }) => until === "2999-12-01");
    expect(waiting.length).toBeGreaterThan(0);
    expect(waiting.every(({ visibility }) => visibility === "hidden")).toBe(true);
    expect(held.score).toBeLessThan(open.score);
    expect([held.max_score, day.score, taught.score]).toEqual([
      open.max_score,
      open.score,
      open.score,
    ]);
  });

  it("counts for as much, without a word about it", async () => {
    const [open, counting] = [await json(), await json("--title-only", "hidden")];
    expect(counting.score).toBe(open.score);
    expect(counting.tests.every(({ visibility }) => visibility === "visible")).toBe(true);
    expect(counting.counted?.tests.length).toBe(open.tests.length - counting.tests.length);
  });

  it("is said to people right above the score", async () => {
    const { stdout } = await grade(solution, "--hold-until", "2999-12-01");
    expect(stdout).toMatch(
      /not run until 2999-12-01; \d+ of\s+the points cannot be had before\.\nScore: /,
    );
    expect(stdout).not.toContain("FAIL");
  });

  it.each([
    ["2026-12-01", Date.UTC(2026, 11, 1)],
    ["2026-12-01T08:00+01:00", Date.UTC(2026, 11, 1, 7)],
    ["2026-12-01T08:00:30Z", Date.UTC(2026, 11, 1, 8, 0, 30)],
  ])("%s is the moment that it says", (text, moment) => expect(momentOf(text)).toBe(moment));

  it.each(["2026-12-01T08:00", "2026-13-01", "2026-02-30", "1.12.2026", ""])(
    "%j is no moment",
    (text) => expect(() => momentOf(text)).toThrow(/needs a day/),
  );
});

it("a step's summary is added to what stands there, in Markdown", async () => {
  const summary = join(folder, "summary.md");
  writeFileSync(summary, "before\n");
  vi.stubEnv("GITHUB_STEP_SUMMARY", summary);
  vi.stubEnv("GITHUB_WORKSPACE", exercise);
  const { stdout } = await grade(starter, "--format", "github");
  expect(readFileSync(summary, "utf8")).toMatch(/^before\n# pte-bits: starter\.ts\n/);
  expect(stdout).toMatch(/^::error file=starter\.ts,line=\d+,/);
});

it("Classroom 50 reads whose submission it is, and when it was handed in", async () => {
  inClassroom();
  vi.stubEnv("OWNER", "alice");
  const { stdout } = await grade(solution, "--format", "classroom50");
  expect(JSON.parse(stdout)).toMatchObject({
    schema: "classroom50/result/v1",
    owner: "alice",
    review: "https://example.com/c",
    datetime: "2026-06-01T14:32:05Z",
  });
});
