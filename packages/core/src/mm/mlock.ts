// Keeping memory resident: mlock(2) marks areas, faults their pages in, and takes those off the lists of reclaim.
// Source: mm/mlock.c; no limits. That VmLck counts areas and NR_MLOCK pages is as in Linux.

import { pte_pfn, pte_present, pte_special } from "../arch/x86/pgtable.ts";
import { PAGE_SIZE, VM_LOCKED, VM_LOCKONFAULT, VM_SPECIAL } from "../include/linux/mm.ts";
import type { mm_struct, vm_area_struct } from "../include/linux/mm_types.ts";
import type { user_addr } from "../include/linux/types.ts";
import { mmap_write_lock, mmap_write_unlock } from "../kernel/locking.ts";
import { kernel } from "../kernel.ts";
import { EAGAIN, EFAULT, EINVAL, ENOMEM } from "../lib/errno.ts";
import { mlock_populate, populate } from "./gup.ts";
import { pfn_to_page } from "./page_alloc.ts";
import { find_vma } from "./pagemap.ts";
import { populated } from "./pgtable.ts";
import { mlock_vma_page, munlock_vma_page } from "./swap.ts";
import { isolate_vma, vma_merge } from "./vma.ts";

/**
 * Locks memory.
 *
 * @param onfault pages are locked as they come (MLOCK_ONFAULT), not faulted in now
 * @returns 0, or
 *   -EINVAL  the range wraps
 *   -ENOMEM  a part is not mapped or could not be faulted in. Areas before it stay locked all the same
 *   -EAGAIN  no memory
 *
 * Context: no lock is held. Sleeps.
 */
export function do_mlock(mm: mm_struct, start: number, len: number, onfault: boolean): number {
  const range = whole_pages(start, len);
  if (range.end < range.start) return -EINVAL;
  if (range.end === range.start) return 0;
  const flags = onfault ? VM_LOCKED | VM_LOCKONFAULT : VM_LOCKED;
  const error = apply_vma_lock_flags(mm, range.start, range.end, flags);
  if (error !== 0) return error;
  return posix_error(populate(mm, range.start, range.end, mlock_populate));
}

/** Unlocks memory. Returns 0, -EINVAL (the range wraps) or -ENOMEM (a part is not mapped). */
export function do_munlock(mm: mm_struct, start: number, len: number): number {
  const range = whole_pages(start, len);
  if (range.end < range.start) return -EINVAL;
  if (range.end === range.start) return 0;
  return apply_vma_lock_flags(mm, range.start, range.end, 0);
}

function whole_pages(start: number, len: number): { start: user_addr; end: user_addr } {
  const first = start - (start % PAGE_SIZE);
  const end = Math.ceil((start + len) / PAGE_SIZE) * PAGE_SIZE;
  return { start: first as user_addr, end: end as user_addr };
}

/** What mlock(2) says for what a fault says: POSIX has only two words for it. */
function posix_error(error: number): number {
  if (error === -ENOMEM) return -EAGAIN;
  return error === -EFAULT ? -ENOMEM : error;
}

function apply_vma_lock_flags(
  mm: mm_struct,
  start: user_addr,
  end: user_addr,
  flags: number,
): number {
  mmap_write_lock(mm);
  let at = start;
  let error = 0;
  while (error === 0 && at < end) {
    const vma = find_vma(mm, at);
    if (vma === null || vma.vm_start > at) error = -ENOMEM;
    else {
      const to = Math.min(vma.vm_end, end) as user_addr;
      mlock_fixup(vma, at, to, flags);
      at = to;
    }
  }
  vma_merge(mm, start, end);
  mmap_write_unlock(mm);
  return error;
}

function mlock_fixup(vma: vm_area_struct, start: user_addr, end: user_addr, flags: number): void {
  const was = vma.vm_flags & (VM_LOCKED | VM_LOCKONFAULT);
  if (was === flags || vma.vm_flags & VM_SPECIAL) return;
  const part = isolate_vma(vma, start, end);
  part.vm_flags = (part.vm_flags & ~(VM_LOCKED | VM_LOCKONFAULT)) | flags;
  const pages = (end - start) / PAGE_SIZE;
  if (flags && !was) part.vm_mm.locked_vm += pages;
  if (!flags && was) part.vm_mm.locked_vm -= pages;
  if (!flags) for_each_page(part, munlock_vma_page);
  else if (kernel().release.mlock_by_rmap) for_each_page(part, mlock_vma_page);
}

function for_each_page(vma: vm_area_struct, f: typeof mlock_vma_page): void {
  for (const [, pte] of populated(vma.vm_mm, vma.vm_start, vma.vm_end))
    if (pte_present(pte) && !pte_special(pte)) f(pfn_to_page(pte_pfn(pte)));
}
