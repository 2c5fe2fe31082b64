// CONTINUE that writes the pte itself, and thinks of shared mappings only.

import {
  EEXIST,
  EFAULT,
  file_inode,
  inc_mm_counter,
  linear_page_index,
  mk_pte,
  mm_counter,
  type mm_struct,
  type out,
  type page,
  page_add_file_rmap,
  type pmd_t,
  pte_mkdirty,
  pte_mkwrite,
  pte_none,
  pte_offset_map_lock,
  pte_unmap_unlock,
  ptep_get,
  put_page,
  SGP_READ,
  set_pte_at,
  shmem_getpage,
  unlock_page,
  type user_addr,
  VM_WRITE,
  type vm_area_struct,
} from "@faultline/core";

export function mcontinue_atomic_pte(
  dst_mm: mm_struct,
  dst_pmd: pmd_t,
  dst_vma: vm_area_struct,
  dst_addr: user_addr,
  _wp_copy: boolean,
): number {
  const inode = file_inode(dst_vma.vm_file!);
  const pagep: out<page | null> = { value: null };
  const error = shmem_getpage(inode, linear_page_index(dst_vma, dst_addr), pagep, SGP_READ);
  if (error !== 0) return error;
  const page = pagep.value;
  if (page === null) return -EFAULT;

  let pte = mk_pte(page, dst_vma.vm_page_prot);
  if (dst_vma.vm_flags & VM_WRITE) pte = pte_mkwrite(pte_mkdirty(pte));
  const [ptep, ptl] = pte_offset_map_lock(dst_mm, dst_pmd, dst_addr);
  const free = pte_none(ptep_get(ptep));
  if (free) {
    page_add_file_rmap(page, false);
    inc_mm_counter(dst_mm, mm_counter(page));
    set_pte_at(dst_mm, dst_addr, ptep, pte);
  }
  pte_unmap_unlock(ptep, ptl);
  unlock_page(page);
  if (!free) put_page(page);
  return free ? 0 : -EEXIST;
}
