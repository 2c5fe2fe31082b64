// The recorder, on the Linux that runs this test: it refuses with a sentence, or records what the machine says too.

import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { release } from "node:os";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseScenario, type recording, replay, type scenario } from "@faultline/core";
import { describe, expect, it } from "vitest";

const folder = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const MODELLED = "6.18";
const EX_USAGE = 64;
const EX_DATAERR = 65;
const EX_UNAVAILABLE = 69;

const lines = (text: string): string[] => text.split("\n").filter((line) => line !== "");
const sample = lines(readFileSync(resolve(folder, "sample.jsonl"), "utf8"));
const scenarios = sample.map((line) => JSON.parse(line) as scenario);

/** What can be done in a scenario on a real kernel. */
const operations = [
  ...["copy", "zeropage", "continue", "poison", "move"],
  ...["writeprotect", "wake", "register", "unregister", "api", "event", "close_uffd"],
  ...["read", "write", "map2_read", "map2_write", "bg", "bg_wait"],
  ...["file_write", "file_read", "ftruncate", "punch", "falloc"],
  ...["dontneed", "remove", "populate", "munmap", "mprotect", "mlock", "munlock"],
];

describe("the sample", () => {
  it.each(scenarios.map((one) => [one.id, one] as const))("%s is a scenario", (_id, one) => {
    expect(parseScenario(one)).toBe(one);
  });

  it("says in words what each scenario is about, under a name of its own", () => {
    expect(scenarios.filter((one) => one.about === undefined)).toEqual([]);
    expect(new Set(scenarios.map((one) => one.id)).size).toBe(scenarios.length);
  });

  it("has every operation that can be recorded", () => {
    const used = scenarios.flatMap((one) => one.ops.map((op) => op.op));

    expect([...new Set(used)].sort()).toEqual([...operations].sort());
  });
});

const run = (program: string, args: readonly string[], input = "") =>
  spawnSync(program, args, { cwd: folder, input, encoding: "utf8", maxBuffer: 2 ** 26 });

const has = (program: string): boolean => run(program, ["--version"]).status === 0;

/** Why the recorder cannot be built here; nothing if it can. */
function missing(): string | undefined {
  if (process.platform !== "linux") return "this is not Linux";
  const tool = ["make", "cc"].find((name) => !has(name));
  return tool && `there is no ${tool}`;
}

const reason = missing();
if (reason) console.warn(`The recorder is not built and not tested, because ${reason}.`);

describe.skipIf(reason !== undefined)("the recorder", () => {
  it("is built without a warning", () => {
    const { status, stderr } = run("make", ["CFLAGS=-O2 -Wall -Wextra -Werror"]);

    expect(stderr).toBe("");
    expect(status).toBe(0);
    expect(existsSync(resolve(folder, "build/copy_bench"))).toBe(true);
  });

  it("refuses what it is not asked in the right way", () => {
    for (const args of [["-z"], ["-c"], ["-c", "x"], ["-m", "/no/such/folder"], ["a", "b"]]) {
      const { status, stderr } = run("./record", args);

      expect(stderr, args.join(" ")).toMatch(/^recorder: .+\.\n$/);
      expect(status, args.join(" ")).toBe(EX_USAGE);
    }
  });

  it("records the sample as the machine plays it, or says why it cannot", () => {
    const { status, stdout, stderr } = run("./record", ["sample.jsonl"]);
    if (status === EX_UNAVAILABLE) {
      console.warn(`Nothing is recorded here. ${stderr.trim()}`);
      expect(stderr).toMatch(/^recorder: .+\.\n$/);
      expect(stdout).toBe("");
      return;
    }

    expect(stderr).toBe("");
    expect(status).toBe(0);
    compare(stdout);
  });

  it("names the line that is no scenario, and records the others", () => {
    const [good = ""] = sample;
    const wrong = [
      "{",
      "[]",
      '{"ops":[]}',
      good.replace('"op":"read"', '"op":"install"'),
      good.replace('"pages":3', '"pages":9'),
      good.replace('"page":1', '"pag":1'),
    ];
    const { status, stdout, stderr } = run("./record", [], [...wrong, "", good].join("\n"));
    if (status === EX_UNAVAILABLE) return;

    expect(lines(stderr)).toEqual(
      wrong.map((_line, i) => expect.stringMatching(`^recorder: standard input, line ${i + 1}: `)),
    );
    expect(lines(stdout)).toHaveLength(1);
    expect(status).toBe(EX_DATAERR);
  });

  it("disturbs nothing by observing, and plays a recording anew", () => {
    const often = run("./record", ["sample.jsonl"]);
    if (often.status === EX_UNAVAILABLE) return;
    const once = run("./record", ["-q"], often.stdout);

    expect(lines(once.stdout).map(essence)).toEqual(lines(often.stdout).map(essence));
  });

  it("measures how fast pages are copied, or says why it cannot", () => {
    const { status, stdout, stderr } = run("build/copy_bench", ["512"]);
    if (status === EX_UNAVAILABLE) {
      expect(stderr).toMatch(/^copy_bench: .+\.\n$/);
      return;
    }

    expect(JSON.parse(stdout)).toBeGreaterThan(0);
    expect(status).toBe(0);
  });
});

/** What every recording of a scenario has in common, however often somebody looked. */
function essence(line: string): unknown {
  const { s, o, end } = JSON.parse(line) as recording;
  return { s, results: o.map((one) => one["r"]), last: o.at(-1), end };
}

/**
 * Holds recordings against the machine. Where the kernel is another one than the machine's, a difference may be the
 * kernel's, and is only told.
 */
function compare(recorded: string): void {
  const recordings = lines(recorded).map((line) => JSON.parse(line) as recording);
  const differences = recordings.flatMap((one) => replay(one));
  const other = otherKernel();

  expect(recordings.map((one) => one.s)).toEqual(scenarios);
  if (other === undefined) expect(differences).toEqual([]);
  else if (differences.length > 0) {
    console.warn(
      `The machine is Linux ${MODELLED}, and this is ${other}. It differs in:`,
      differences,
    );
  }
}

/** What is different about this kernel: its release, or options that show in recordings. */
function otherKernel(): string | undefined {
  if (!release().startsWith(`${MODELLED}.`)) return `Linux ${release()}`;
  const options = [
    // Poison raises SIGBUS with another code.
    ["CONFIG_MEMORY_FAILURE", existsSync("/proc/sys/vm/memory_failure_recovery")],
    // Pages are marked as accessed by other rules.
    ["CONFIG_LRU_GEN", existsSync("/sys/kernel/mm/lru_gen")],
    // Pages may be anywhere by the time somebody looks.
    ["swap", lines(readFileSync("/proc/swaps", "utf8")).length > 1],
  ] as const;
  const found = options.filter(([, is]) => is).map(([name]) => name);
  return found.length > 0 ? `a ${MODELLED} with ${found.join(" and ")}` : undefined;
}
