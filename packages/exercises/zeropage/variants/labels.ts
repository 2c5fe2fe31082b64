// Maps the page of zeros, with a labelled block in the place of goto.

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

export function mfill_zeropage_pte(
  dst_mm: mm_struct,
  dst_pmd: pmd_t,
  dst_vma: vm_area_struct,
  dst_addr: user_addr,
): number {
  const value = pte_mkspecial(pfn_pte(my_zero_pfn(dst_addr), dst_vma.vm_page_prot));
  const [dst_pte, ptl] = pte_offset_map_lock(dst_mm, dst_pmd, dst_addr);
  let ret: number;
  out: {
    if (dst_vma.vm_file) {
      const inode = file_inode(dst_vma.vm_file);
      const offset = linear_page_index(dst_vma, dst_addr);
      const max_off = DIV_ROUND_UP(i_size_read(inode), PAGE_SIZE);
      ret = -EFAULT;
      if (offset >= max_off) break out;
    }
    ret = -EEXIST;
    if (!pte_none(ptep_get(dst_pte))) break out;
    set_pte_at(dst_mm, dst_addr, dst_pte, value);
    update_mmu_cache(dst_vma, dst_addr, dst_pte);
    ret = 0;
  }
  pte_unmap_unlock(dst_pte, ptl);
  return ret;
}
