// Which steps an operation of another CPU has, which locks each of them takes, and what each of them touches.
// Source: none; truncation in steps is shmem_setattr() and shmem_fallocate(), which let go of all locks in between.

import { PAGE_SIZE } from "../include/linux/mm.ts";
import type { inode, page } from "../include/linux/mm_types.ts";
import { PG_locked } from "../include/linux/page_flags.ts";
import type { swp_entry_t } from "../include/linux/types.ts";
import { xa_find } from "../lib/xarray.ts";
import { change_size, F_SEAL_SHRINK, shmem_truncate_range, unmap_beyond } from "../mm/truncate.ts";
import { unmap_mapping_range } from "../mm/zap.ts";
import { EVERYTHING, type footprint, footprint as touching } from "./footprint.ts";
import { perform } from "./operations.ts";
import { size_of } from "./ops_file.ts";
import { type result, returned } from "./result.ts";
import { type lock_name, locks_of, pages_of, touched_by } from "./rival_locks.ts";
import type { file_op, rival_op } from "./types.ts";
import type { world } from "./world.ts";

/** A part of an operation that is done without waiting, once every lock that it takes is free. */
export interface step {
  /** What it does, as a diagram says it. */
  readonly what: string;
  readonly takes: readonly lock_name[];
  /** The pages of the file that it locks, from the first up to and without the second; null for none. */
  readonly pages: readonly [first: number, end: number] | null;
  readonly touches: footprint;
  /** Returns what the whole operation returns, in the step in which that is known. */
  readonly run: () => result | null;
}

/** The steps of an operation, in order. */
export function steps_of(w: world, op: rival_op): step[] {
  const { inode } = w.subject;
  if (op.op === "ftruncate" && inode !== null && shrinks(inode, op))
    return truncate_steps(w, inode, size_of(op));
  if (op.op === "punch" && inode !== null) return punch_steps(w, inode, op);
  const run = (): result => perform(w, w.rival, op);
  return [
    { what: op.op, takes: locks_of(op), pages: pages_of(w, op), touches: touched_by(op), run },
  ];
}

/** Whether the operation that is running holds no lock that the step takes. */
export function is_free(w: world, { takes, pages }: step): boolean {
  for (const held of w.actor.task.locks_held) {
    if (takes.includes(held.name as lock_name)) return false;
  }
  return pages === null || pages_free(w.subject.inode, pages);
}

/** Whether no page of the file in the range is locked. */
function pages_free(inode: inode | null, [first, end]: readonly [number, number]): boolean {
  if (inode === null) return true;
  const locked = (entry: page | swp_entry_t): boolean =>
    typeof entry !== "number" && (entry.flags & PG_locked) !== 0;
  return xa_find(inode.i_mapping.i_pages, first, end, locked) === undefined;
}

/** Whether it is a plain truncation, which no seal forbids. */
const shrinks = (inode: inode, op: file_op): boolean =>
  size_of(op) < inode.i_size && (inode.shmem.seals & F_SEAL_SHRINK) === 0;

/** Does a part of an operation in the kernel, as the other CPU. */
function as_rival(w: world, f: () => void): null {
  w.rival.in_kernel("rival", () => {
    f();
    return 0;
  });
  return null;
}

const spinlocks = ["ptl", "info->lock"] as const;

/** ftruncate(2) to less: the size, the ptes, a look for pages, the pages, and the ptes once more. */
function truncate_steps(w: world, inode: inode, size: number): step[] {
  let has_pages = false;
  const unmap: step = {
    what: "cuts the mappings beyond it",
    takes: ["ptl"],
    pages: null,
    touches: touching("ptes", "pages"),
    run: () => as_rival(w, () => unmap_beyond(inode, size)),
  };
  const shrink: step = {
    what: "makes the file smaller",
    takes: [],
    pages: null,
    touches: touching("size", "blocks"),
    run: () => returned(w.rival.in_kernel("rival", () => change_size(inode, size))),
  };
  // As in 5.14, and without a lock: a file that has paid for nothing is taken to have no pages.
  const look: step = {
    what: "asks whether the file has paid for pages",
    takes: [],
    pages: null,
    touches: touching("ledger"),
    run: () =>
      as_rival(w, () => {
        has_pages = inode.shmem.alloced !== 0;
      }),
  };
  const drop: step = {
    what: "drops the pages beyond it",
    takes: spinlocks,
    pages: [Math.floor(size / PAGE_SIZE), Infinity],
    touches: touching("pages", "ptes", "ledger", "blocks"),
    run: () =>
      as_rival(w, () => {
        if (has_pages) shmem_truncate_range(inode, size, Infinity);
      }),
  };
  return [shrink, unmap, look, drop, unmap];
}

/** fallocate(2) with FALLOC_FL_PUNCH_HOLE: the ptes as soon as can be, then all of it. */
function punch_steps(w: world, { i_mapping }: inode, op: file_op): step[] {
  const first = op.page ?? 0;
  const end = first + (op.n ?? 1);
  const unmap: step = {
    what: "cuts the mappings of the hole",
    takes: ["ptl"],
    pages: null,
    touches: touching("ptes", "pages"),
    run: () => as_rival(w, () => unmap_mapping_range(i_mapping, first, end, false)),
  };
  const punch: step = {
    what: "drops the pages of the hole",
    takes: spinlocks,
    pages: [first, end],
    touches: EVERYTHING,
    run: () => perform(w, w.rival, op),
  };
  return [unmap, punch];
}
