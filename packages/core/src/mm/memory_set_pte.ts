// Making the pte that a fault leaves behind: what protection it gets, and who counts the page as mapped.
// Source: mm/memory.c (do_set_pte, set_pte_range), mm/mmap.c (vma_wants_writenotify).

import {
  mk_pte,
  PTE_MARKER_UFFD_WP,
  pte_marker,
  pte_mkdirty,
  pte_mkuffd_wp,
  pte_mkwrite,
} from "../arch/x86/pgtable.ts";
import { userfaultfd_wp } from "../fs/userfaultfd_fault.ts";
import { FAULT_FLAG_WRITE, VM_LOCKED, VM_SHARED, VM_WRITE } from "../include/linux/mm.ts";
import type { page, vm_area_struct, vm_fault } from "../include/linux/mm_types.ts";
import type { pte_t, user_addr } from "../include/linux/types.ts";
import type { pte_ptr } from "../kernel/handles.ts";
import { set_pte_at, update_mmu_cache } from "./pgtable.ts";
import {
  add_file_rmap,
  inc_mm_counter,
  MM_ANONPAGES,
  mm_counter_file,
  page_add_new_anon_rmap,
  page_remove_rmap,
} from "./rmap.ts";
import { lru_cache_add_inactive_or_unevictable, munlock_vma_page } from "./swap.ts";

/**
 * Whether any page of the vma may be mapped writable as it comes: it is shared, so nothing has to be copied, and
 * tmpfs does not ask to hear of the first write. Where userfaultfd protects pages, each write must fault first.
 */
export const maps_writable = (vma: vm_area_struct): boolean =>
  (vma.vm_flags & (VM_SHARED | VM_WRITE)) === (VM_SHARED | VM_WRITE) && !userfaultfd_wp(vma);

/** The pte for a page of the vma's file. On x86 the write bit would come from vm_page_prot: see FIDELITY.md. */
export function vma_pte(vma: vm_area_struct, page: page): pte_t {
  const pte = mk_pte(page, vma.vm_page_prot);
  return maps_writable(vma) ? pte_mkwrite(pte) : pte;
}

/** The write bit, if the program may write at all. */
export const maybe_mkwrite = (pte: pte_t, vma: vm_area_struct): pte_t =>
  vma.vm_flags & VM_WRITE ? pte_mkwrite(pte) : pte;

/** The pte as protected by userfaultfd, if a marker stood in its place. */
export const keep_uffd_wp = (pte: pte_t, vmf: vm_fault): pte_t =>
  pte_marker(vmf.orig_pte) & PTE_MARKER_UFFD_WP ? pte_mkuffd_wp(pte) : pte;

/**
 * Maps `page` at `addr` for a fault. The pte takes over the caller's reference.
 *
 * @param anon the page is a private copy, not the file's
 *
 * Context: the pte lock is held, and the pte is none or the marker that the fault began with.
 */
export function do_set_pte(
  vmf: vm_fault,
  ptep: pte_ptr,
  page: page,
  addr: user_addr,
  anon: boolean,
): void {
  const { vma } = vmf;
  let pte = vma_pte(vma, page);
  const write = vmf.flags & FAULT_FLAG_WRITE && addr === vmf.address;
  if (write) pte = maybe_mkwrite(pte_mkdirty(pte), vma);
  pte = keep_uffd_wp(pte, vmf);
  if (anon) {
    inc_mm_counter(vma.vm_mm, MM_ANONPAGES);
    page_add_new_anon_rmap(page, vma, addr, false);
    lru_cache_add_inactive_or_unevictable(page, vma);
  } else {
    inc_mm_counter(vma.vm_mm, mm_counter_file(page));
    add_file_rmap(page, vma);
  }
  set_pte_at(vma.vm_mm, addr, ptep, pte);
  update_mmu_cache(vma, addr, ptep);
}

/** Counts one pte of the vma less that maps the page. Context: the pte lock is held. */
export function remove_rmap(page: page, vma: vm_area_struct): void {
  page_remove_rmap(page, false);
  if (vma.vm_flags & VM_LOCKED) munlock_vma_page(page);
}
