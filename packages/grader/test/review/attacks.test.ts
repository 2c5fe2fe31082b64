// Goal: whoever hands in tests can get no marks by any other way than by tests, and can end no process but the child's.

import { describe, expect, it } from "vitest";
import { grade } from "../../src/grade.ts";
import { leaksIn } from "../attacks/search.ts";
import { builtChild } from "../support/child_script.ts";
import { fakeChild } from "../support/fake_child.ts";
import { HONEST_SUBMISSION } from "../support/sources.ts";
import { tiny } from "../support/tiny.ts";
import { leak, reported, review, told } from "./support.ts";

const NOTHING = 0;
const scoreOf = (grading: Awaited<ReturnType<typeof review>>): number => reported(grading).score;

/** A file whose list holds what an expression gives, if it gives anything. */
const reaching = (code: string): string => `
let got: unknown = null;
try { got = (function (this: unknown) { return ${code}; })(); } catch {}
if (got) console.log("REACHED");
export const tests = [];`;

describe("the file is evaluated within the walls of every submission", () => {
  const escapes = [
    "process",
    "globalThis.process",
    "require('node:fs')",
    "(function () {}).constructor('return process')()",
    "[].constructor.constructor('return globalThis.process')()",
    "Object.getPrototypeOf(function* () {}).constructor('return process')",
    "this",
    "new Function('return process')()",
    "kernel",
    "console.log.constructor('return process')()",
  ];
  it.each(escapes)("reaches nothing by %s", async (code) => {
    const grading = await review(reaching(code));
    expect(grading.log).toEqual([]);
    expect(scoreOf(grading)).toBe(NOTHING);
  });

  it.each([
    ["a loop without end", "for (;;);", "timeout"],
    ["a throw", "throw new Error('no');", "crashed"],
    ["a throw of a proxy", "throw new Proxy({}, { get() { throw 1; } });", "crashed"],
    ["an import of another module", 'import fs from "node:fs";', "rejected"],
    ["an import of the whole kernel", 'import * as k from "@faultline/core";', "rejected"],
    [
      "memory without end",
      "const a: unknown[] = []; for (;;) a.push(new Array(1e6).fill(a));",
      /out_of_memory|timeout/,
    ],
  ])("%s ends the file and nothing else", async (_what, code, status) => {
    const grading = await review(`${code}\nexport const tests = [];`);
    expect(grading.status).toMatch(status);
    expect(scoreOf(grading)).toBe(NOTHING);
    expect(leaksIn(reported(grading), [], code)).toEqual([]);
  });
});

describe("only plain data is taken out of it", () => {
  it.each([
    ["a function", "() => 0", /a function/],
    ["a symbol", "Symbol.iterator", /a symbol/],
    ["a bigint", "1n", /a bigint/],
    ["no number", "0 / 0", /no number/],
    ["a hole", "[,]", /undefined/],
    ["a getter", "{ get a() { return 1; } }", /a getter/],
    ["a field named by a symbol", "{ [Symbol.iterator]: 1 }", /symbol/],
    ["a text without end", '"a".repeat(2000)', /more than 1000 characters/],
    [
      "a wide object",
      "Object.fromEntries(Array.from({ length: 2000 }, (_, i) => [String(i), 1]))",
      /more than 1000/,
    ],
    ["a long list", "new Array(5000)", /more than 1000 items/],
    [
      "a proxy that refuses to tell",
      "new Proxy({}, { ownKeys() { throw new Error('no'); } })",
      /threw Error at line 1: no/,
    ],
    [
      "a proxy with a field in every field",
      "(function deep(): object { return new Proxy({}, { ownKeys: () => ['a'], getOwnPropertyDescriptor: () => ({ value: deep(), configurable: true, enumerable: true }) }); })()",
      /nested too deeply/,
    ],
  ])("%s is refused", async (_what, code, words) => {
    const grading = await review(`export const tests = [{ name: ${code} }];`);
    expect(grading.message).toMatch(words);
    expect(["rejected", "crashed"]).toContain(grading.status);
  });

  it("what is undefined is as good as left out", async () => {
    const text = JSON.stringify(leak).replace('"since":0', '"since":0,"nothing":undefined');
    const grading = await review(`export const tests = [${text}];`);
    expect(grading.tests).toMatchObject([{ status: "valid" }]);
  });

  it("a proxy is seen without its traps", async () => {
    const grading = await review(
      `export const tests = new Proxy([${JSON.stringify(leak)}], { get: () => "v5" });`,
    );
    expect(grading.tests).toMatchObject([{ name: leak.name, status: "valid" }]);
  });
});

describe("a child that has been taken over says what it likes, and earns what its tests are worth", () => {
  const data = (value: unknown) => ({ kind: "data", value, log: [] });

  it("tests are tests, whoever sends them", async () => {
    const grading = await told(data([leak]));
    expect(grading.versions.filter(({ caught }) => caught).map(({ id }) => id)).toEqual([
      "v1-v2-v3",
      "v4",
      "kept-beyond-the-end",
    ]);
  });

  it.each([
    ["verdicts", data([{ ...leak, status: "valid", catches: ["v5"] }])],
    ["a verdict in place of the list", data({ score: 60, valid: 10 })],
    [
      "a test with a prototype",
      '{"kind":"data","value":[{"__proto__":{"test":1},"name":"a"}],"log":[]}',
    ],
    ["a text", data("tests")],
    ["a number", data(15)],
    ["null", data(null)],
  ])("%s in place of tests earn nothing", async (_what, line) => {
    const grading = await told(line);
    expect(scoreOf(grading)).toBe(NOTHING);
  });

  it.each([
    ["a list too long", data(Array.from({ length: 5000 }, () => 1))],
    ["a list in lists", data(JSON.parse(`${"[".repeat(50)}${"]".repeat(50)}`))],
    ["a long text", data(["a".repeat(5000)])],
    ["a long name", data([{ ["a".repeat(500)]: 1 }])],
    [
      "too many values",
      data(Array.from({ length: 900 }, () => Array.from({ length: 900 }, () => 1))),
    ],
    ["nothing", { kind: "data" }],
    ["no line of ours", "tests"],
    ["verdicts of cases", { kind: "case", n: 0, events: [], log: [], overrun: null }],
  ])("%s is not heard, and noted", async (_what, line) => {
    const grading = await told(line);
    expect(grading.status).toBe("crashed");
    const { irregularities } = reported(grading, "instructor");
    expect(irregularities?.length).toBeGreaterThan(0);
    expect(reported(grading)).not.toHaveProperty("irregularities");
  });

  it("the first list counts, and the second is noted", async () => {
    const grading = await told(data([]), data([leak]));
    expect(grading.tests).toEqual([]);
    expect(grading.odd).toMatchObject([{ about: "a line after it had said everything" }]);
  });

  it("what it says of problems is told as a problem", async () => {
    const grading = await told({ kind: "problem", problem: "rejected", message: "You lost." });
    expect(grading).toMatchObject({ status: "rejected", message: "You lost." });
  });
});

describe("scenarios are bounded, since each is run on every version", () => {
  const region = leak.scenario.region;
  const of = (change: object) => ({ ...leak, scenario: { ...leak.scenario, ...change } });
  const ops = (op: object, n: number) => Array.from({ length: n }, () => op);

  it.each([
    [
      "too many operations",
      of({ ops: ops({ op: "copy", page: 0 }, 41) }),
      /41 operations; at most 40/,
    ],
    [
      "too many pages at once",
      of({ ops: [{ op: "falloc", page: 0, n: 4096 }] }),
      /n is 4096; at most 16/,
    ],
    ["a large file", of({ region: { ...region, file_pages: 64 } }), /file_pages is 64; at most 16/],
    [
      "a large mount",
      of({ region: { ...region, fs_limit_pages: 65536 } }),
      /fs_limit_pages is 65536/,
    ],
    [
      "a mount without a limit that is filled",
      of({ region: { ...region, fs_limit_pages: 0 }, ops: [{ op: "fill_fs" }] }),
      /must be given/,
    ],
    ["an address", of({ ops: [{ op: "copy", addr_raw: "0" }] }), /not needed in a review/],
    [
      "a mount that another CPU fills",
      of({
        region: { ...region, fs_limit_pages: 0 },
        ops: [{ op: "copy", page: 0, rivals: [{ at: "kmap_atomic", do: { op: "fill_fs" } }] }],
      }),
      /must be given/,
    ],
    [
      "a crowd of rivals",
      of({ ops: [{ op: "copy", rivals: ops({ at: "kmap_atomic", do: { op: "stat" } }, 9) }] }),
      /rivals is 9; at most 8/,
    ],
  ])("%s: the test is not valid, in words", async (_what, test, words) => {
    const grading = await told({
      kind: "data",
      value: [test, { ...leak, name: "another" }],
      log: [],
    });
    expect(grading.tests[0]).toMatchObject({ status: "invalid" });
    expect(grading.tests[0]?.message).toMatch(words);
    expect(grading.tests[1]).toMatchObject({ status: "valid" });
  });

  it("51 tests are too many, and 50 are not", async () => {
    const many = (n: number) =>
      Array.from({ length: n }, (_, i) => ({ ...leak, name: `${i}`, expect: [] }));
    expect((await told({ kind: "data", value: many(51), log: [] })).message).toMatch(/51 tests/);
    expect((await told({ kind: "data", value: many(50), log: [] })).tests).toHaveLength(50);
  });

  it("301 operations in all are too many", async () => {
    const value = Array.from({ length: 8 }, (_, i) => ({
      ...leak,
      name: `${i}`,
      scenario: { ...leak.scenario, ops: ops({ op: "stat" }, i === 7 ? 21 : 40) },
    }));
    expect((await told({ kind: "data", value, log: [] })).message).toMatch(/have 301 operations/);
  });
});

it("where code is handed in, data is not heard", async () => {
  const right = new TextEncoder().encode(HONEST_SUBMISSION);
  const child = fakeChild(() => ['{"kind":"up"}', '{"kind":"data","value":[],"log":[]}']);
  const start = () => child;
  const { status, odd, verdicts } = await grade(tiny, right, { script: builtChild(), start });
  expect(status).toBe("crashed");
  expect(odd[0]).toMatchObject({ about: "data that nobody has asked for" });
  expect(verdicts.filter((one) => one.status === "passed")).toEqual([]);
});
