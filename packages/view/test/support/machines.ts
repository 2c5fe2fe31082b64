// Snapshots made by hand: small enough that a test can draw them.

import {
  type file_snapshot,
  type machine_snapshot,
  type page_snapshot,
  VM_READ,
  VM_SHARED,
  VM_UFFD_MISSING,
  VM_WRITE,
} from "@faultline/core";

export const BASE = 0x200000000000;
const PAGE = 4096;
/** present, write, dirty */
export const RW_DIRTY = ["present", "write", "dirty"];

export interface drawing {
  /** Per page of the file and of the mapping: `c` cached, `*` cached and mapped, `.` neither. */
  readonly pages: string;
  readonly used_blocks?: number;
  readonly max_blocks?: number;
  readonly i_size?: number;
  readonly dmesg?: readonly string[];
}

/** A shared, watched mapping of one file, drawn page by page. Page i has frame 10 + i. */
export function machine(drawn: drawing): machine_snapshot {
  const cells = [...drawn.pages];
  const cached = cells.flatMap((cell, index) => (cell === "." ? [] : [index]));
  const mapped = cells.flatMap((cell, index) => (cell === "*" ? [index] : []));
  const n = cached.length;
  return {
    release: "5.14",
    mounts: [{ max_blocks: drawn.max_blocks ?? 8, used_blocks: drawn.used_blocks ?? n }],
    Committed_AS: drawn.used_blocks ?? n,
    vmstat: {
      NR_FILE_PAGES: n,
      NR_SHMEM: n,
      NR_FILE_MAPPED: mapped.length,
      NR_ANON_MAPPED: 0,
      NR_MLOCK: 0,
    },
    lru: { inactive_anon: n, active_anon: 0 },
    mms: [
      {
        rss: { MM_FILEPAGES: 0, MM_ANONPAGES: 0, MM_SWAPENTS: 0, MM_SHMEMPAGES: mapped.length },
        locked_vm: 0,
        vmas: [
          {
            start: BASE,
            end: BASE + cells.length * PAGE,
            pgoff: 0,
            flags: VM_READ | VM_WRITE | VM_SHARED | VM_UFFD_MISSING,
            file: 3,
            uffd: true,
          },
        ],
        ptes: mapped.map((page) => ({
          addr: BASE + page * PAGE,
          pte: 0,
          pfn: 10 + page,
          bits: RW_DIRTY,
        })),
      },
    ],
    files: [file(cached, drawn.i_size ?? cells.length * PAGE)],
    pages: cached.map((index) => frame(index, mapped.includes(index))),
    locks: [],
    dmesg: drawn.dmesg ?? [],
  };
}

function file(cached: readonly number[], i_size: number): file_snapshot {
  return {
    ino: 3,
    i_size,
    i_blocks: cached.length * 8,
    nrpages: cached.length,
    alloced: cached.length,
    swapped: 0,
    cache: cached.map((index) => ({ index, pfn: 10 + index, swap: null })),
  };
}

function frame(index: number, mapped: boolean): page_snapshot {
  return {
    pfn: 10 + index,
    _refcount: mapped ? 2 : 1,
    _mapcount: mapped ? 0 : -1,
    flags: ["uptodate", "dirty", "lru", "swapbacked"],
    mapping: 3,
    index,
    memcg: true,
    content: "a5a5",
  };
}

/** A generator of numbers below n, the same for the same seed. */
export function prng(seed: number): (n: number) => number {
  let state = seed >>> 0;
  return (n) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
}
