// Goal: what is said of a running machine is true. Method: random scenarios on the kernel's own functions; there every
// reference has a holder, every block an owner, and what is said to have changed is what did.

import { type machine_snapshot, type op, runScenario } from "@faultline/core";
import { describe, expect, it } from "vitest";
import { describeSnapshot, diffSnapshots, drawingOf, textOf } from "../src/index.ts";
import { prng } from "./support/machines.ts";

const PAGES = 4;

function randomOps(seed: number): op[] {
  const random = prng(seed);
  const page = () => random(PAGES);
  const make: (() => op)[] = [
    () => ({ op: "copy", page: page(), byte: random(256) }),
    () => ({ op: "zeropage", page: page() }),
    () => ({ op: "continue", page: page() }),
    () => ({ op: "read", page: page() }),
    () => ({ op: "write", page: page(), byte: random(256) }),
    () => ({ op: "file_write", page: page() }),
    () => ({ op: "ftruncate", pages: random(PAGES + 1) }),
    () => ({ op: "punch", page: page() }),
    () => ({ op: "dontneed", page: page(), n: 1 }),
    () => ({ op: "swapout", page: page() }),
  ];
  return Array.from({ length: 12 }, () => make[random(make.length)]!());
}

function snapshotsOf(seed: number): machine_snapshot[] {
  const random = prng(seed + 1000);
  const { steps } = runScenario(
    {
      region: {
        pages: PAGES,
        backing: "shmem",
        sharing: random(2) === 0 ? "shared" : "private",
        prot: "rw",
        file_pages: random(PAGES + 1),
        fs_limit_pages: 8,
      },
      register: random(2) === 0 ? ["missing"] : ["missing", "minor"],
      features: ["sigbus"],
      ops: randomOps(seed),
    },
    { snapshots: true },
  );
  return steps.flatMap(({ snapshot }) => snapshot ?? []);
}

const seeds = Array.from({ length: 40 }, (_, seed) => seed);

describe("a running machine", () => {
  it.each(seeds)(
    "has no reference without a holder and no block without a file, seed %i",
    (seed) => {
      for (const snapshot of snapshotsOf(seed)) {
        const view = describeSnapshot(snapshot);
        const unknown = view.frames.flatMap(({ holders }) =>
          holders.filter(({ kind }) => kind === "unknown"),
        );
        expect(unknown).toEqual([]);
        expect([view.lost_blocks, view.unpaid_pages]).toEqual([0, 0]);
      }
    },
  );

  it.each(seeds)(
    "is drawn whole: each frame in a strip, in another area, or beside, seed %i",
    (seed) => {
      for (const snapshot of snapshotsOf(seed)) {
        const view = describeSnapshot(snapshot);
        const { strips, others, loose } = drawingOf(view);
        const drawn = new Set([
          ...strips.flatMap(({ columns }) =>
            columns.flatMap(({ frame, cached }) => [frame?.pfn, cached?.pfn]),
          ),
          ...others.flatMap(({ ptes }) => ptes.map(({ pfn }) => pfn)),
          ...loose.map(({ pfn }) => pfn),
        ]);
        for (const { pfn } of view.frames) expect(drawn).toContain(pfn);
      }
    },
  );

  it.each(seeds)("changes where, and only where, it is said to, seed %i", (seed) => {
    const snapshots = snapshotsOf(seed);
    for (const [i, after] of snapshots.entries()) {
      const before = snapshots[i - 1] ?? after;
      const same = textOf(describeSnapshot(before)) === textOf(describeSnapshot(after));
      // What a page contains is said when it changes, and is in no line of the text.
      const said = diffSnapshots(before, after).filter(({ say }) => !/^Frame \d+: reads/.test(say));
      expect(said.length === 0).toBe(same);
    }
  });
});
