// CONTINUE that needs no installer: it does the installer's work itself, for the one kind of page that it has.

import {
  DIV_ROUND_UP,
  EEXIST,
  EFAULT,
  file_inode,
  i_size_read,
  inc_mm_counter,
  linear_page_index,
  MM_SHMEMPAGES,
  mk_pte,
  type mm_struct,
  type out,
  PAGE_SIZE,
  type page,
  page_add_file_rmap,
  type pmd_t,
  pte_mkdirty,
  pte_mkuffd_wp,
  pte_mkwrite,
  pte_none,
  pte_offset_map_lock,
  type pte_t,
  pte_unmap_unlock,
  ptep_get,
  put_page,
  SGP_READ,
  set_pte_at,
  shmem_getpage,
  unlock_page,
  update_mmu_cache,
  type user_addr,
  VM_SHARED,
  VM_WRITE,
  type vm_area_struct,
} from "@faultline/core";

export function mcontinue_atomic_pte(
  dst_mm: mm_struct,
  dst_pmd: pmd_t,
  dst_vma: vm_area_struct,
  dst_addr: user_addr,
  wp_copy: boolean,
): number {
  const inode = file_inode(dst_vma.vm_file!);
  const index = linear_page_index(dst_vma, dst_addr);
  const pagep: out<page | null> = { value: null };
  const error = shmem_getpage(inode, index, pagep, SGP_READ);
  if (error !== 0) return error;
  const { value: page } = pagep;
  if (page === null) return -EFAULT;

  const answer = map(page);
  if (answer !== 0) put_page(page);
  unlock_page(page);
  return answer;

  function map(page: page): number {
    const [ptep, ptl] = pte_offset_map_lock(dst_mm, dst_pmd, dst_addr);
    let refusal = 0;
    if (index >= DIV_ROUND_UP(i_size_read(inode), PAGE_SIZE)) refusal = -EFAULT;
    else if (!pte_none(ptep_get(ptep))) refusal = -EEXIST;
    else {
      page_add_file_rmap(page, false);
      inc_mm_counter(dst_mm, MM_SHMEMPAGES);
      set_pte_at(dst_mm, dst_addr, ptep, pte_for(page));
      update_mmu_cache(dst_vma, dst_addr, ptep);
    }
    pte_unmap_unlock(ptep, ptl);
    return refusal;
  }

  function pte_for(page: page): pte_t {
    const pte = mk_pte(page, dst_vma.vm_page_prot);
    if (!(dst_vma.vm_flags & VM_SHARED) || !(dst_vma.vm_flags & VM_WRITE)) return pte;
    return wp_copy ? pte_mkuffd_wp(pte_mkdirty(pte)) : pte_mkwrite(pte_mkdirty(pte));
  }
}
