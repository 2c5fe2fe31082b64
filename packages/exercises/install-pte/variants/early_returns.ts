// The installer with three ways out, each of which unlocks.

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
  type pte_t,
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
  const pte = value_for(page, dst_vma, wp_copy);
  const cached = page.mapping !== null;
  const [ptep, ptl] = pte_offset_map_lock(dst_mm, dst_pmd, dst_addr);

  if (vma_is_shmem(dst_vma)) {
    const size = i_size_read(file_inode(dst_vma.vm_file!));
    if (linear_page_index(dst_vma, dst_addr) >= DIV_ROUND_UP(size, PAGE_SIZE)) {
      pte_unmap_unlock(ptep, ptl);
      return -EFAULT;
    }
  }
  if (!pte_none(ptep_get(ptep))) {
    pte_unmap_unlock(ptep, ptl);
    return -EEXIST;
  }
  if (cached) page_add_file_rmap(page, false);
  else page_add_new_anon_rmap(page, dst_vma, dst_addr, false);
  inc_mm_counter(dst_mm, mm_counter(page));
  if (newly_allocated) lru_cache_add_inactive_or_unevictable(page, dst_vma);
  set_pte_at(dst_mm, dst_addr, ptep, pte);
  update_mmu_cache(dst_vma, dst_addr, ptep);
  pte_unmap_unlock(ptep, ptl);
  return 0;
}

const value_for = (page: page, vma: vm_area_struct, wp_copy: boolean): pte_t => {
  const pte = mk_pte(page, vma.vm_page_prot);
  const ours = page.mapping === null;
  const may_write = Boolean(vma.vm_flags & VM_WRITE) && (ours || Boolean(vma.vm_flags & VM_SHARED));
  if (!may_write) return ours ? pte_mkdirty(pte) : pte;
  return wp_copy ? pte_mkuffd_wp(pte_mkdirty(pte)) : pte_mkwrite(pte_mkdirty(pte));
};
