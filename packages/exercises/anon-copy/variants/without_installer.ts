// The copy that writes its own pte, as Linux did before mcopy_atomic_install_pte() was there for all.

import {
  __SetPageUptodate,
  alloc_page_vma,
  copy_from_user,
  DIV_ROUND_UP,
  EEXIST,
  EFAULT,
  ENOENT,
  ENOMEM,
  file_inode,
  GFP_HIGHUSER_MOVABLE,
  GFP_KERNEL,
  i_size_read,
  inc_mm_counter,
  kmap_atomic,
  kunmap_atomic,
  linear_page_index,
  lru_cache_add_inactive_or_unevictable,
  MM_ANONPAGES,
  mem_cgroup_charge,
  mk_pte,
  type mm_struct,
  type out,
  PAGE_SIZE,
  type page,
  page_add_new_anon_rmap,
  type pmd_t,
  pte_mkdirty,
  pte_mkuffd_wp,
  pte_mkwrite,
  pte_none,
  pte_offset_map_lock,
  pte_unmap_unlock,
  ptep_get,
  put_page,
  set_pte_at,
  update_mmu_cache,
  type user_addr,
  VM_WRITE,
  type vm_area_struct,
  vma_is_shmem,
} from "@faultline/core";

export function mcopy_atomic_pte(
  dst_mm: mm_struct,
  dst_pmd: pmd_t,
  dst_vma: vm_area_struct,
  dst_addr: user_addr,
  src_addr: user_addr,
  pagep: out<page | null>,
  wp_copy: boolean,
): number {
  let page = pagep.value;
  if (page === null) {
    page = alloc_page_vma(GFP_HIGHUSER_MOVABLE, dst_vma, dst_addr);
    if (page === null) return -ENOMEM;
    const kaddr = kmap_atomic(page);
    const missing = copy_from_user(kaddr, src_addr, PAGE_SIZE);
    kunmap_atomic(kaddr);
    if (missing > 0) {
      pagep.value = page;
      return -ENOENT;
    }
  }
  pagep.value = null;
  __SetPageUptodate(page);
  if (mem_cgroup_charge(page, dst_mm, GFP_KERNEL)) {
    put_page(page);
    return -ENOMEM;
  }

  let pte = pte_mkdirty(mk_pte(page, dst_vma.vm_page_prot));
  if (dst_vma.vm_flags & VM_WRITE) pte = wp_copy ? pte_mkuffd_wp(pte) : pte_mkwrite(pte);

  const [ptep, ptl] = pte_offset_map_lock(dst_mm, dst_pmd, dst_addr);
  let refused = beyond_eof(dst_vma, dst_addr) ? -EFAULT : 0;
  if (refused === 0 && !pte_none(ptep_get(ptep))) refused = -EEXIST;
  if (refused === 0) {
    inc_mm_counter(dst_mm, MM_ANONPAGES);
    page_add_new_anon_rmap(page, dst_vma, dst_addr, false);
    lru_cache_add_inactive_or_unevictable(page, dst_vma);
    set_pte_at(dst_mm, dst_addr, ptep, pte);
    update_mmu_cache(dst_vma, dst_addr, ptep);
  }
  pte_unmap_unlock(ptep, ptl);
  if (refused !== 0) put_page(page);
  return refused;
}

function beyond_eof(vma: vm_area_struct, addr: user_addr): boolean {
  if (!vma_is_shmem(vma)) return false;
  const size = i_size_read(file_inode(vma.vm_file!));
  return linear_page_index(vma, addr) >= DIV_ROUND_UP(size, PAGE_SIZE);
}
