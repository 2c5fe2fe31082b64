// The installer that gives its lock back in a finally, and makes the pte under it.

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
  type pte_ptr,
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

export function mcopy_atomic_install_pte(
  dst_mm: mm_struct,
  dst_pmd: pmd_t,
  dst_vma: vm_area_struct,
  dst_addr: user_addr,
  page: page,
  newly_allocated: boolean,
  wp_copy: boolean,
): number {
  const [ptep, ptl] = pte_offset_map_lock(dst_mm, dst_pmd, dst_addr);
  try {
    if (is_beyond_eof()) return -EFAULT;
    if (!pte_none(ptep_get(ptep))) return -EEXIST;
    map(ptep);
    return 0;
  } finally {
    pte_unmap_unlock(ptep, ptl);
  }

  function is_beyond_eof(): boolean {
    if (!vma_is_shmem(dst_vma)) return false;
    const size = i_size_read(file_inode(dst_vma.vm_file!));
    return linear_page_index(dst_vma, dst_addr) >= DIV_ROUND_UP(size, PAGE_SIZE);
  }

  function map(ptep: pte_ptr): void {
    const has = (flag: number) => (dst_vma.vm_flags & flag) !== 0;
    const cached = page.mapping !== null;
    const writable = has(VM_WRITE) && (!cached || has(VM_SHARED));
    let pte = mk_pte(page, dst_vma.vm_page_prot);
    if (writable && wp_copy) pte = pte_mkuffd_wp(pte);
    if (writable && !wp_copy) pte = pte_mkwrite(pte);
    if (writable || !cached) pte = pte_mkdirty(pte);
    set_pte_at(dst_mm, dst_addr, ptep, pte);
    if (newly_allocated) lru_cache_add_inactive_or_unevictable(page, dst_vma);
    if (cached) page_add_file_rmap(page, false);
    else page_add_new_anon_rmap(page, dst_vma, dst_addr, false);
    inc_mm_counter(dst_mm, mm_counter(page));
    update_mmu_cache(dst_vma, dst_addr, ptep);
  }
}
