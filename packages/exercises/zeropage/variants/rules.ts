// Maps the page of zeros, unless one of the rules in a table is against it.

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

interface place {
  readonly vma: vm_area_struct;
  readonly addr: user_addr;
  readonly ptep: pte_ptr;
}

const rules: readonly { readonly error: number; readonly broken: (at: place) => boolean }[] = [
  {
    error: EFAULT,
    broken: ({ vma, addr }) => {
      if (!vma.vm_file) return false;
      const size = i_size_read(file_inode(vma.vm_file));
      return !(linear_page_index(vma, addr) < DIV_ROUND_UP(size, PAGE_SIZE));
    },
  },
  { error: EEXIST, broken: ({ ptep }) => !pte_none(ptep_get(ptep)) },
];

export function mfill_zeropage_pte(
  dst_mm: mm_struct,
  dst_pmd: pmd_t,
  dst_vma: vm_area_struct,
  dst_addr: user_addr,
): number {
  const [ptep, ptl] = pte_offset_map_lock(dst_mm, dst_pmd, dst_addr);
  const rule = rules.find(({ broken }) => broken({ vma: dst_vma, addr: dst_addr, ptep }));
  if (rule === undefined) {
    const frame = my_zero_pfn(dst_addr);
    set_pte_at(dst_mm, dst_addr, ptep, pte_mkspecial(pfn_pte(frame, dst_vma.vm_page_prot)));
    update_mmu_cache(dst_vma, dst_addr, ptep);
  }
  pte_unmap_unlock(ptep, ptl);
  return rule === undefined ? 0 : -rule.error;
}
