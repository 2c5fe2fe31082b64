// Goal: a race is explored in the child and in the judge alike: same schedules, same findings, and nothing of one run is
// left for the next.

import { readFileSync } from "node:fs";
import { explore, type race_finding, type scenario } from "@faultline/core";
import { sharedFile } from "@faultline/kit";
import { loadSubmission } from "@faultline/kit/check";
import { describe, expect, it } from "vitest";
import { exploreSubmission, loadCodeExercise, replaySchedule } from "../src/index.ts";
import { readLine } from "../src/judge/lines.ts";
import { MAX_RUNS } from "../src/trace/format.ts";
import { builtChild } from "./support/child_script.ts";

const script = builtChild();
const known = await loadCodeExercise("shmem-mcopy");
if (known === null) throw new Error("There is no such exercise.");
const exercise = known;
const solution = readFileSync(
  new URL("../../exercises/shmem-mcopy/solution.ts", import.meta.url),
  "utf8",
);

/** The solution with `find` replaced by `replace`, which must be there. */
function edited(find: string, replace: string): string {
  expect(solution).toContain(find);
  return solution.replace(find, () => replace);
}

//        0 1 2 3           0 | 1 2 3
// file   W . . .    ->     W |           a truncation to one page, against a fill of page 1
const cut_short: scenario = sharedFile([
  { op: "file_write", page: 0 },
  { op: "copy", page: 1, race: { rivals: [{ op: "ftruncate", pages: 1 }] } },
]);
const race = { id: "cut", title: "cut short", scenario: cut_short, preemptions: 1 };

const bytes = (source: string): Uint8Array => new TextEncoder().encode(source);
const explored = (source: string) => exploreSubmission(exercise, bytes(source), [race], { script });
const one = async (source: string) => {
  const { races, ...end } = await explored(source);
  expect(end).toEqual({ status: "graded", message: "" });
  return races[0];
};
const rules = (findings: readonly race_finding[] = []) => findings.map(({ rule }) => rule);

describe("a right submission", () => {
  it("is run under the schedules under which it would be run without a child, and nothing is found", async () => {
    const here = explore(cut_short, { livepatch: loadSubmission(solution) });

    expect(await one(solution)).toEqual({
      id: "cut",
      title: "cut short",
      schedules: here.schedules,
      cut_short: false,
      findings: [],
    });
  });

  it("may read the size of the file by hand: there too others may come between", async () => {
    const found = await one(edited("i_size_read(inode)", "inode.i_size"));

    expect(found?.findings).toEqual([]);
    expect(found?.schedules).toBe((await one(solution))?.schedules);
  });
});

describe("a submission that loses a race", () => {
  const kept_in_cache = edited("    delete_from_page_cache(page);\n", "");

  it("is told the schedule and its own line", async () => {
    const [first] = (await one(kept_in_cache))?.findings ?? [];

    expect(first?.schedule).toMatch(/^\d+a+$/);
    expect(first?.line).toBeGreaterThan(0);
  });

  it("loses it again when only that schedule is run", async () => {
    const found = (await one(kept_in_cache))?.findings ?? [];
    const [write, copy] = cut_short.ops;
    const schedule = found[0]?.schedule ?? "";
    const raced = { ...copy, race: { ...copy?.race, schedule } } as (typeof cut_short.ops)[number];
    const scenario = { ...cut_short, ops: [...(write ? [write] : []), raced] };
    const { run } = await replaySchedule(exercise, bytes(kept_in_cache), scenario, { script });

    expect(run?.findings.map(({ rule }) => rule)).toContain(found[0]?.rule);
    expect(run?.machine.trace.some((entry) => entry.kind === "rival")).toBe(true);
  });

  it("is not blamed for a rule that it breaks without any race", async () => {
    const no_i_blocks = edited("  inode.i_blocks += BLOCKS_PER_PAGE;\n", "");

    expect(rules((await one(no_i_blocks))?.findings)).not.toContain("wrong-i_blocks");
  });
});

describe("nothing of one run is left for the next", () => {
  const body = "  const inode = file_inode(dst_vma.vm_file!);\n";
  const after_the_first = (remember: string) =>
    edited(body, `${remember} if (seen > 1) return -EFAULT;\n${body}`);

  it("in a variable of the module", async () => {
    const source = `let seen = 0;\n${after_the_first("seen += 1;")}`;
    expect((await one(source))?.findings).toEqual([]);
  });

  it("in the global object", async () => {
    const source = after_the_first(
      "const g = globalThis as any; const seen = (g.seen ?? 0) + 1; g.seen = seen;",
    );
    expect((await one(source))?.findings).toEqual([]);
  });

  it("in what it puts in the place of something global", async () => {
    const source = after_the_first(
      "const g = globalThis as any; const seen = g.Math === 5 ? 2 : 1; g.Math = 5;",
    );
    expect((await one(source))?.findings).toEqual([]);
  });
});

describe("a submission that cannot be explored", () => {
  it("because it makes too many calls is told so", async () => {
    const many = "  for (let i = 0; i < 4000; i += 1) i_size_read(inode);\n  const gfp =";
    expect(await one(edited("  const gfp =", many))).toMatchObject({ cut_short: true });
  });

  it("because it does not come to an end under some schedule is stopped", async () => {
    const endless = "  while (pgoff >= max_off) i_size_read(inode);\n  if (pgoff >= max_off)";
    const { status, races } = await explored(edited("  if (pgoff >= max_off)", endless));

    expect(status).toBe("timeout");
    expect(races).toEqual([]);
  });
});

describe("what a child says of a race", () => {
  const line = (fields: object): string => JSON.stringify({ kind: "race", n: 0, ...fields });

  it("is heard if every run has a record", () => {
    expect(readLine(line({ records: [[]], runs: [0, 0] }))).toMatchObject({ kind: "race" });
  });

  it.each([
    ["no records", { runs: [0] }],
    ["no runs", { records: [[]] }],
    ["a run without a record", { records: [[]], runs: [1] }],
    ["a run that is no number", { records: [[]], runs: ["0"] }],
    ["a run that is half a number", { records: [[], []], runs: [0.5] }],
    ["a record that is no list", { records: [{}], runs: [0] }],
    ["more runs than anybody makes", { records: [[]], runs: new Array(MAX_RUNS + 1).fill(0) }],
  ])("is not heard with %s", (_what, fields) => {
    expect(readLine(line(fields))).toBeNull();
  });
});
