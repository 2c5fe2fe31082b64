// What huge pages do to a file's books: many pages at once are paid for, up to the last block, and given back.

import { describe, expect, it } from "vitest";
import {
  explore,
  type op,
  reference_targets,
  type run,
  runScenario,
  type scenario,
} from "../../src/index.ts";

/** A file of four pages on a mount of four blocks. */
const file = (ops: readonly op[]): scenario => ({
  region: {
    pages: 4,
    backing: "shmem",
    sharing: "shared",
    prot: "rw",
    file_pages: 4,
    fs_limit_pages: 4,
  },
  ops,
});

/** Runs them, and lets no finding pass. */
function play(ops: readonly op[]): run {
  const run = runScenario(file(ops), { audit: true, snapshots: true });
  expect(run.findings).toEqual([]);
  expect(run.teardown).toEqual([]);
  expect(run.oops).toBeNull();
  return run;
}

const results = (run: run) => run.steps.slice(1).map((step) => step.r);

function booksAfter(run: run, step: number) {
  const state = run.steps[step + 1]?.snapshot;
  const { alloced, i_blocks, nrpages } = state?.files[0] ?? {};
  return { alloced, i_blocks, nrpages, Committed_AS: state?.Committed_AS };
}

describe("a huge page that is not to be had", () => {
  it.each([
    [3, "ENOMEM"],
    [4, "ENOSPC"],
  ])("is paid for and given back, if all its %i pages find room: %s", (n, err) => {
    const run = play([
      { op: "file_write", page: 0 },
      { op: "huge_alloc", n },
    ]);

    expect(results(run)[1]).toEqual({ ret: -1, err });
    expect(booksAfter(run, 1)).toEqual(booksAfter(run, 0));
  });
});

describe("collapsing", () => {
  //  index  0 1 2 3
  //  file   W . . .     W = written
  it("makes pages of zeros of the holes and leaves what is there", () => {
    const run = play([
      { op: "file_write", page: 0, byte: 0x11 },
      { op: "collapse", page: 0, n: 3 },
      { op: "file_read", page: 0, n: 4 },
      { op: "reclaim", page: 1 },
    ]);

    expect(results(run).slice(1)).toEqual([
      { ret: 2 },
      { ret: 16384, v: [0x11, 0, 0, 0] },
      { page: "swapped" },
    ]);
    expect(booksAfter(run, 1)).toMatchObject({ alloced: 3, i_blocks: 24, nrpages: 3 });
  });

  it("of a range without holes pays for nothing", () => {
    const run = play([
      { op: "file_write", page: 0, n: 2 },
      { op: "collapse", page: 0, n: 2 },
    ]);

    expect(results(run)[1]).toEqual({ ret: 0 });
    expect(booksAfter(run, 1)).toEqual(booksAfter(run, 0));
  });

  it.each<[string, op[], op]>([
    ["one block is missing", [{ op: "fill_fs", leave: 1 }], { op: "collapse", page: 1, n: 2 }],
    ["it cannot go on", [], { op: "collapse", page: 1, n: 2, undo: true }],
    [
      "a page is not to be had",
      [],
      { op: "collapse", page: 1, n: 2, fail: { shmem_alloc_page: [false, true] } },
    ],
    [
      "nobody pays for a page",
      [],
      { op: "collapse", page: 1, n: 2, fail: { mem_cgroup_charge: [false, true] } },
    ],
  ])("leaves nothing behind where %s", (_why, before, collapse) => {
    const run = play([{ op: "file_write", page: 0 }, ...before, collapse]);

    expect(results(run).at(-1)).toMatchObject({ ret: -1 });
    expect(booksAfter(run, before.length + 1)).toEqual(booksAfter(run, before.length));
  });

  it("asks the learner's functions, and hands them all pages at once", () => {
    const asked: [string, number][] = [];
    const { shmem_charge, shmem_uncharge } = reference_targets;
    runScenario(file([{ op: "collapse", page: 0, n: 3, undo: true }]), {
      livepatch: {
        shmem_charge: (inode, pages) => {
          asked.push(["charge", pages]);
          return shmem_charge(inode, pages);
        },
        shmem_uncharge: (inode, pages) => {
          asked.push(["uncharge", pages]);
          shmem_uncharge(inode, pages);
        },
      },
    });

    expect(asked).toEqual([
      ["charge", 3],
      ["uncharge", 3],
    ]);
  });

  it("comes through whatever another CPU does to the file meanwhile", () => {
    for (const rival of [
      { op: "stat" },
      { op: "ftruncate", pages: 1 },
      { op: "file_write", page: 2 },
    ] as const) {
      const collapse: op = { op: "collapse", page: 1, n: 2, race: { rivals: [rival] } };
      const { outcomes } = explore(file([{ op: "file_write", page: 0 }, collapse]));
      expect(
        outcomes.flatMap(({ findings }) => findings),
        rival.op,
      ).toEqual([]);
    }
  });
});

describe("Linux's own window in shmem_uncharge()", () => {
  it("lets a stat(2) in between give the pages back a first time", () => {
    const undo: op = {
      op: "collapse",
      page: 0,
      n: 2,
      undo: true,
      race: { rivals: [{ op: "stat" }] },
    };
    const { outcomes } = explore(file([undo]));

    expect(new Set(outcomes.flatMap(({ findings }) => findings.map(({ rule }) => rule)))).toEqual(
      new Set(["wrong-alloced", "accounting-underflow", "i_blocks-at-evict"]),
    );
  });
});
