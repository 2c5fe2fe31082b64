// Maps the page of zeros; a closure decides under the lock, and a finally gives the lock back.

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
  type pte_ptr,
  pte_unmap_unlock,
  ptep_get,
  set_pte_at,
  update_mmu_cache,
  type user_addr,
  type vm_area_struct,
} from "@faultline/core";

export function mfill_zeropage_pte(
  dst_mm: mm_struct,
  dst_pmd: pmd_t,
  dst_vma: vm_area_struct,
  dst_addr: user_addr,
): number {
  return locked((ptep) => {
    if (pages_of_file() <= linear_page_index(dst_vma, dst_addr)) return -EFAULT;
    if (!pte_none(ptep_get(ptep))) return -EEXIST;
    const zeros = pfn_pte(my_zero_pfn(dst_addr), dst_vma.vm_page_prot);
    set_pte_at(dst_mm, dst_addr, ptep, pte_mkspecial(zeros));
    update_mmu_cache(dst_vma, dst_addr, ptep);
    return 0;
  });

  function locked(decide: (ptep: pte_ptr) => number): number {
    const [ptep, ptl] = pte_offset_map_lock(dst_mm, dst_pmd, dst_addr);
    try {
      return decide(ptep);
    } finally {
      pte_unmap_unlock(ptep, ptl);
    }
  }

  function pages_of_file(): number {
    const file = dst_vma.vm_file;
    return file === null ? Infinity : DIV_ROUND_UP(i_size_read(file_inode(file)), PAGE_SIZE);
  }
}
