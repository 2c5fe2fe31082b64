// Bringing anonymous memory back from the swap area.
// Source: mm/memory.c do_swap_page(); no swap cache, and each slot has one user: no page is shared as it returns.

import {
  mk_pte,
  pte_mkdirty,
  pte_mkuffd_wp,
  pte_to_swp_entry,
  pte_uffd_wp,
} from "../arch/x86/pgtable.ts";
import { FAULT_FLAG_WRITE, VM_FAULT_OOM } from "../include/linux/mm.ts";
import type { page, vm_fault, vm_fault_t } from "../include/linux/mm_types.ts";
import { __SetPageUptodate, SetPageDirty } from "../include/linux/page_flags.ts";
import type { pte_t } from "../include/linux/types.ts";
import { mem_cgroup_charge } from "./memcontrol.ts";
import { maybe_mkwrite } from "./memory_set_pte.ts";
import { GFP_HIGHUSER_MOVABLE, GFP_KERNEL } from "./page_alloc.ts";
import {
  pte_offset_map_lock,
  pte_unmap_unlock,
  ptep_get,
  set_pte_at,
  update_mmu_cache,
} from "./pgtable.ts";
import {
  dec_mm_counter,
  inc_mm_counter,
  MM_ANONPAGES,
  MM_SWAPENTS,
  page_add_new_anon_rmap,
} from "./rmap.ts";
import { alloc_page_vma } from "./shmem_cache.ts";
import { lru_cache_add_inactive_or_unevictable, put_page } from "./swap.ts";
import { swap_content, swap_free } from "./swapfile.ts";

/**
 * Handles a fault on a page that was swapped out. Nobody is asked: the page was there already.
 *
 * @returns 0 or VM_FAULT_OOM
 *
 * Context: the mmap lock is held for reading. Sleeps.
 */
export function do_swap_page(vmf: vm_fault): vm_fault_t {
  const { vma, address, orig_pte } = vmf;
  const page = swapped_page(vmf);
  if (page === null) return VM_FAULT_OOM;
  const [ptep, ptl] = pte_offset_map_lock(vma.vm_mm, vmf.pmd, address);
  const unchanged = ptep_get(ptep) === orig_pte;
  if (unchanged) {
    dec_mm_counter(vma.vm_mm, MM_SWAPENTS);
    inc_mm_counter(vma.vm_mm, MM_ANONPAGES);
    page_add_new_anon_rmap(page, vma, address, false);
    lru_cache_add_inactive_or_unevictable(page, vma);
    set_pte_at(vma.vm_mm, address, ptep, returning_pte(vmf, page));
    update_mmu_cache(vma, address, ptep);
    SetPageDirty(page); // the slot goes, so this is the only copy
    swap_free(pte_to_swp_entry(orig_pte));
  }
  pte_unmap_unlock(ptep, ptl);
  if (!unchanged) put_page(page);
  return 0;
}

function swapped_page({ vma, address, orig_pte }: vm_fault): page | null {
  const page = alloc_page_vma(GFP_HIGHUSER_MOVABLE, vma, address);
  if (page === null) return null;
  if (mem_cgroup_charge(page, vma.vm_mm, GFP_KERNEL) !== 0) {
    put_page(page);
    return null;
  }
  page.content = swap_content(pte_to_swp_entry(orig_pte));
  __SetPageUptodate(page);
  return page;
}

/** Protection goes to the swap area and comes back with the page; a write then faults once more, and reports. */
function returning_pte({ vma, flags, orig_pte }: vm_fault, page: page): pte_t {
  const pte = mk_pte(page, vma.vm_page_prot);
  if (pte_uffd_wp(orig_pte)) return pte_mkuffd_wp(pte);
  return flags & FAULT_FLAG_WRITE ? maybe_mkwrite(pte_mkdirty(pte), vma) : pte;
}
