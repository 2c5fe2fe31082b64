// What scenarios can do that no recording can: failures, other CPUs at a chosen call, the installer alone, reclaim.

import { describe, expect, it } from "vitest";
import { type op, type region, type run, runScenario, type scenario } from "../../src/index.ts";

const shared: region = {
  pages: 4,
  backing: "shmem",
  sharing: "shared",
  prot: "rw",
  file_pages: 4,
  fs_limit_pages: 16,
};

/** Operations on four watched shared pages. */
const whole = (ops: readonly op[], more: Partial<scenario> = {}): scenario => ({
  region: shared,
  register: ["missing"],
  features: ["sigbus"],
  ops,
  ...more,
});

/** Runs them, and lets no finding pass. */
function play(ops: readonly op[], more: Partial<scenario> = {}): run {
  const run = runScenario(whole(ops, more), { audit: true });
  expect(run.findings).toEqual([]);
  expect(run.teardown).toEqual([]);
  expect(run.oops).toBeNull();
  return run;
}

const results = (run: run) => run.steps.slice(1).map((step) => step.r);
const last = (run: run) => run.steps.at(-1);

describe("a failure on demand", () => {
  it("stops a fill where it is, and nothing is lost", () => {
    const run = play([
      { op: "copy", page: 0, n: 2, fail: { shmem_alloc_page: [false, true] } },
      { op: "copy", page: 1, fail: { mem_cgroup_charge: [true] } },
      { op: "copy", page: 1 },
    ]);

    expect(results(run)).toEqual([
      { ret: -1, err: "EAGAIN", copy: 4096 },
      { ret: -1, err: "ENOMEM", copy: -12 },
      { ret: 0, copy: 4096 },
    ]);
  });

  it("is forgotten after its operation", () => {
    const run = play([
      { op: "wake", fail: { shmem_alloc_page: [true] } },
      { op: "copy", page: 0 },
    ]);

    expect(results(run)).toEqual([{ ret: 0 }, { ret: 0, copy: 4096 }]);
  });
});

describe("another CPU", () => {
  it("that truncates the file just before the pte lock makes the fill fail", () => {
    // file   . . . X     X = filled, while the file shrinks to two pages
    const run = play([
      {
        op: "copy",
        page: 3,
        rivals: [{ at: "pte_offset_map_lock", do: { op: "ftruncate", pages: 2 } }],
      },
    ]);

    expect(results(run)).toEqual([{ ret: -1, err: "EFAULT", copy: -14 }]);
    expect(last(run)?.seen).toMatchObject({ sz: 8192, bl: 0, bf: 0 });
  });

  const cut_short = { at: "set_pte_at", when: "after", do: { op: "ftruncate", pages: 2 } } as const;

  it("that truncates it right after takes the page away again", () => {
    // file   W . . X     W = has been there before
    const run = play([
      { op: "file_write", page: 0 },
      { op: "copy", page: 3, rivals: [cut_short] },
    ]);

    expect(results(run)).toEqual([{ ret: 4096 }, { ret: 0, copy: 4096 }]);
    expect(last(run)?.seen).toMatchObject({ pg: ["", "", "", ""], bl: 8, bf: -1 });
  });

  it("that truncates a file which has paid for nothing yet overlooks the page, as Linux does", () => {
    const ops: op[] = [{ op: "copy", page: 3, rivals: [cut_short] }];
    const run = runScenario(whole(ops), { audit: true });

    expect(run.findings).toMatchObject([{ rule: "data-beyond-eof", numbers: { index: 3 } }]);
    expect(results(run)).toEqual([{ ret: 0, copy: 4096 }]);
    expect(last(run)?.seen).toMatchObject({ sz: 8192, pg: ["", "", "", ""], bl: 8, bf: -1 });
  });

  it("that fills the mount while a source is faulted in makes the second try fail, and the page is freed", () => {
    const run = play([
      { op: "copy", page: 1, src: "nonresident", rivals: [{ at: "kmap", do: { op: "fill_fs" } }] },
      { op: "drain_fs" },
    ]);

    expect(results(run)[0]).toEqual({ ret: -1, err: "ENOMEM", copy: -12 });
    expect(last(run)?.seen).toMatchObject({ bf: 0 });
  });

  it("that unmaps the range in the same window is noticed", () => {
    const unmap = { op: "munmap", page: 0, n: 4 } as const;
    const run = play([
      { op: "copy", page: 1, src: "nonresident", rivals: [{ at: "kunmap", do: unmap }] },
    ]);

    expect(results(run)).toEqual([{ ret: -1, err: "ENOENT", copy: -2 }]);
  });

  it("that needs a lock waits until it is given back", () => {
    const unmap = { op: "munmap", page: 0, n: 4 } as const;
    const run = play([{ op: "copy", page: 1, rivals: [{ at: "pte_offset_map_lock", do: unmap }] }]);

    expect(results(run)).toEqual([{ ret: 0, copy: 4096 }]);
    expect(last(run)).toMatchObject({ rivals: [{ r: { ret: 0 } }], seen: { vma: [], bl: 8 } });
  });

  it("that touches the page through another mapping before it is in the file wins", () => {
    const touch = { op: "map2_write", page: 1, byte: 7 } as const;
    const run = play(
      [
        { op: "copy", page: 1, rivals: [{ at: "shmem_alloc_page", do: touch }] },
        { op: "file_read", page: 1 },
      ],
      { region: { ...shared, map2: true } },
    );

    expect(results(run)).toEqual([
      { ret: -1, err: "EEXIST", copy: -17 },
      { ret: 4096, v: [7] },
    ]);
  });

  it("acts at the call that was asked for, and not at another one", () => {
    const rivals = [{ at: "cond_resched", nth: 2, do: { op: "kill" } }] as const;
    const run = play([
      { op: "copy", page: 0, n: 4, rivals },
      { op: "copy", page: 2, n: 2 },
    ]);

    expect(results(run)).toEqual([
      { ret: -1, err: "EAGAIN", copy: 8192 },
      { ret: 0, copy: 8192 },
    ]);
  });

  it("whose call never comes does nothing", () => {
    const run = play([{ op: "copy", page: 0, rivals: [{ at: "kmap", do: { op: "stat" } }] }]);

    expect(last(run)).toMatchObject({ r: { ret: 0 }, rivals: [{ r: null }] });
  });
});

describe("the installer called alone", () => {
  const region = { ...shared, sharing: "private" } as const;

  it("maps a new page as anonymous memory, and a page of the file read-only", () => {
    const run = play(
      [
        { op: "file_write", page: 1, byte: 3 },
        { op: "install", page: 0, source: "new" },
        { op: "install", page: 1, source: "cached" },
        { op: "write", page: 1, byte: 9 },
        { op: "file_read", page: 1 },
      ],
      { region },
    );

    expect(results(run).slice(1)).toEqual([
      { ret: 0 },
      { ret: 0 },
      { a: "ok", flt: 1 },
      { ret: 4096, v: [3] },
    ]);
  });

  it.each([
    ["is not protected", false, 0],
    ["is protected, so that the first write takes a fault", true, 1],
  ])("by way of CONTINUE maps the file's page, which %s if asked", (_what, wp_copy, flt) => {
    const run = play([
      { op: "file_write", page: 1 },
      { op: "install", page: 1, source: "continue", wp_copy },
      { op: "write", page: 1, byte: 9 },
      { op: "install", page: 2, source: "continue", wp_copy },
    ]);

    expect(results(run).slice(1)).toEqual([
      { ret: 0 },
      { a: "ok", flt },
      { ret: -1, err: "EFAULT" },
    ]);
  });

  it("is cleaned up after as its callers do, whatever it answers", () => {
    const run = play(
      [
        { op: "install", page: 1, source: "cached" },
        { op: "install", page: 0, source: "new" },
        { op: "install", page: 0, source: "new" },
        { op: "ftruncate", pages: 2 },
        { op: "install", page: 2, source: "new" },
      ],
      { region },
    );

    const errors = results(run).map((r) => r !== null && "err" in r && r["err"]);
    expect(errors).toEqual(["EFAULT", false, "EEXIST", false, "EFAULT"]);
  });
});

describe("reclaim", () => {
  it("drops a clean page, and only stat notices", () => {
    const run = play([{ op: "read", page: 2 }, { op: "reclaim", page: 2 }, { op: "stat" }], {
      register: [],
    });

    expect(results(run).slice(1)).toEqual([
      { page: "dropped" },
      { ret: 0, st_size: 16384, st_blocks: 0 },
    ]);
  });

  it("swaps a page out that CONTINUE brings back", () => {
    const run = play(
      [
        { op: "copy", page: 0, byte: 65 },
        { op: "swapout", page: 0 },
        { op: "continue", page: 0 },
        { op: "read", page: 0 },
      ],
      { register: ["missing", "minor"] },
    );

    expect(results(run).slice(1)).toEqual([
      { page: "swapped" },
      { ret: 0, mapped: 4096 },
      { a: "ok", v: 65, flt: 0 },
    ]);
  });
});

describe("reclaim of what is mapped", () => {
  const privately: region = { pages: 4, backing: "shmem", sharing: "private", prot: "rw" };

  it("swaps a program's own page out, which comes back with its data", () => {
    const run = play(
      [
        { op: "copy", page: 1, byte: 65 },
        { op: "reclaim", page: 1, mapped: true },
        { op: "read", page: 1 },
      ],
      { region: privately },
    );

    expect(results(run).slice(1)).toEqual([{ page: "swapped" }, { a: "ok", v: 65, flt: 1 }]);
  });

  it("takes the file's page where that is mapped, by its place in the region", () => {
    const run = play(
      [
        { op: "file_write", page: 2, byte: 65 },
        { op: "read", page: 1 },
        { op: "swapout", page: 1, mapped: true },
        { op: "file_read", page: 2 },
      ],
      { register: [], region: { ...privately, file_pgoff: 1 } },
    );

    expect(results(run).slice(2)).toMatchObject([{ page: "swapped" }, { v: [65] }]);
  });

  it("finds no page where nothing is mapped, or the page of zeros is", () => {
    const run = play(
      [
        { op: "file_write", page: 1 },
        { op: "reclaim", page: 1, mapped: true },
        { op: "zeropage", page: 1 },
        { op: "reclaim", page: 1, mapped: true },
      ],
      { region: privately },
    );

    expect([results(run)[1], results(run)[3]]).toEqual([{ page: "no page" }, { page: "no page" }]);
  });
});

describe("runScenario()", () => {
  it("stops at the operation in which the machine dies, and says what killed it", () => {
    const ops: op[] = [
      { op: "copy", page: 0 },
      { op: "read", page: 0 },
    ];
    const livepatch = { shmem_mcopy_atomic_pte: () => 4096 };
    const run = runScenario({ region: shared, register: ["missing"], ops }, { livepatch });

    expect(run.oops).toMatchObject({ kind: "bug", call: "copy" });
    expect(run.steps.map((step) => step.op?.op ?? "set-up")).toEqual(["set-up", "copy"]);
    expect(run.end).toBeNull();
  });

  it("is the same every time", () => {
    const ops: op[] = [
      { op: "copy", page: 0, n: 2 },
      { op: "punch", page: 1 },
      { op: "read", page: 1 },
    ];
    const seen = () => JSON.stringify(play(ops).steps);

    expect(seen()).toBe(seen());
  });
});
