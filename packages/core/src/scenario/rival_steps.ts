// Which steps an operation of another CPU has, and which locks each of them needs to be free.
// Source: none; truncation in steps is shmem_setattr() and shmem_fallocate(), which let go of all locks in between.

import { DIV_ROUND_UP, PAGE_SIZE, VM_NORESERVE } from "../include/linux/mm.ts";
import { PageLocked } from "../include/linux/page_flags.ts";
import { xa_entries } from "../lib/xarray.ts";
import { F_SEAL_SHRINK, shmem_truncate_range } from "../mm/truncate.ts";
import { unmap_mapping_range } from "../mm/zap.ts";
import { perform } from "./operations.ts";
import { size_of } from "./ops_file.ts";
import type { result } from "./result.ts";
import type { file_op, op, rival_op } from "./types.ts";
import type { world } from "./world.ts";

/** A part of an operation that is done without waiting, once it is ready. */
export interface step {
  readonly ready: () => boolean;
  /** Returns what the whole operation returns, in the step in which that is known. */
  readonly run: () => result | null;
}

/** The steps of an operation, in order. */
export function phases(w: world, op: rival_op): step[] {
  if (op.op === "ftruncate" && shrinks(w, op)) return truncate_steps(w, op);
  if (op.op === "punch") return punch_steps(w, op);
  return [{ ready: () => free_for(w, op), run: () => perform(w, w.rival, op) }];
}

/** Whether an operation could take all its locks now. */
function free_for(w: world, op: op): boolean {
  if (needs_nothing.has(op.op)) return true;
  if (op.op === "stat") return w.subject.inode?.shmem.lock.owner == null;
  if (!spinlocks_free(w)) return false;
  if (changes_vmas.has(op.op) || maps_its_source(op)) return mmap_lock_free(w);
  const range = takes_page_locks(w, op);
  return range === null || pages_free(w, range[0], range[1]);
}

/** These touch nothing that a fill holds locked. */
const needs_nothing: ReadonlySet<string> = new Set<op["op"]>([
  "fill_fs",
  "drain_fs",
  "mmap_changing",
  "kill",
  "wake",
  "event",
  "api",
  "bg_wait",
]);

const changes_vmas: ReadonlySet<string> = new Set<op["op"]>([
  "munmap",
  "mprotect",
  "mlock",
  "munlock",
  "register",
  "unregister",
  "close_uffd",
]);

/** Whether the source of a copy has to be mapped first. */
const maps_its_source = (op: op): boolean =>
  op.op === "copy" && ["nonresident", "partial", "protnone"].includes(op.src ?? "fill");

/** Who would spin for a lock of the running operation must wait until it is given back. */
const spinlocks_free = (w: world): boolean =>
  !w.actor.task.locks_held.some((lock) => "owner" in lock);

function mmap_lock_free(w: world): boolean {
  const { mmap_lock } = w.actor.mm;
  return mmap_lock.writer === null && mmap_lock.readers.length === 0;
}

/** The pages of the file that an operation may have to lock; null for none. */
function takes_page_locks(w: world, op: op): readonly [first: number, end: number] | null {
  const pgoff = w.scenario.region.file_pgoff ?? 0;
  const from = "page" in op ? (op.page ?? 0) : 0;
  const n = "n" in op ? (op.n ?? 1) : 1;
  switch (op.op) {
    // An access on one page may map its neighbours too, but skips those that are locked.
    case "read":
    case "write":
    case "bg":
    case "continue":
    case "populate":
    case "remove":
      return [pgoff + from, pgoff + from + n];
    case "ftruncate":
      return [Math.floor(size_of(op) / PAGE_SIZE), Infinity];
    case "install":
      return op.source === "cached" ? [pgoff + from, pgoff + from + 1] : null;
    case "map2_read":
    case "map2_write":
    case "file_write":
    case "file_read":
    case "falloc":
      return [from, from + n];
    default:
      return null; // fills add pages of their own, and reclaim only tries
  }
}

/** Whether no page of the file from `first` up to and without `end` is locked. */
function pages_free(w: world, first: number, end: number): boolean {
  const { inode } = w.subject;
  if (inode === null) return true;
  return xa_entries(inode.i_mapping.i_pages, first, end).every(
    ([, entry]) => typeof entry === "number" || !PageLocked(entry),
  );
}

/** Whether it is a plain truncation: no seal forbids it, and the file has paid for nothing in advance. */
function shrinks(w: world, op: file_op): boolean {
  const { inode } = w.subject;
  if (inode === null || size_of(op) >= inode.i_size) return false;
  const { seals, flags } = inode.shmem;
  return (seals & F_SEAL_SHRINK) === 0 && (flags & VM_NORESERVE) !== 0;
}

/** Does a part of an operation in the kernel, as the other CPU. */
function as_rival(w: world, f: () => void): null {
  w.rival.in_kernel("rival", () => {
    f();
    return 0;
  });
  return null;
}

/** ftruncate(2) to less: the size, the ptes, the pages, and the ptes once more. */
function truncate_steps(w: world, op: file_op): step[] {
  const { inode } = w.subject;
  if (inode === null) return [];
  const size = size_of(op);
  const hole = DIV_ROUND_UP(size, PAGE_SIZE);
  const unmap: step = {
    ready: () => spinlocks_free(w),
    run: () => as_rival(w, () => unmap_mapping_range(inode.i_mapping, hole, Infinity, true)),
  };
  const shrink: step = {
    ready: () => true,
    run: () => {
      inode.i_size = size;
      return { ret: 0 };
    },
  };
  const drop: step = {
    ready: () => spinlocks_free(w) && pages_free(w, Math.floor(size / PAGE_SIZE), Infinity),
    run: () =>
      as_rival(w, () => {
        // As in 5.14: a file that has paid for nothing is taken to have no pages.
        if (inode.shmem.alloced !== 0) shmem_truncate_range(inode, size, Infinity);
      }),
  };
  return [shrink, unmap, drop, unmap];
}

/** fallocate(2) with FALLOC_FL_PUNCH_HOLE: the ptes as soon as can be, then all of it. */
function punch_steps(w: world, op: file_op): step[] {
  const first = op.page ?? 0;
  const end = first + (op.n ?? 1);
  const mapping = w.subject.inode?.i_mapping;
  const unmap: step = {
    ready: () => spinlocks_free(w),
    run: () =>
      as_rival(w, () => {
        if (mapping !== undefined) unmap_mapping_range(mapping, first, end, false);
      }),
  };
  const punch: step = {
    ready: () => spinlocks_free(w) && pages_free(w, first, end),
    run: () => perform(w, w.rival, op),
  };
  return [unmap, punch];
}
