import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { runScenario, type scenario } from "@faultline/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { run } from "../src/index.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "faultline conformance "));
});
afterAll(() => rmSync(folder, { recursive: true }));

const copies: scenario = {
  id: "t/copy",
  region: { pages: 2, backing: "shmem", sharing: "shared", prot: "rw", file_pages: 1 },
  register: ["missing"],
  features: ["sigbus"],
  ops: [
    { op: "copy", page: 0 },
    { op: "copy", page: 1 },
  ],
};

/** A recording that the machine makes of itself, changed by whoever wants it wrong. */
function record(
  change: (recording: {
    s: scenario;
    o: Record<string, unknown>[];
    end: unknown;
  }) => void = () => {},
): string {
  const { steps, end } = runScenario(copies, { release: "6.18" });
  const o = steps.map(({ r, seen }) => ({ r, ...seen }) as Record<string, unknown>);
  const recording = structuredClone({ s: copies, o, end });
  change(recording);
  return JSON.stringify(recording);
}

const file = (name: string, ...lines: string[]): string => {
  const path = join(folder, name);
  const text = `${lines.join("\n")}\n`;
  writeFileSync(path, name.endsWith(".gz") ? gzipSync(text) : text);
  return path;
};

async function conformance(...args: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const code = await run(["conformance", ...args], {
    stdout: (text) => void out.push(text),
    stderr: (text) => void err.push(text),
    colour: false,
    columns: 80,
  });
  return { code, out: out.join(""), err: err.join("") };
}

const wrong = (): string =>
  record(({ o }) => {
    const second = o[1];
    if (second) second["bl"] = 16;
  });

describe("faultline conformance", () => {
  it("says how many recordings match, and ends with 0 where all do", async () => {
    const { code, out } = await conformance(file("good.jsonl", record(), record()));
    expect(out).toBe(
      "2 of 2 recordings answered as Linux 6.18 did (6 observations); 0 differ, 0 skipped.\n",
    );
    expect(code).toBe(0);
  });

  it("reads packed files as well", async () => {
    expect((await conformance(file("good.jsonl.gz", record()))).code).toBe(0);
  });

  it("tells the first difference as a story, and ends with 1", async () => {
    const { code, out } = await conformance(file("bad.jsonl", record(), wrong()));
    expect(code).toBe(1);
    expect(out).toContain("1 differ");
    expect(out).toContain("The first that differs is t/copy");
    expect(out).toMatch(/field\s+bl, after operation 1/);
    expect(out).toMatch(/Linux said\s+16\n\s+we said\s+8/);
  });

  it("gives the totals and every difference as JSON", async () => {
    const { out } = await conformance(file("bad2.jsonl", wrong()), "--format", "json");
    expect(JSON.parse(out)).toEqual({
      recordings: 1,
      observations: 3,
      matched: 0,
      mismatched: 1,
      skipped: 0,
      mismatches: [{ id: "t/copy", step: 1, field: "bl", expected: "16", actual: "8" }],
    });
  });

  it.each([
    ["no JSON", "{", /this is not JSON/],
    ["no recording", "5", /a recording is an object with s, o and end/],
    ["no scenario", '{"s":{"ops":5},"o":[{}],"end":[]}', /s is no scenario: .*region/],
    ["no observation", record((r) => void r.o.splice(0)), /o must be a list of observations/],
    ["too many observations", record((r) => void r.o.push({}, {})), /o has 5 observations/],
    ["no end", record((r) => void Object.assign(r, { end: null })), /end must be a list/],
  ])("names file and line of what is %s, and replays the others", async (_what, line, words) => {
    const { code, out, err } = await conformance(file("odd.jsonl", record(), line, record()));
    expect(err).toMatch(/odd\.jsonl:2: /);
    expect(err).toMatch(words);
    expect(out).toContain("2 of 2 recordings");
    expect(code).toBe(2);
  });

  it("counts an operation that the recorder left out as skipped, which is not a success", async () => {
    const line = record(({ o }) => {
      if (o[2]) o[2] = { r: { skip: "no such thing" } };
    });
    const { code, out } = await conformance(file("skip.jsonl", line));
    expect(out).toContain("1 skipped");
    expect(code).toBe(1);
  });

  it("says what to do about a file that is not there", async () => {
    const { code, err } = await conformance(join(folder, "none.jsonl"));
    expect(err).toMatch(/none\.jsonl cannot be read .* Name a file of recordings/);
    expect(code).toBe(2);
  });

  it("holds the course's release against a recording too: there it must differ", async () => {
    const { code } = await conformance(file("old.jsonl", record()), "--release", "5.14");
    expect(code).toBe(1);
  });
});
