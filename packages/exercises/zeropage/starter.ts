// Your file. Fill the holes; each TODO() throws until you have replaced it.

import {
  DIV_ROUND_UP,
  EEXIST,
  EFAULT,
  file_inode,
  i_size_read,
  linear_page_index,
  type mm_struct,
  my_zero_pfn,
  PAGE_SIZE,
  pfn_pte,
  type pmd_t,
  pte_mkspecial,
  pte_none,
  pte_offset_map_lock,
  pte_unmap_unlock,
  ptep_get,
  set_pte_at,
  update_mmu_cache,
  type user_addr,
  type vm_area_struct,
} from "@faultline/core";

function TODO(what: string): never {
  throw new Error(`Still to be written: ${what}`);
}

/**
 * Maps the shared page of zeros at `dst_addr`, if nothing is mapped there yet and the file, if there is one, reaches
 * that far. Nobody may ever write to that page; and as it is never freed, nobody counts who has it.
 *
 * @param dst_addr byte address inside `dst_vma`, at the start of a page
 * @param dst_vma  private memory: of no file, or a private mapping of a file on tmpfs
 * @returns 0: the program reads zeros there; or, with nothing changed at all,
 *   -EFAULT  the vma's file ends before this page
 *   -EEXIST  the pte is in use already
 *
 * Context: the address space is locked for reading, dst_pmd has a table of ptes.
 * Between pte_offset_map_lock() and pte_unmap_unlock() nothing may sleep.
 */
export function mfill_zeropage_pte(
  dst_mm: mm_struct,
  dst_pmd: pmd_t,
  dst_vma: vm_area_struct,
  dst_addr: user_addr,
): number {
  TODO(
    "make the pte: which frame, what may be done there, and what the kernel must not do with it",
  );
  TODO("take the lock; refuse what lies beyond the end of the file, and what is in use");
  TODO("write the pte, and give the lock back");
}
