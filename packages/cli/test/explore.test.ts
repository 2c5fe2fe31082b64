// Goal: what exploring finds can be had again from its schedule alone, by anybody, and people can read it.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { explore_report } from "../src/explore/report.ts";
import { rival_choices } from "../src/explore/rivals.ts";
import { run } from "../src/index.ts";

const folder = mkdtempSync(join(tmpdir(), "faultline-explore-"));
afterAll(() => rmSync(folder, { recursive: true }));

async function explore(args: readonly string[], colour = false, columns = 80) {
  let [stdout, stderr] = ["", ""];
  const code = await run(["explore", ...args], {
    stdout: (text) => {
      stdout += text;
    },
    stderr: (text) => {
      stderr += text;
    },
    colour,
    columns,
  });
  return { code, stdout, stderr };
}

async function json(...args: string[]): Promise<explore_report> {
  const { stdout } = await explore([...args, "--format", "json"]);
  return JSON.parse(stdout) as explore_report;
}

const exercises = join(import.meta.dirname, "../../exercises");
const install = join(exercises, "install-pte", "solution.ts");
const fill = join(exercises, "shmem-mcopy", "solution.ts");

/** The solution, with one edit. */
function wrong(name: string, find: string | RegExp, replace: string): string {
  const text = readFileSync(install, "utf8");
  if (text.search(find) < 0) throw new Error("The solution has changed.");
  const path = join(folder, name);
  writeFileSync(path, text.replace(find, replace));
  return path;
}

const truncated = ["--rivals", "truncate", "--race", "shared-copy"];

describe("faultline explore, on the kernel's own function", () => {
  it("finds the window of Linux itself, says that it is Linux's, and ends with 1", async () => {
    const { code, stdout, stderr } = await explore(["shmem-mcopy", "reference", ...truncated]);
    expect([code, stderr]).toEqual([1, ""]);
    expect(stdout).toMatch(/\d+ schedules with at most 1 preemption: 1 rule broken/);
    expect(stdout).toContain("data-beyond-eof: A file has data beyond its end");
    expect(stdout).toContain("<-- here it breaks");
    expect(stdout.replace(/\s+/g, " ")).toContain(
      "the flaw is in Linux itself, and nobody is graded",
    );
  });

  it("ends with 0 where nothing can be found", async () => {
    const { code, stdout } = await explore(["shmem-mcopy", "reference", "--rivals", "stat"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/\n2 races, \d+ schedules: nothing is broken\.\n$/);
  });

  it("tries more schedules with more preemptions, and stops where it is told to", async () => {
    const count = async (...more: string[]) => {
      const { races } = await json("shmem-mcopy", "reference", ...truncated, ...more);
      return races.map(({ schedules, cut_short }) => [schedules, cut_short])[0];
    };
    const once = await count("--preemptions", "1");
    const twice = await count("--preemptions", "2");
    expect(await count("--preemptions", "0")).toEqual([1, false]);
    expect(Number(twice?.[0])).toBeGreaterThan(5 * Number(once?.[0]));
    expect(await count("--preemptions", "2", "--limit", "100")).toEqual([100, true]);
    expect(await count("--limit", String(once?.[0]))).toEqual([once?.[0], false]);
  });

  it("holds in every race of the exercises", async () => {
    for (const exercise of ["install-pte", "shmem-mcopy"])
      expect((await explore([exercise, "reference"])).code).toBe(0);
  });

  it.each(Object.keys(rival_choices))("takes %s for a rival", async (name) => {
    const { races } = await json("shmem-mcopy", "reference", "--rivals", name);
    for (const { schedules } of races) expect(schedules).toBeGreaterThan(0);
  });
});

describe("a schedule", () => {
  it("gives the finding again, in another process", async () => {
    const args = ["shmem-mcopy", "reference", ...truncated];
    const { races } = await json(...args);
    const found = races[0]?.findings[0];
    const again = [...args, "--schedule", found?.schedule ?? "", "--format", "json"];
    const command = join(import.meta.dirname, "../dist/faultline.js");

    let other = "";
    try {
      execFileSync(process.execPath, [command, "explore", ...again], { encoding: "utf8" });
    } catch (error) {
      const ended = error as { status: number; stdout: string };
      expect(ended.status).toBe(1);
      other = ended.stdout;
    }
    const replayed = (JSON.parse(other) as explore_report).races[0];
    expect(replayed?.findings).toEqual([found]);
    expect(replayed?.schedules).toBe(1);
  });

  it("is drawn whatever comes of it", async () => {
    const { code, stdout } = await explore([
      "shmem-mcopy",
      "reference",
      ...truncated,
      "--schedule",
      "0a",
    ]);
    expect(code).toBe(0);
    expect(stdout).toContain("The schedule 0a: nothing is broken.");
    expect(stdout).toMatch(/makes the file smaller[\s\S]*} = -EFAULT/);
    expect(stdout).not.toContain("<-- here it breaks");
  });
});

describe("faultline explore, on a submission", () => {
  it("finds nothing in the solutions, in their own races and in others", async () => {
    expect((await explore(["install-pte", install])).code).toBe(0);
    expect((await explore(["shmem-mcopy", fill, "--rivals", "truncate"])).code).toBe(0);
  });

  it("shows the lines of the file, what breaks, and what Linux does", async () => {
    const path = wrong("unlocked.ts", /^(\s*)set_pte_at\(/m, "$1pte_unmap_unlock(ptep, ptl);\n$&");
    const { code, stdout } = await explore(["install-pte", path, "--rivals", "truncate"]);
    expect(code).toBe(1);
    const line = readFileSync(path, "utf8")
      .split("\n")
      .findIndex((text) => /^\s*set_pte_at\(/.test(text));
    expect(stdout).toMatch(new RegExp(`^ +${line + 1} [|,' ]+set_pte_at\\(`, "m"));
    expect(stdout.replace(/\s+/g, " ")).toContain(
      "Linux in this race, under every schedule: returns",
    );
  });

  it("has the same finding again from its schedule, with the submission's own lines", async () => {
    const path = join(import.meta.dirname, "../../../examples/submissions/v4-as-posted.ts");
    const { races } = await json("shmem-mcopy", path);
    const race = races.find(({ findings }) => findings.length > 0);
    const found = race?.findings[0];
    expect(found?.line).toBeGreaterThan(0);
    const again = ["--race", race?.id ?? "", "--schedule", found?.schedule ?? ""];
    const replayed = await json("shmem-mcopy", path, ...again);
    expect(replayed.races[0]?.findings).toContainEqual(found);
    const picture = await explore(["shmem-mcopy", path, ...again]);
    expect(picture.code).toBe(1);
    expect(picture.stdout).toContain(`--race ${race?.id}`);
  });

  it.each([
    ["let a = ;\n", /1:9: Unexpected token/],
    ["export const x = 1;\n", /cannot be explored/],
    [
      "export function mcopy_atomic_install_pte(): number { for (;;); }\n",
      /did not finish: line 1 ran more than/,
    ],
  ])("ends with 2 for one that cannot be run: %j", async (text, words) => {
    const path = join(folder, "unusable.ts");
    writeFileSync(path, text);
    const { code, stdout, stderr } = await explore(["install-pte", path, "--rivals", "stat"]);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(words);
    expect(stderr.trim().split("\n")).toHaveLength(1);
  });

  it("tries one preemption less where there are more schedules than are tried", async () => {
    const args = ["shmem-mcopy", fill, "--race", "shared-copy", "--rivals", "truncate,stat"];
    const { races } = await json(...args, "--preemptions", "2");
    expect(races).toMatchObject([{ preemptions: 1, cut_short: true, findings: [] }]);
    expect(races[0]?.schedules).toBeGreaterThan(100);
  });
});

describe("wrong usage", () => {
  it.each([
    [["no-such", "reference"], /no exercise "no-such"/],
    [["shmem-mcopy", "no-such.ts"], /no file "no-such.ts".*or "reference"/],
    [["shmem-mcopy"], /missing required argument 'file'/],
    [
      ["shmem-mcopy", "reference", "--rivals", "trunc"],
      /no rival "trunc"; take some of: truncate,/,
    ],
    [["shmem-mcopy", "reference", "--rivals", ""], /no rival ""/],
    [["shmem-mcopy", "reference", "--rivals", "constructor"], /no rival/],
    [["shmem-mcopy", "reference", "--rivals", Array(9).fill("stat").join()], /8 rivals at most/],
    [["shmem-mcopy", "reference", "--preemptions", "5"], /4 at most/],
    [["shmem-mcopy", "reference", "--preemptions", "x"], /whole number/],
    [["shmem-mcopy", "reference", "--race", "none"], /no race "none"; take one of: /],
    [["shmem-mcopy", "reference", "--schedule", "3a"], /name it with --race, one of /],
    [["shmem-mcopy", "reference", ...truncated, "--schedule", "a3"], /"a3" is no schedule/],
    [["shmem-mcopy", "reference", ...truncated, "--schedule", "3b"], /more rivals than this race/],
    [["shmem-mcopy", "reference", "--format", "xml"], /Allowed choices are pretty, json/],
    [["shmem-mcopy", fill, "--limit", "9"], /--limit is for the reference/],
  ])("ends with 2 and one line for %j", async (args, words) => {
    const { code, stdout, stderr } = await explore(args);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(words);
    expect(stderr.trim().split("\n")).toHaveLength(1);
  });
});

describe("what is written", () => {
  const args = ["shmem-mcopy", "reference", "--rivals", "truncate,stat", "--race", "shared-copy"];

  it.each([80, 60, 40])("fits in %i columns", async (columns) => {
    const { stdout } = await explore(args, false, columns);
    const long = stdout.split("\n").filter((line) => line.length > columns);
    // A shell would not take a command that is broken inside of a word.
    expect(long.filter((line) => !/faultline|--/.test(line))).toEqual([]);
    if (columns === 80) expect(long).toEqual([]);
  });

  it("says the same with colour and without", async () => {
    const plain = await explore(args);
    const coloured = await explore(args, true);
    expect(plain.stdout).not.toContain("\u001b");
    expect(coloured.stdout).toContain("\u001b[31m");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what colour is made of
    expect(coloured.stdout.replace(/\u001b\[\d+m/g, "")).toBe(plain.stdout);
  });

  it("breaks the command that shows it again as a shell takes it", async () => {
    const { stdout } = await explore(args);
    const command = stdout.slice(stdout.indexOf("faultline explore")).split("\n\n")[0] ?? "";
    const words = command.replaceAll("\\\n", " ").trim().split(/\s+/);
    const { code } = await explore(words.slice(2));
    expect(words.slice(0, 2)).toEqual(["faultline", "explore"]);
    expect(code).toBe(1);
  });

  it("has these keys in JSON", async () => {
    const report = await json(...args);
    expect(Object.keys(report)).toEqual(["exercise", "preemptions", "races"]);
    const [race] = report.races;
    const keys = ["id", "title", "preemptions", "schedules", "cut_short", "findings"];
    expect(Object.keys(race ?? {})).toEqual(keys);
    const finding = ["rule", "message", "kernel", "line", "schedule", "scenario"];
    expect(Object.keys(race?.findings[0] ?? {})).toEqual(finding);
  });
});
