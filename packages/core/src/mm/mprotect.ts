// Changing the protection of memory that is mapped already: for mprotect(2), and for userfaultfd's write protection.
// Source: mm/mprotect.c (mprotect_fixup, change_pte_range); 5.14, with what later kernels know of markers.

import {
  is_swap_pte,
  make_pte_marker,
  PTE_MARKER_UFFD_WP,
  pte_clear_uffd_wp,
  pte_marker,
  pte_mkuffd_wp,
  pte_mkwrite,
  pte_modify,
  pte_none,
  pte_pfn,
  pte_present,
  pte_special,
  pte_to_swp_entry,
  pte_uffd_wp,
  pte_wrprotect,
  swp_entry_to_pte,
} from "../arch/x86/pgtable.ts";
import { userfaultfd_wp, userfaultfd_wp_use_markers } from "../fs/userfaultfd_fault.ts";
import {
  PAGE_ALIGNED,
  PAGE_SIZE,
  VM_ACCOUNT,
  VM_EXEC,
  VM_LOCKED,
  VM_NORESERVE,
  VM_READ,
  VM_SHARED,
  VM_WRITE,
} from "../include/linux/mm.ts";
import type { mm_struct, vm_area_struct } from "../include/linux/mm_types.ts";
import { PageAnon } from "../include/linux/page_flags.ts";
import type { pte_t, user_addr } from "../include/linux/types.ts";
import { mmap_write_lock, mmap_write_unlock } from "../kernel/locking.ts";
import { kernel } from "../kernel.ts";
import { EACCES, EINVAL, ENOMEM } from "../lib/errno.ts";
import { mlock_populate, populate } from "./gup.ts";
import { maps_writable } from "./memory_set_pte.ts";
import { calc_vm_prot_bits } from "./mmap.ts";
import { pfn_to_page } from "./page_alloc.ts";
import { find_vma, vma_is_anonymous } from "./pagemap.ts";
import {
  __pte_alloc,
  mm_alloc_pmd,
  PMD_SIZE,
  pmd_none,
  pmd_of,
  populated,
  pte_offset_map_lock,
  pte_unmap_unlock,
  ptep_get,
  set_pte_at,
} from "./pgtable.ts";
import { security_vm_enough_memory_mm, vm_unacct_memory } from "./util.ts";
import { isolate_vma, vm_get_page_prot, vma_is_accessible, vma_merge } from "./vma.ts";

/** What change_protection() is to do besides: userfaultfd's mark is set, or taken away. */
export type uffd_wp_change = "protect" | "unprotect" | null;

/**
 * Brings every pte in [start, end) to the vma's protection.
 *
 * @returns 0, or -ENOMEM if there is no memory for the tables that markers need
 *
 * Context: the mmap lock is held; for mprotect, for writing.
 */
export function change_protection(
  vma: vm_area_struct,
  start: user_addr,
  end: user_addr,
  uffd_wp: uffd_wp_change,
): number {
  const markers = uffd_wp === "protect" && userfaultfd_wp_use_markers(vma);
  if (markers && !alloc_tables(vma, start, end)) return -ENOMEM;
  const there = [...populated(vma.vm_mm, start, end)].map(([addr]) => addr);
  for (const addr of markers ? every_page(start, end) : there) change_pte(vma, addr, uffd_wp);
  return 0;
}

function every_page(start: user_addr, end: user_addr): user_addr[] {
  const pages = Array.from({ length: (end - start) / PAGE_SIZE });
  return pages.map((_, i) => (start + i * PAGE_SIZE) as user_addr);
}

/** A marker needs a table to stand in, where no page has been mapped yet. Returns false without memory. */
function alloc_tables({ vm_mm }: vm_area_struct, start: user_addr, end: user_addr): boolean {
  for (let addr = start; addr < end; addr = (addr - (addr % PMD_SIZE) + PMD_SIZE) as user_addr) {
    const pmd = mm_alloc_pmd(vm_mm, addr);
    if (pmd === null || (pmd_none(pmd) && __pte_alloc(vm_mm, pmd) !== 0)) return false;
  }
  return true;
}

function change_pte(vma: vm_area_struct, addr: user_addr, uffd_wp: uffd_wp_change): void {
  const pmd = pmd_of(vma.vm_mm, addr);
  if (pmd === undefined) return;
  const [ptep, ptl] = pte_offset_map_lock(vma.vm_mm, pmd, addr);
  const old = ptep_get(ptep);
  const pte = changed_pte(vma, old, uffd_wp);
  if (pte !== old) set_pte_at(vma.vm_mm, addr, ptep, pte);
  pte_unmap_unlock(ptep, ptl);
}

function changed_pte(vma: vm_area_struct, old: pte_t, uffd_wp: uffd_wp_change): pte_t {
  if (pte_present(old)) return changed_present(vma, old, uffd_wp);
  if (uffd_wp === null) return old;
  if (pte_none(old)) return make_pte_marker(PTE_MARKER_UFFD_WP);
  if (is_swap_pte(old)) return swp_entry_to_pte(pte_to_swp_entry(old), uffd_wp === "protect");
  const protection = (pte_marker(old) & PTE_MARKER_UFFD_WP) !== 0;
  return uffd_wp === "unprotect" && protection ? (0 as pte_t) : old;
}

function changed_present(vma: vm_area_struct, old: pte_t, uffd_wp: uffd_wp_change): pte_t {
  let pte = pte_modify(old, vma.vm_page_prot);
  if (uffd_wp === "protect") pte = pte_mkuffd_wp(pte_wrprotect(pte));
  if (uffd_wp === "unprotect") pte = pte_clear_uffd_wp(pte);
  const protected_still = userfaultfd_wp(vma) && pte_uffd_wp(pte);
  if (protected_still || !vma_is_accessible(vma)) return pte;
  return maps_writable(vma) || can_change_pte_writable(vma, pte) ? pte_mkwrite(pte) : pte;
}

/** Later kernels spare the program the fault that would only find out that the private page is its own. */
function can_change_pte_writable(vma: vm_area_struct, pte: pte_t): boolean {
  if (!kernel().release.mprotect_makes_writable) return false;
  if ((vma.vm_flags & (VM_WRITE | VM_SHARED)) !== VM_WRITE || pte_special(pte)) return false;
  return PageAnon(pfn_to_page(pte_pfn(pte)));
}

/**
 * Changes what a program may do with its memory.
 *
 * @param prot PROT_* bits
 * @returns 0, or
 *   -EINVAL  an unaligned start
 *   -ENOMEM  a part is not mapped (what came before it has been changed), or too much would be promised
 *   -EACCES  the mapping may never be used that way
 *
 * Context: no lock is held. Sleeps.
 * Source: mm/mprotect.c do_mprotect_pkey()
 */
export function do_mprotect(mm: mm_struct, start: number, len: number, prot: number): number {
  const end = start + Math.ceil(len / PAGE_SIZE) * PAGE_SIZE;
  if (!PAGE_ALIGNED(start)) return -EINVAL;
  if (end <= start) return end === start ? 0 : -ENOMEM;
  mmap_write_lock(mm);
  const became_writable: [start: user_addr, end: user_addr][] = [];
  let error = 0;
  let at = start;
  while (error === 0 && at < end) {
    const vma = find_vma(mm, at as user_addr);
    if (vma === null || vma.vm_start > at) error = -ENOMEM;
    else {
      const to = Math.min(vma.vm_end, end);
      if (locked_until_now(vma, prot)) became_writable.push([at as user_addr, to as user_addr]);
      error = mprotect_fixup(vma, at as user_addr, to as user_addr, calc_vm_prot_bits(prot));
      at = to;
    }
  }
  vma_merge(mm, start as user_addr, end as user_addr);
  mmap_write_unlock(mm);
  // Whether that succeeds is nobody's affair: what could not be faulted in now faults later.
  for (const [from, to] of became_writable) populate(mm, from, to, mlock_populate);
  return error;
}

/** Private memory that is locked must not fault, not even to copy at its first write: so it is copied now. */
function locked_until_now({ vm_flags }: vm_area_struct, prot: number): boolean {
  const locked_for_reading = (vm_flags & (VM_WRITE | VM_SHARED | VM_LOCKED)) === VM_LOCKED;
  return locked_for_reading && (calc_vm_prot_bits(prot) & VM_WRITE) !== 0;
}

const VM_ACCESS_FLAGS = VM_READ | VM_WRITE | VM_EXEC;

function mprotect_fixup(
  vma: vm_area_struct,
  start: user_addr,
  end: user_addr,
  access: number,
): number {
  const flags = (vma.vm_flags & ~VM_ACCESS_FLAGS) | access;
  if (flags === vma.vm_flags) return 0;
  // Each VM_MAY* flag stands four bits above the flag that it allows.
  if (flags & ~(flags >> 4) & VM_ACCESS_FLAGS) return -EACCES;
  const accounted = account(vma, flags, (end - start) / PAGE_SIZE);
  if (accounted < 0) return accounted;
  const part = isolate_vma(vma, start, end);
  part.vm_flags = accounted;
  part.vm_page_prot = vm_get_page_prot(accounted);
  return change_protection(part, start, end, null);
}

/** The new flags with or without VM_ACCOUNT: private memory is paid for once it can be written. Or -ENOMEM. */
function account(vma: vm_area_struct, flags: number, pages: number): number {
  if (flags & VM_WRITE) {
    if (vma.vm_flags & (VM_ACCOUNT | VM_WRITE | VM_SHARED | VM_NORESERVE)) return flags;
    return security_vm_enough_memory_mm(vma.vm_mm, pages) === 0 ? flags | VM_ACCOUNT : -ENOMEM;
  }
  // Nothing has been written that would have to be kept: later kernels take the promise back.
  const untouched = vma_is_anonymous(vma) && vma.anon_vma === null;
  if (!(flags & VM_ACCOUNT) || !untouched || !kernel().release.mprotect_unaccounts) return flags;
  vm_unacct_memory(pages);
  return flags & ~VM_ACCOUNT;
}
