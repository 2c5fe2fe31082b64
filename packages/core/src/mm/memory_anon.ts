// Anonymous memory: the first touch gets the page of zeros if it reads, and a page of its own if it writes.
// Source: mm/memory.c do_anonymous_page(); no huge pages.

import { mk_pte, my_zero_pfn, pfn_pte, pte_mkdirty, pte_mkspecial } from "../arch/x86/pgtable.ts";
import { handle_userfault, userfaultfd_missing } from "../fs/userfaultfd_fault.ts";
import { FAULT_FLAG_WRITE, VM_FAULT_OOM, VM_UFFD_MISSING } from "../include/linux/mm.ts";
import type { page, vm_fault, vm_fault_t } from "../include/linux/mm_types.ts";
import { __SetPageUptodate } from "../include/linux/page_flags.ts";
import { clear_highpage } from "./highmem.ts";
import { mem_cgroup_charge } from "./memcontrol.ts";
import { keep_uffd_wp, maybe_mkwrite } from "./memory_set_pte.ts";
import { GFP_HIGHUSER_MOVABLE, GFP_KERNEL } from "./page_alloc.ts";
import {
  pte_offset_map_lock,
  pte_unmap_unlock,
  ptep_get,
  set_pte_at,
  update_mmu_cache,
} from "./pgtable.ts";
import { anon_vma_prepare, inc_mm_counter, MM_ANONPAGES, page_add_new_anon_rmap } from "./rmap.ts";
import { alloc_page_vma } from "./shmem_cache.ts";
import { lru_cache_add_inactive_or_unevictable, put_page } from "./swap.ts";

/**
 * Handles a fault where anonymous memory has nothing yet.
 *
 * @returns 0, VM_FAULT_OOM, or what handle_userfault() says where holes are reported
 *
 * Context: the mmap lock is held for reading. Sleeps.
 */
export function do_anonymous_page(vmf: vm_fault): vm_fault_t {
  // Before the lock, since allocating sleeps; whether it was needed shows only under the lock.
  const page = vmf.flags & FAULT_FLAG_WRITE ? zeroed_page(vmf) : null;
  if (vmf.flags & FAULT_FLAG_WRITE && page === null) return VM_FAULT_OOM;

  const [ptep, ptl] = pte_offset_map_lock(vmf.vma.vm_mm, vmf.pmd, vmf.address);
  const still_none = ptep_get(ptep) === vmf.orig_pte;
  const report = still_none && userfaultfd_missing(vmf.vma);
  const map = still_none && !report;
  if (map) {
    const pte = page === null ? zero_pte(vmf) : anon_pte(vmf, page);
    set_pte_at(vmf.vma.vm_mm, vmf.address, ptep, keep_uffd_wp(pte, vmf));
    update_mmu_cache(vmf.vma, vmf.address, ptep);
  }
  pte_unmap_unlock(ptep, ptl);
  if (page !== null && !map) put_page(page);
  return report ? handle_userfault(vmf, VM_UFFD_MISSING) : 0;
}

/** A page of zeros, charged to the program; null without memory. */
function zeroed_page({ vma, address }: vm_fault): page | null {
  if (anon_vma_prepare(vma) !== 0) return null;
  const page = alloc_page_vma(GFP_HIGHUSER_MOVABLE, vma, address);
  if (page === null) return null;
  clear_highpage(page);
  if (mem_cgroup_charge(page, vma.vm_mm, GFP_KERNEL) !== 0) {
    put_page(page);
    return null;
  }
  __SetPageUptodate(page);
  return page;
}

const zero_pte = ({ vma, address }: vm_fault) =>
  pte_mkspecial(pfn_pte(my_zero_pfn(address), vma.vm_page_prot));

/** Makes the page the vma's, and returns its pte. Context: the pte lock is held. */
function anon_pte({ vma, address }: vm_fault, page: page) {
  inc_mm_counter(vma.vm_mm, MM_ANONPAGES);
  page_add_new_anon_rmap(page, vma, address, false);
  lru_cache_add_inactive_or_unevictable(page, vma);
  return maybe_mkwrite(pte_mkdirty(mk_pte(page, vma.vm_page_prot)), vma);
}
