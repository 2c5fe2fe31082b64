// Maps one page at one address. This is an answer, not the answer: see variants/ for others.
// Source: what Linux 5.14 does in mm/userfaultfd.c, told again in the words of this kit.

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
  const shared = (dst_vma.vm_flags & VM_SHARED) !== 0;
  // Neither the vma nor PageAnon() can tell: a private fill of a file is anonymous, and a new page is not yet.
  const in_cache = page.mapping !== null;
  let writable = (dst_vma.vm_flags & VM_WRITE) !== 0;
  // A private mapping may look at the file's page. Its first write must fault, and copy.
  if (in_cache && !shared) writable = false;

  let pte = mk_pte(page, dst_vma.vm_page_prot);
  // A new anonymous page was just written, and nothing but this bit remembers that.
  if (writable || !in_cache) pte = pte_mkdirty(pte);
  if (writable) pte = wp_copy ? pte_mkuffd_wp(pte) : pte_mkwrite(pte);

  const [ptep, ptl] = pte_offset_map_lock(dst_mm, dst_pmd, dst_addr);
  let ret = 0;
  // Truncation lowers the size first and cuts ptes next, under this lock. So read here, the size is
  // the new one, or our pte is there in time to be cut.
  if (beyond_eof(dst_vma, dst_addr)) {
    ret = -EFAULT;
  } else if (!pte_none(ptep_get(ptep))) {
    ret = -EEXIST; // another thread was faster, or the page is swapped out
  } else {
    if (in_cache) page_add_file_rmap(page, false);
    else page_add_new_anon_rmap(page, dst_vma, dst_addr, false);
    // After the rmap: before it, a new page does not count as anonymous yet.
    inc_mm_counter(dst_mm, mm_counter(page));
    if (newly_allocated) lru_cache_add_inactive_or_unevictable(page, dst_vma);
    // The caller's reference is the pte's from here on.
    set_pte_at(dst_mm, dst_addr, ptep, pte);
    update_mmu_cache(dst_vma, dst_addr, ptep);
  }
  pte_unmap_unlock(ptep, ptl);
  return ret;
}

/** Whether the file ends before `addr`. Only tmpfs has an end: a private mapping of /dev/zero has a file without one. */
function beyond_eof(vma: vm_area_struct, addr: user_addr): boolean {
  if (!vma_is_shmem(vma)) return false;
  const max_off = DIV_ROUND_UP(i_size_read(file_inode(vma.vm_file!)), PAGE_SIZE);
  return linear_page_index(vma, addr) >= max_off;
}
