// Maps the page of zeros at one address. This is an answer, not the answer: see variants/ for others.
// Source: what Linux 5.14 does in mm/userfaultfd.c, told again in the words of this kit.

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
  // Special: no reference, no counter, no list. Not writable, whatever the area allows: the first write must copy.
  const zeros = pte_mkspecial(pfn_pte(my_zero_pfn(dst_addr), dst_vma.vm_page_prot));

  const [ptep, ptl] = pte_offset_map_lock(dst_mm, dst_pmd, dst_addr);
  let ret = 0;
  // Truncation lowers the size first and cuts ptes next, under this lock. So read here, the size is
  // the new one, or our pte is there in time to be cut.
  if (ends_before(dst_vma, dst_addr)) {
    ret = -EFAULT;
  } else if (!pte_none(ptep_get(ptep))) {
    ret = -EEXIST; // a page, the page of zeros, or where a page was swapped out to
  } else {
    set_pte_at(dst_mm, dst_addr, ptep, zeros);
    update_mmu_cache(dst_vma, dst_addr, ptep);
  }
  pte_unmap_unlock(ptep, ptl);
  return ret;
}

/** Whether the vma has a file, and it ends before the page that belongs at `addr`. */
function ends_before(vma: vm_area_struct, addr: user_addr): boolean {
  if (vma.vm_file === null) return false;
  const max_off = DIV_ROUND_UP(i_size_read(file_inode(vma.vm_file)), PAGE_SIZE);
  return linear_page_index(vma, addr) >= max_off;
}
