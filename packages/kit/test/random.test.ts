// Goal: random situations are the same for everybody with one seed, are all about the function, and find what is wrong.

import { reference_targets, runScenario, type scenario } from "@faultline/core";
import { describe, expect, it } from "vitest";
import { isRandom, type random_test } from "../src/exercise.ts";
import { comparable } from "../src/random/differ.ts";
import { runTest } from "../src/run_test.ts";
import { suite } from "../src/suite.ts";

const SEED = 20_210_420;

const test_of = (...memory: ("shared file" | "private file" | "anonymous")[]): random_test => {
  const [test] = suite("visible", ({ describe, random }) =>
    describe("random", () => random(5, { fills: ["copy", "zeropage"], memory }))).filter(isRandom);
  if (test === undefined) throw new Error("There is no test.");
  return test;
};
const fills = ({ ops }: scenario) => ops.filter(({ op }) => op === "copy" || op === "zeropage");

describe("the scenarios of a seed", () => {
  const { pack } = test_of("shared file", "anonymous");

  it("are five hundred, and the same each time", () => {
    const first = JSON.stringify(pack.scenarios(SEED));
    expect(pack.scenarios(SEED)).toHaveLength(500);
    expect(JSON.stringify(pack.scenarios(SEED + 1))).not.toBe(first);
    expect(JSON.stringify(test_of("shared file", "anonymous").pack.scenarios(SEED))).toBe(first);
  });

  it("come with few operations first, and each has a fill", () => {
    const lengths = pack.scenarios(SEED).map(({ ops }) => ops.length);
    expect(lengths).toEqual([...lengths].sort((a, b) => a - b));
    expect(pack.scenarios(SEED).filter((one) => fills(one).length === 0)).toEqual([]);
  });

  it("reach edges: the end of a file within a page, a full mount, a source that is not there", () => {
    const text = JSON.stringify(pack.scenarios(SEED));
    for (const edge of ['"file_bytes":4097', '"fill_fs"', '"nonresident"', '"file_pgoff":524289'])
      expect(text).toContain(edge);
  });

  it("wait for nobody and kill no machine where Linux's own functions run", () => {
    const ended = pack.scenarios(SEED).map((one) => runScenario(one, comparable));
    expect(ended.filter(({ oops, end }) => oops !== null || end === null)).toEqual([]);
  });
});

describe("a random test", () => {
  it("passes Linux's own functions, at any seed", () => {
    const test = test_of("shared file", "private file", "anonymous");
    for (const seed of [1, 2, SEED])
      expect(runTest(test, { ...reference_targets }, seed)).toMatchObject({ status: "passed" });
  });

  it("fails for the first rule that only the submission breaks", () => {
    // Says that the page is there, and puts none there: nobody gives back what it has paid.
    const paid = runTest(test_of("shared file"), {
      shmem_mcopy_atomic_pte: (_mm, _pmd, vma) => {
        const inode = vma.vm_file?.f_inode;
        if (inode !== undefined) reference_targets.shmem_inode_acct_block(inode, 1);
        return 0;
      },
    });
    expect(paid.status).toBe("failed");
    expect(paid.findings[0]).toMatchObject({ rule: "accounting-leak", message: paid.message });
  });

  it("says in words of its own that a result is wrong where no rule is broken", () => {
    const test = test_of("anonymous");
    const { status, message, findings } = runTest(test, { mfill_zeropage_pte: () => -14 });
    expect([status, message, findings]).toEqual(["failed", test.failure, []]);
  });
});

it("what is simpler is still about the function, and never the same again", () => {
  const { pack } = test_of("shared file");
  const last = pack.scenarios(SEED).at(-1);
  if (last === undefined) throw new Error("There are no scenarios.");
  const simpler = pack.simpler(last);

  expect(simpler.length).toBeGreaterThan(0);
  expect(simpler.filter((one) => fills(one).length === 0)).toEqual([]);
  expect(simpler.map((one) => JSON.stringify(one))).not.toContain(JSON.stringify(last));
});
