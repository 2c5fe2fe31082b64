// Filling a range: partial results, and the window in which the locks are dropped to copy a page.

import { describe, expect, it } from "vitest";
import { runScenario } from "../../src/scenario/run.ts";
import type { op, scenario } from "../../src/scenario/types.ts";

//                 0 1 2 3
// file (4 pages)  . . . .     mapped shared, watched for missing pages, on a mount of 4 pages
const base: scenario = {
  region: {
    pages: 4,
    backing: "shmem",
    sharing: "shared",
    prot: "rw",
    file_pages: 4,
    fs_limit_pages: 4,
  },
  register: ["missing"],
  features: ["sigbus"],
  ops: [],
};

/** What each operation answered, the page table at the end, and every rule that was broken. */
function run(...ops: op[]) {
  const run = runScenario({ ...base, ops }, { audit: true });
  const answers = run.steps.slice(1).map(({ r }) => {
    const { err, copy } = { err: "ok", copy: 0, ...r } as { err: string; copy: number };
    return `${err} ${copy}`;
  });
  const table = run.steps
    .at(-1)
    ?.seen?.pg.map((page) => (page === "" ? "." : "*"))
    .join("");
  return {
    answers,
    table,
    broken: [...run.findings, ...run.teardown].map((f) => f.rule),
    oops: run.oops,
  };
}

const sound = { broken: [], oops: null };

describe("a range that cannot be filled whole", () => {
  it("says how far it came, and -EAGAIN; tried again from there, why it stopped", () => {
    const result = run(
      { op: "copy", page: 1 },
      { op: "copy", page: 0, n: 3 },
      { op: "copy", page: 1, n: 2 },
    );
    expect(result).toEqual({
      ...sound,
      answers: ["ok 4096", "EAGAIN 4096", "EEXIST -17"],
      table: "**..",
    });
  });

  it("is refused whole where its first page is", () => {
    expect(run({ op: "copy", page: 0, n: 5 })).toMatchObject({
      answers: ["ENOENT -2"],
      table: "....",
    });
  });
});

describe("a range of which each part has its own table of ptes", () => {
  //                     0 1 | 2 3
  // ptes of table 1     510 511
  // ptes of table 2           0 1
  const split = { ...base, region: { ...base.region, pte_index: 510 } };

  it("is filled across the border, and each page can be read where it belongs", () => {
    const ops: op[] = [
      { op: "copy", page: 0, n: 4, byte: 7 },
      { op: "read", page: 1 },
      { op: "read", page: 2 },
    ];
    const { steps, findings, teardown } = runScenario({ ...split, ops }, { audit: true });

    expect(steps.slice(1).map(({ r }) => r)).toMatchObject([
      { ret: 0, copy: 4 * 4096 },
      { v: 8 },
      { v: 9 },
    ]);
    expect([...findings, ...teardown]).toEqual([]);
  });

  it("needs memory for both tables, and says how far it came with one", () => {
    const fail = { __pte_alloc: [false, true] };
    const { steps } = runScenario({ ...split, ops: [{ op: "copy", page: 0, n: 4, fail }] });

    expect(steps[1]?.r).toMatchObject({ ret: -1, err: "EAGAIN", copy: 2 * 4096 });
    expect(steps[1]?.seen?.pg.map((page) => page !== "")).toEqual([true, true, false, false]);
  });
});

describe("a source that is not resident", () => {
  it("is faulted in with no lock held, and the page is filled at the second try", () => {
    expect(run({ op: "copy", page: 0, n: 2, src: "nonresident" })).toEqual({
      ...sound,
      answers: ["ok 8192"],
      table: "**..",
    });
  });

  it("and not readable at all is -EFAULT, with nothing left behind", () => {
    expect(run({ op: "copy", page: 0, src: "unmapped" })).toEqual({
      ...sound,
      answers: ["EFAULT -14"],
      table: "....",
    });
  });

  it.each([
    ["the mount fills up", { op: "fill_fs", leave: 0 }, "ENOMEM -12"],
    ["the memory is unmapped", { op: "munmap", page: 0, n: 4 }, "ENOENT -2"],
    ["the file is truncated", { op: "ftruncate", pages: 0 }, "EFAULT -14"],
    ["another thread fills the page", { op: "copy", page: 0 }, "EEXIST -17"],
  ] as const)(
    "while the locks are dropped, %s: the page in hand is freed",
    (_what, rival, answer) => {
      const rivals = [{ at: "kunmap", when: "before", nth: 1, do: rival }] as const;
      expect(run({ op: "copy", page: 0, src: "nonresident", rivals })).toMatchObject({
        ...sound,
        answers: [answer],
      });
    },
  );

  it.each(["mm_alloc_pmd", "__pte_alloc"] as const)(
    "and no memory for the page tables at the second try (%s)",
    (name) => {
      // The first two answers are for the set-up of the source and for the first try.
      const fail = { [name]: [false, false, true] };
      const result = run({ op: "copy", page: 0, src: "nonresident", fail });
      expect(result).toMatchObject(sound);
    },
  );
});
