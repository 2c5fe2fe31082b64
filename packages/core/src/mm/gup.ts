// Faulting memory in on a program's behalf: for mlock() and MADV_POPULATE_*.
// Source: mm/gup.c (populate_vma_page_range, faultin_page, follow_page_pte); no page is pinned.

import { pte_dirty, pte_pfn, pte_present, pte_special, pte_write } from "../arch/x86/pgtable.ts";
import { cancel_wait } from "../fs/userfaultfd_fault.ts";
import {
  FAULT_FLAG_ALLOW_RETRY,
  FAULT_FLAG_WRITE,
  PAGE_SIZE,
  VM_FAULT_ERROR,
  VM_FAULT_HWPOISON,
  VM_FAULT_OOM,
  VM_FAULT_RETRY,
  VM_LOCKED,
  VM_LOCKONFAULT,
  VM_SHARED,
  VM_WRITE,
} from "../include/linux/mm.ts";
import type { mm_struct, vm_area_struct, vm_fault_t } from "../include/linux/mm_types.ts";
import {
  PageDirty,
  PageReferenced,
  PageUnevictable,
  PG_referenced,
} from "../include/linux/page_flags.ts";
import type { user_addr } from "../include/linux/types.ts";
import { mmap_read_lock, mmap_read_unlock } from "../kernel/locking.ts";
import { kernel } from "../kernel.ts";
import { EFAULT, EHWPOISON, EINTR, ENOMEM } from "../lib/errno.ts";
import { page_at, set_page_dirty } from "./filemap.ts";
import { handle_mm_fault } from "./memory.ts";
import { pfn_to_page } from "./page_alloc.ts";
import { find_vma, linear_page_index } from "./pagemap.ts";
import { pte_at } from "./pgtable.ts";
import { mark_page_accessed, mlock_vma_page } from "./swap.ts";
import { vma_is_accessible } from "./vma.ts";

/** How a range is faulted in. */
export interface faultin {
  /** As if each page were written. */
  readonly write: boolean;
  /** Only what is there already is looked at. */
  readonly present_only?: boolean;
}

/** How a vma's pages are faulted in; a negative errno ends it all there. */
export type chooser = (vma: vm_area_struct) => faultin | "nothing" | number;

/** How the pages of VM_LOCKED memory are faulted in. */
export function mlock_populate(vma: vm_area_struct): faultin | "nothing" | number {
  // Private memory is written, so that no later write has to copy; shared memory need not be.
  const write = (vma.vm_flags & (VM_WRITE | VM_SHARED)) === VM_WRITE;
  if (vma.vm_flags & VM_LOCKONFAULT)
    // Later kernels have other means to find what is there, and do not count that as a use.
    return kernel().release.mlock_by_rmap ? "nothing" : { write, present_only: true };
  return vma_is_accessible(vma) ? { write } : -EFAULT;
}

/**
 * Faults in every page of [start, end), and marks it accessed. Pages of VM_LOCKED areas become mlocked.
 *
 * @returns 0, or
 *   -ENOMEM     a part is not mapped, or memory is used up
 *   -EFAULT     a fault ended in a signal
 *   -EHWPOISON  a page is poisoned
 *   -EINTR      a monitor would have to be waited for: as if the sleeping thread had been killed
 *
 * Context: no lock is held. Sleeps.
 */
export function populate(mm: mm_struct, start: user_addr, end: user_addr, how: chooser): number {
  for (let addr = start; addr < end; addr = (addr + PAGE_SIZE) as user_addr) {
    const error = populate_page(mm, addr, how);
    if (error !== 0) return error;
  }
  return 0;
}

function populate_page(mm: mm_struct, addr: user_addr, how: chooser): number {
  mmap_read_lock(mm);
  const vma = find_vma(mm, addr);
  const mapped = vma !== null && vma.vm_start <= addr;
  const mode = mapped ? how(vma) : -ENOMEM;
  if (!mapped || typeof mode !== "object") {
    mmap_read_unlock(mm);
    return typeof mode === "number" ? mode : 0;
  }
  const was_unevictable = unevictable(vma, addr);
  let ret: vm_fault_t = 0;
  // A fault may settle only one of several reasons, so it is tried until the page is there.
  while (ret === 0 && !follow_page(vma, addr, mode, was_unevictable)) ret = handle(vma, addr, mode);
  if (ret & VM_FAULT_RETRY) cancel_wait(vma);
  else mmap_read_unlock(mm);
  return vm_fault_to_errno(ret);
}

/** Whether the page that is mapped here, or that a fault would find in the file, is off reclaim's lists already. */
function unevictable(vma: vm_area_struct, addr: user_addr): boolean {
  const pte = pte_at(vma.vm_mm, addr);
  if (pte_present(pte)) return PageUnevictable(pfn_to_page(pte_pfn(pte)));
  const cached = vma.vm_file && page_at(vma.vm_file.f_mapping, linear_page_index(vma, addr));
  return cached !== null && PageUnevictable(cached);
}

/** Returns whether there is no more to do; a page that is there is marked as used. */
function follow_page(
  vma: vm_area_struct,
  addr: user_addr,
  { write, present_only }: faultin,
  was_unevictable: boolean,
): boolean {
  const pte = pte_at(vma.vm_mm, addr);
  if (!pte_present(pte) || (write && !pte_write(pte))) return present_only === true;
  const page = pte_special(pte) ? null : pfn_to_page(pte_pfn(pte));
  if (page === null) return true;
  if (write && !pte_dirty(pte) && !PageDirty(page)) set_page_dirty(page);
  const just_mlocked = PageUnevictable(page) && !was_unevictable;
  // Mapping a page may mlock it, but in a batch: when the use is counted, the page can still become active,
  // which takes the note of its first use away; and as it then leaves the lists, it is not active any more.
  if (just_mlocked && PageReferenced(page)) page.flags &= ~PG_referenced;
  else mark_page_accessed(page);
  if (vma.vm_flags & VM_LOCKED) mlock_vma_page(page);
  return true;
}

function handle(vma: vm_area_struct, addr: user_addr, { write }: faultin): vm_fault_t {
  const flags = FAULT_FLAG_ALLOW_RETRY | (write ? FAULT_FLAG_WRITE : 0);
  return handle_mm_fault(vma, addr, flags) & (VM_FAULT_ERROR | VM_FAULT_RETRY);
}

function vm_fault_to_errno(ret: vm_fault_t): number {
  if (ret & VM_FAULT_OOM) return -ENOMEM;
  if (ret & VM_FAULT_HWPOISON) return -EHWPOISON;
  if (ret & VM_FAULT_RETRY) return -EINTR;
  return ret & VM_FAULT_ERROR ? -EFAULT : 0;
}
