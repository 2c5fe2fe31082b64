// Your file. Fill the holes; each TODO() throws until you have replaced it.

import {
  DIV_ROUND_UP,
  EEXIST,
  EFAULT,
  file_inode,
  i_size_read,
  inc_mm_counter,
  linear_page_index,
  lru_cache_add_inactive_or_unevictable,
  mk_pte,
  mm_counter,
  type mm_struct,
  PAGE_SIZE,
  type page,
  page_add_file_rmap,
  page_add_new_anon_rmap,
  type pmd_t,
  pte_mkdirty,
  pte_mkuffd_wp,
  pte_mkwrite,
  pte_none,
  pte_offset_map_lock,
  pte_unmap_unlock,
  ptep_get,
  set_pte_at,
  update_mmu_cache,
  type user_addr,
  VM_SHARED,
  VM_WRITE,
  type vm_area_struct,
  vma_is_shmem,
} from "@faultline/core";

function TODO(what: string): never {
  throw new Error(`Still to be written: ${what}`);
}

/**
 * Maps `page` at `dst_addr`, if nothing is mapped there yet and the file reaches that far.
 *
 * @param dst_addr        byte address inside `dst_vma`, at the start of a page
 * @param page            a page that its file has already, or a new one that is to become anonymous memory
 * @param newly_allocated whether reclaim has never heard of the page
 * @param wp_copy         whether the monitor wants to hear of the first write
 * @returns 0: the page is mapped, and your caller's reference to it belongs to the pte; or, with nothing changed at all,
 *   -EFAULT  dst_vma maps a file of tmpfs that ends before this page
 *   -EEXIST  something is mapped there already
 *
 * Context: the address space is locked for reading, dst_pmd has a table of ptes. A page of a file is locked.
 * Between pte_offset_map_lock() and pte_unmap_unlock() nothing may sleep.
 */
export function mcopy_atomic_install_pte(
  dst_mm: mm_struct,
  dst_pmd: pmd_t,
  dst_vma: vm_area_struct,
  dst_addr: user_addr,
  page: page,
  newly_allocated: boolean,
  wp_copy: boolean,
): number {
  TODO("decide whether the page may be written here, and whether its pte is dirty");
  TODO("take the lock; refuse what lies beyond the end of the file, and what is mapped already");
  TODO("make the page known: to reverse mapping, to the counters, to reclaim");
  TODO("write the pte, and give the lock back");
}
