// The installer with a labelled block in the place of goto.

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

export function mcopy_atomic_install_pte(
  dst_mm: mm_struct,
  dst_pmd: pmd_t,
  dst_vma: vm_area_struct,
  dst_addr: user_addr,
  page: page,
  newly_allocated: boolean,
  wp_copy: boolean,
): number {
  let writable = (dst_vma.vm_flags & VM_WRITE) !== 0;
  const vm_shared = (dst_vma.vm_flags & VM_SHARED) !== 0;
  const page_in_cache = page.mapping !== null;
  let value = mk_pte(page, dst_vma.vm_page_prot);
  if (page_in_cache && !vm_shared) writable = false;
  if (writable || !page_in_cache) value = pte_mkdirty(value);
  if (writable) {
    if (wp_copy) value = pte_mkuffd_wp(value);
    else value = pte_mkwrite(value);
  }

  const [dst_pte, ptl] = pte_offset_map_lock(dst_mm, dst_pmd, dst_addr);
  let ret: number;
  out: {
    if (vma_is_shmem(dst_vma)) {
      const inode = file_inode(dst_vma.vm_file!);
      const offset = linear_page_index(dst_vma, dst_addr);
      const max_off = DIV_ROUND_UP(i_size_read(inode), PAGE_SIZE);
      ret = -EFAULT;
      if (offset >= max_off) break out;
    }
    ret = -EEXIST;
    if (!pte_none(ptep_get(dst_pte))) break out;
    if (page_in_cache) page_add_file_rmap(page, false);
    else page_add_new_anon_rmap(page, dst_vma, dst_addr, false);
    inc_mm_counter(dst_mm, mm_counter(page));
    if (newly_allocated) lru_cache_add_inactive_or_unevictable(page, dst_vma);
    set_pte_at(dst_mm, dst_addr, dst_pte, value);
    update_mmu_cache(dst_vma, dst_addr, dst_pte);
    ret = 0;
  }
  pte_unmap_unlock(dst_pte, ptl);
  return ret;
}
