// Goal: a claim says what it says, a list of tests is read field by field, and marks are whole numbers that add up.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  checkTests,
  type claim,
  type judged_test,
  judgeReviewTest,
  refutation,
  type review_test,
  runReview,
  scoreReview,
  sharedFile,
} from "../src/index.ts";

const scenario = sharedFile([
  { op: "copy", page: 1, byte: 0x5a },
  { op: "copy", page: 1 },
  { op: "file_read", page: 1 },
]);
/** Linux itself. */
const linux = { livepatch: {} };
const run = runReview(scenario, linux);

const holds = (...expect: claim[]): string | null =>
  refutation({ name: "a test", scenario, expect }, run);

describe("a claim that holds is not refuted, and one that does not says what is there", () => {
  const cases: readonly (readonly [what: string, right: claim, wrong: claim, said: RegExp])[] = [
    [
      "a result",
      { after: 1, result: { ret: 0, copy: 4096 } },
      { after: 2, result: { ret: 0 } },
      /After operation 2, result\.ret is -1, and the test says 0\./,
    ],
    [
      "a result that is a list",
      { after: 3, result: { v: [0x5a] } },
      { after: 3, result: { v: [0] } },
      /result\.v is \[90\], and the test says \[0\]/,
    ],
    [
      "a field that is not there",
      { after: 2, result: { err: "EEXIST" } },
      { after: 1, result: { err: "EEXIST" } },
      /result\.err is nothing/,
    ],
    [
      "the books",
      { after: 1, ledger: { used_blocks: 1, i_blocks: 8 } },
      { after: 0, ledger: { used_blocks: 1 } },
      /After the set-up, ledger\.used_blocks is 0/,
    ],
    [
      "a change of the books",
      { after: 2, since: 1, ledger: { Committed_AS: 0 } },
      { after: 2, since: 0, ledger: { Committed_AS: 0 } },
      /the change of ledger since the set-up: Committed_AS is 1/,
    ],
    [
      "what is resident",
      { after: 1, rss: { MM_SHMEMPAGES: 1 } },
      { after: 1, rss: { MM_FILEPAGES: 1 } },
      /rss\.MM_FILEPAGES is 0/,
    ],
    [
      "a counter of the machine",
      { after: 1, since: 0, vmstat: { NR_FILE_MAPPED: 1 } },
      { after: 1, since: 0, vmstat: { NR_MLOCK: 1 } },
      /NR_MLOCK is 0/,
    ],
    [
      "the bits of a pte, in any order",
      { after: 1, pte: { page: 1, bits: ["write", "present", "dirty"] } },
      { after: 1, pte: { page: 1, bits: ["present"] } },
      /the pte of page 1 is dirty present write, and the test says present/,
    ],
    [
      "a pte that is none",
      { after: 0, pte: { page: 1, bits: [] } },
      { after: 1, pte: { page: 1, bits: [] } },
      /the test says none/,
    ],
    [
      "a page that is mapped",
      { after: 1, mapped: { page: 1, is: { byte: 0x5a, mapping: "file", has: ["uptodate"] } } },
      { after: 1, mapped: { page: 1, is: { mapping: "anon" } } },
      /mapping of the page at page 1 is "file"/,
    ],
    [
      "a page of the file",
      { after: 1, cached: { index: 1, page: { lacks: ["locked"], _mapcount: 0 } } },
      { after: 1, cached: { index: 1, page: { lacks: ["lru"] } } },
      /the file's page 1 is lru, and the test says that it is not/,
    ],
    [
      "a page that is not there",
      { after: 1, cached: { index: 0, page: null } },
      { after: 1, cached: { index: 1, page: null } },
      /the file's page 1 is there, and the test says not there/,
    ],
    [
      "the log",
      { after: "end", log: "none" },
      { after: "end", log: "bad-rss" },
      /the kernel's log has nothing of bad-rss/,
    ],
    [
      "life",
      { after: "end", alive: true },
      { after: 3, alive: false },
      /After operation 3, the kernel runs, and the test says that it has stopped/,
    ],
  ];
  it.each(cases)("%s", (_what, right, wrong, said) => {
    expect(holds(right)).toBeNull();
    expect(holds(right, wrong)).toMatch(said);
  });
});

describe("a kernel that dies", () => {
  // A page that the file has is put on a list for the second time: a BUG, in Linux as anywhere.
  const dying = sharedFile([
    { op: "file_write", page: 1 },
    { op: "install", page: 1, source: "cached", newly_allocated: true },
    { op: "stat" },
  ]);
  const dead = runReview(dying, linux);
  const said = (...expect: claim[]) => refutation({ name: "a", scenario: dying, expect }, dead);

  it("refutes every test that does not say so", () => {
    expect(said({ after: 1, result: { ret: 4096 } })).toMatch(
      /^The kernel stopped in operation 2\./,
    );
  });

  it("is dead from the operation on that it dies in, and not before", () => {
    expect(said({ after: 2, alive: false })).toBeNull();
    expect(said({ after: "end", alive: false })).toBeNull();
    expect(said({ after: 1, alive: true }, { after: 2, alive: false })).toBeNull();
    expect(said({ after: 1, alive: false })).toMatch(/After operation 1, the kernel runs/);
    expect(said({ after: 2, alive: true })).toMatch(/stopped in operation 2, and the test says/);
  });

  it("can be asked for nothing afterwards, but for its log", () => {
    expect(said({ after: 2, alive: false }, { after: 2, ledger: { pages: 0 } })).toMatch(
      /nothing can be said of what is after it/,
    );
    expect(said({ after: 2, alive: false }, { after: 2, log: "none" })).toMatch(/not empty/);
    expect(said({ after: 2, alive: false }, { after: 1, log: "none" })).toBeNull();
  });
});

it("a mapping that is refused is no test that passes", () => {
  const refused = sharedFile([{ op: "stat" }], { region: { fd: "rdonly" } });
  const test: review_test = {
    name: "a",
    scenario: refused,
    expect: [{ after: 0, result: { mmap: "EACCES" } }],
  };
  expect(refutation(test, runReview(refused, linux))).toMatch(/the mapping itself was refused/);
});

describe("a list of tests is read field by field", () => {
  const test = { name: "a fill", scenario, expect: [{ after: 1, result: { ret: 0 } }] };
  const wrong = (change: object): readonly string[] => {
    const checked = checkTests([{ ...test, ...change }]);
    return typeof checked === "string" ? [checked] : (checked[0]?.wrong ?? []);
  };
  const claimed = (claim: object) => wrong({ expect: [claim] });

  it("what is right is a test", () => {
    expect(checkTests([test])).toEqual([{ name: "a fill", test, wrong: [] }]);
  });

  it.each([
    ["a claim about nothing", { after: 1 }, /must have one of the fields result, ledger/],
    ["two claims in one", { after: 1, log: "none", alive: true }, /has log and alive/],
    ["a claim without a moment", { result: { ret: 0 } }, /after is missing/],
    [
      "a moment that never comes",
      { after: 4, log: "none" },
      /"end", or a whole number from 0 to 3/,
    ],
    [
      "an end where there is none",
      { after: "end", ledger: { pages: 0 } },
      /whole number from 0 to 3/,
    ],
    ["an empty claim", { after: 1, ledger: {} }, /is empty, so it claims nothing/],
    ["a number that is none", { after: 1, rss: { MM_ANONPAGES: 0.5 } }, /a whole number/],
    ["a counter that there is not", { after: 1, vmstat: { NR_X: 1 } }, /NR_X is unknown here/],
    ["a bit that there is not", { after: 1, pte: { page: 0, bits: ["rw"] } }, /one of present/],
    ["a page of no kind", { after: 1, mapped: { page: 0, is: { color: 1 } } }, /color is unknown/],
    ["a rule that there is not", { after: 1, log: "bad" }, /one of none/],
    ["a `since` where nothing is counted", { after: 1, since: 0, log: "none" }, /since is unknown/],
    ["an object as a result", { after: 1, result: { ret: {} } }, /a whole number, a short text/],
  ])("%s", (_what, claim, said) => {
    const [first, ...others] = claimed(claim);
    expect(first).toMatch(said);
    expect(others).toEqual([]);
  });

  it("names every field that is wrong, not the first", () => {
    expect(wrong({ name: "", scenario: { region: {}, ops: [] }, expect: [], more: 1 }).length).toBe(
      7,
    );
  });

  it("never throws, whatever it is given", () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        checkTests(value);
        checkTests([value, { ...test, expect: [value] }, { ...test, scenario: value }]);
      }),
    );
  });
});

describe("marks", () => {
  const versions = 7;
  const wrong = Array.from({ length: versions }, (_, i) => ({ id: `v${i}` }));
  const arbitrary = fc.array(
    fc.record({
      status: fc.constantFrom("valid", "invalid") as fc.Arbitrary<"valid" | "invalid">,
      catches: fc.uniqueArray(fc.integer({ min: 0, max: versions - 1 })),
    }),
    { maxLength: 12 },
  );

  it("are the versions caught times the share of tests that are valid, rounded down once", () => {
    fc.assert(
      fc.property(arbitrary, fc.integer({ min: 1, max: 9 }), (given, points) => {
        const tests: judged_test[] = given.map(({ status, catches }, i) => ({
          name: `${i}`,
          status,
          message: "",
          catches: status === "valid" ? catches.map((one) => `v${one}`) : [],
          misses: [],
        }));
        const scores = scoreReview(tests, { wrong: wrong as never, points });
        const caught = scores.filter((one) => one.caught).length;
        const valid = tests.filter(({ status }) => status === "valid").length;
        const sum = scores.reduce((all, { score }) => all + score, 0);
        const exact = BigInt(points * caught * valid) / BigInt(Math.max(1, tests.length));
        expect(BigInt(sum)).toBe(exact);
        for (const { score, max_score, caught } of scores) {
          expect(score).toBeLessThanOrEqual(max_score);
          if (!caught) expect(score).toBe(0);
        }
      }),
    );
  });
});

it("a machine that fails by itself is an error of nobody's test", () => {
  const failing = () => {
    throw new Error("out of frames");
  };
  const checked = { name: "a", test: { name: "a", scenario, expect: [] }, wrong: [] };
  const version = { id: "v6", about: "the sixth revision", livepatch: {} };
  expect(judgeReviewTest(checked, { right: [version], wrong: [] }, failing)).toMatchObject({
    status: "error",
    message: expect.stringContaining("out of frames"),
  });
});
