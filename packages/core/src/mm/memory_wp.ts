// A write to a page that is mapped read-only: report it, let it through, or copy the page first.
// Source: mm/memory.c do_wp_page(); a page that only one pte maps is reused.

import {
  mk_pte,
  pte_clear_uffd_wp,
  pte_mkdirty,
  pte_mkyoung,
  pte_pfn,
  pte_special,
  pte_uffd_wp,
} from "../arch/x86/pgtable.ts";
import { handle_userfault, userfaultfd_wp, userfaultfd_wp_async } from "../fs/userfaultfd_fault.ts";
import { VM_FAULT_OOM, VM_SHARED, VM_UFFD_WP } from "../include/linux/mm.ts";
import type { page, vm_fault, vm_fault_t } from "../include/linux/mm_types.ts";
import { __SetPageUptodate, PageAnon } from "../include/linux/page_flags.ts";
import type { pte_t } from "../include/linux/types.ts";
import { lock_page, set_page_dirty, unlock_page } from "./filemap.ts";
import { clear_highpage, copy_highpage } from "./highmem.ts";
import { mem_cgroup_charge } from "./memcontrol.ts";
import { maybe_mkwrite, remove_rmap } from "./memory_set_pte.ts";
import { GFP_HIGHUSER_MOVABLE, GFP_KERNEL, pfn_to_page } from "./page_alloc.ts";
import {
  pte_offset_map_lock,
  pte_unmap_unlock,
  ptep_get,
  set_pte_at,
  update_mmu_cache,
} from "./pgtable.ts";
import {
  anon_vma_prepare,
  dec_mm_counter,
  inc_mm_counter,
  MM_ANONPAGES,
  mm_counter,
  page_add_new_anon_rmap,
} from "./rmap.ts";
import { alloc_page_vma } from "./shmem_cache.ts";
import { get_page, lru_cache_add_inactive_or_unevictable, page_count, put_page } from "./swap.ts";

/**
 * Handles a write to a present pte without write bit.
 *
 * @returns 0, VM_FAULT_OOM, or what handle_userfault() says where userfaultfd protects the page
 *
 * Context: the mmap lock is held for reading. Sleeps.
 */
export function do_wp_page(vmf: vm_fault): vm_fault_t {
  if (userfaultfd_wp(vmf.vma) && pte_uffd_wp(vmf.orig_pte)) {
    if (!userfaultfd_wp_async(vmf.vma)) return handle_userfault(vmf, VM_UFFD_WP);
    // Asynchronous: the write itself lifts the protection. Who wants to know looks for the missing mark later.
    const unprotected = pte_clear_uffd_wp(vmf.orig_pte);
    replace_pte(vmf, unprotected);
    vmf.orig_pte = unprotected;
  }
  const page = pte_special(vmf.orig_pte) ? null : pfn_to_page(pte_pfn(vmf.orig_pte));
  if (page !== null && vmf.vma.vm_flags & VM_SHARED) return wp_page_shared(vmf, page);
  // One reference is the pte's: then nobody else can see what is written.
  if (page !== null && PageAnon(page) && page_count(page) === 1) return wp_page_reuse(vmf);
  return wp_page_copy(vmf, page);
}

function wp_page_shared(vmf: vm_fault, page: page): vm_fault_t {
  get_page(page);
  wp_page_reuse(vmf);
  lock_page(page);
  set_page_dirty(page);
  unlock_page(page);
  put_page(page);
  return 0;
}

function wp_page_reuse(vmf: vm_fault): vm_fault_t {
  replace_pte(vmf, maybe_mkwrite(pte_mkdirty(pte_mkyoung(vmf.orig_pte)), vmf.vma));
  return 0;
}

function replace_pte(vmf: vm_fault, pte: pte_t): void {
  const { vm_mm } = vmf.vma;
  const [ptep, ptl] = pte_offset_map_lock(vm_mm, vmf.pmd, vmf.address);
  if (ptep_get(ptep) === vmf.orig_pte) set_pte_at(vm_mm, vmf.address, ptep, pte);
  pte_unmap_unlock(ptep, ptl);
}

/** @param old what is copied; null for the page of zeros */
function wp_page_copy(vmf: vm_fault, old: page | null): vm_fault_t {
  const { vma, address } = vmf;
  const copy = anon_vma_prepare(vma) === 0 ? private_copy(vmf, old) : null;
  if (copy === null) return VM_FAULT_OOM;
  const [ptep, ptl] = pte_offset_map_lock(vma.vm_mm, vmf.pmd, address);
  const unchanged = ptep_get(ptep) === vmf.orig_pte;
  if (unchanged) {
    if (old !== null) dec_mm_counter(vma.vm_mm, mm_counter(old));
    inc_mm_counter(vma.vm_mm, MM_ANONPAGES);
    page_add_new_anon_rmap(copy, vma, address, false);
    lru_cache_add_inactive_or_unevictable(copy, vma);
    const pte = maybe_mkwrite(pte_mkdirty(mk_pte(copy, vma.vm_page_prot)), vma);
    set_pte_at(vma.vm_mm, address, ptep, pte);
    update_mmu_cache(vma, address, ptep);
    // Only after the pte has gone over to the copy: until then the old page is what the program sees.
    if (old !== null) remove_rmap(old, vma);
  }
  pte_unmap_unlock(ptep, ptl);
  const unused = unchanged ? old : copy;
  if (unused !== null) put_page(unused);
  return 0;
}

function private_copy({ vma, address }: vm_fault, old: page | null): page | null {
  const page = alloc_page_vma(GFP_HIGHUSER_MOVABLE, vma, address);
  if (page === null) return null;
  if (old === null) clear_highpage(page);
  else copy_highpage(page, old);
  if (mem_cgroup_charge(page, vma.vm_mm, GFP_KERNEL) !== 0) {
    put_page(page);
    return null;
  }
  __SetPageUptodate(page);
  return page;
}
