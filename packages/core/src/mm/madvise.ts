// Advice about memory that is more than advice: throwing contents away, and faulting them in.
// Source: mm/madvise.c (MADV_DONTNEED, MADV_REMOVE, MADV_POPULATE_READ, MADV_POPULATE_WRITE).

import { fput, get_file } from "../fs/file_table.ts";
import { userfaultfd_event_complete, userfaultfd_remove } from "../fs/userfaultfd_fault.ts";
import {
  PAGE_ALIGNED,
  PAGE_SIZE,
  VM_LOCKED,
  VM_MAYWRITE,
  VM_PFNMAP,
  VM_READ,
  VM_SHARED,
  VM_WRITE,
} from "../include/linux/mm.ts";
import type { mm_struct, vm_area_struct } from "../include/linux/mm_types.ts";
import type { user_addr } from "../include/linux/types.ts";
import { mmap_read_lock, mmap_read_unlock } from "../kernel/locking.ts";
import { kernel } from "../kernel.ts";
import { EACCES, EINVAL, ENOMEM } from "../lib/errno.ts";
import { populate } from "./gup.ts";
import type { suspended } from "./mmap.ts";
import { find_vma } from "./pagemap.ts";
import { shmem_fallocate } from "./shmem_falloc.ts";
import { zap_page_range } from "./zap.ts";

export type advice = "dontneed" | "remove" | "populate_read" | "populate_write";

/**
 * Does what the advice asks for, in [start, start + len).
 *
 * @returns 0; or, where a userfaultfd wants to know first, what is to be waited for; or
 *   -EINVAL     an unaligned start; locked memory; MADV_REMOVE without a file; populating what may not be accessed
 *   -EACCES     MADV_REMOVE of a mapping that is not shared and writable
 *   -ENOMEM     a part is not mapped; the rest is done
 *   -EFAULT, -EHWPOISON  populating ended in a signal
 *
 * Context: no lock is held. Sleeps.
 */
export function do_madvise(
  mm: mm_struct,
  start: number,
  len: number,
  behavior: advice,
): number | suspended {
  const end = start + Math.ceil(len / PAGE_SIZE) * PAGE_SIZE;
  if (!PAGE_ALIGNED(start) || end < start) return -EINVAL;
  const at = start as user_addr;
  if (behavior === "populate_read" || behavior === "populate_write")
    return madvise_populate(mm, at, end as user_addr, behavior === "populate_write");
  return madvise_walk(mm, at, end as user_addr, behavior, 0);
}

/** @param unmapped -ENOMEM once a hole was met: told only after all the rest is done */
function madvise_walk(
  mm: mm_struct,
  start: user_addr,
  end: user_addr,
  behavior: "dontneed" | "remove",
  unmapped: number,
): number | suspended {
  let hole = unmapped;
  let at = start;
  while (at < end) {
    mmap_read_lock(mm);
    const vma = find_vma(mm, at);
    if (vma === null || vma.vm_start >= end) {
      mmap_read_unlock(mm);
      return -ENOMEM;
    }
    if (vma.vm_start > at) hole = -ENOMEM;
    const from = Math.max(at, vma.vm_start) as user_addr;
    const to = Math.min(vma.vm_end, end) as user_addr;
    const error = refusal(vma, behavior);
    if (error !== 0) {
      mmap_read_unlock(mm);
      return error;
    }
    const rest = (): number | suspended => madvise_walk(mm, to, end, behavior, hole);
    const step = remove_part(vma, from, to, behavior, rest);
    if (step !== 0) return step;
    at = to;
  }
  return hole;
}

function refusal(vma: vm_area_struct, behavior: "dontneed" | "remove"): number {
  if (vma.vm_flags & (VM_LOCKED | VM_PFNMAP)) return -EINVAL;
  if (behavior === "dontneed") return 0;
  if (vma.vm_file === null) return -EINVAL;
  // It is the file that loses pages, so it takes the right to write to it.
  const needed = VM_SHARED | (kernel().release.remove_needs_maywrite ? VM_MAYWRITE : VM_WRITE);
  return (vma.vm_flags & needed) === needed ? 0 : -EACCES;
}

/**
 * Empties a part of one vma; the monitor is told first, and then everything is looked up anew, for meanwhile
 * the area may have changed.
 *
 * Context: the mmap lock is held for reading on entry, and not any more on return.
 */
function remove_part(
  vma: vm_area_struct,
  start: user_addr,
  end: user_addr,
  behavior: "dontneed" | "remove",
  rest: () => number | suspended,
): number | suspended {
  const { vm_mm } = vma;
  if (userfaultfd_remove(vma, start, end)) {
    if (behavior === "dontneed") dontneed(vma, start, end);
    mmap_read_unlock(vm_mm);
    return behavior === "remove" ? remove(vma, start, end) : 0;
  }
  const { ctx } = vma.vm_userfaultfd_ctx;
  const event = ctx?.events.at(-1);
  if (ctx === null || event === undefined) return after_event(vma, start, end, behavior) || rest();
  // The area may be unmapped while we wait; the file must not go with it.
  const held = vma.vm_file === null ? null : get_file(vma.vm_file);
  const resume = (): number | suspended => {
    userfaultfd_event_complete(ctx, event);
    const error = after_event(vma, start, end, behavior);
    if (held !== null) fput(held);
    return error || rest();
  };
  return { wait: { ctx, event }, resume };
}

/** What is left to do once the monitor knows. Returns 0 or a negative errno. */
function after_event(
  announced: vm_area_struct,
  start: user_addr,
  end: user_addr,
  behavior: "dontneed" | "remove",
): number {
  // MADV_REMOVE has held on to the file, and needs no vma any more.
  if (behavior === "remove") return remove(announced, start, end);
  const mm = announced.vm_mm;
  mmap_read_lock(mm);
  const vma = find_vma(mm, start);
  const error = vma === null || start < vma.vm_start ? -ENOMEM : refusal(vma, behavior);
  if (error === 0 && vma !== null) dontneed(vma, start, Math.min(end, vma.vm_end) as user_addr);
  mmap_read_unlock(mm);
  return error;
}

const dontneed = (vma: vm_area_struct, start: user_addr, end: user_addr): void =>
  zap_page_range(vma, start, end, { even_cows: true, drop_markers: false });

/** Punches the part of the file that the vma maps. Returns 0 or a negative errno. */
function remove(vma: vm_area_struct, start: user_addr, end: user_addr): number {
  if (vma.vm_file === null) return -EINVAL;
  const offset = start - vma.vm_start + vma.vm_pgoff * PAGE_SIZE;
  return shmem_fallocate(vma.vm_file, { punch: true }, offset, end - start);
}

function madvise_populate(mm: mm_struct, start: user_addr, end: user_addr, write: boolean): number {
  return populate(mm, start, end, (vma) => {
    const allowed = vma.vm_flags & (write ? VM_WRITE : VM_READ);
    return allowed ? { write } : -EINVAL;
  });
}
