// The installer with its truth table written down as a table.

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

type mark = (pte: pte_t) => pte_t;

/** By in the file, shared, writable, protected: four binary digits. */
const marks: { readonly [row: string]: readonly mark[] } = {
  "0000": [pte_mkdirty],
  "0001": [pte_mkdirty],
  "0010": [pte_mkdirty, pte_mkwrite],
  "0011": [pte_mkdirty, pte_mkuffd_wp],
  "1110": [pte_mkdirty, pte_mkwrite],
  "1111": [pte_mkdirty, pte_mkuffd_wp],
};

const row = (...facts: boolean[]): string => facts.map(Number).join("");

export function mcopy_atomic_install_pte(
  dst_mm: mm_struct,
  dst_pmd: pmd_t,
  dst_vma: vm_area_struct,
  dst_addr: user_addr,
  page: page,
  newly_allocated: boolean,
  wp_copy: boolean,
): number {
  const in_cache = page.mapping !== null;
  const shared = (dst_vma.vm_flags & VM_SHARED) !== 0;
  const may_write = (dst_vma.vm_flags & VM_WRITE) !== 0;
  let pte = mk_pte(page, dst_vma.vm_page_prot);
  for (const mark of marks[row(in_cache, shared, may_write, wp_copy)] ?? []) pte = mark(pte);

  const [ptep, ptl] = pte_offset_map_lock(dst_mm, dst_pmd, dst_addr);
  let error = 0;
  if (vma_is_shmem(dst_vma)) {
    const pages = DIV_ROUND_UP(i_size_read(file_inode(dst_vma.vm_file!)), PAGE_SIZE);
    if (pages <= linear_page_index(dst_vma, dst_addr)) error = -EFAULT;
  }
  if (error === 0 && !pte_none(ptep_get(ptep))) error = -EEXIST;
  if (error === 0) {
    if (in_cache) page_add_file_rmap(page, false);
    if (!in_cache) page_add_new_anon_rmap(page, dst_vma, dst_addr, false);
    inc_mm_counter(dst_mm, mm_counter(page));
    if (newly_allocated) lru_cache_add_inactive_or_unevictable(page, dst_vma);
    set_pte_at(dst_mm, dst_addr, ptep, pte);
    update_mmu_cache(dst_vma, dst_addr, ptep);
  }
  pte_unmap_unlock(ptep, ptl);
  return error;
}
