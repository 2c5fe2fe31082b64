// The copy with one function for each round.

import {
  __SetPageUptodate,
  alloc_page_vma,
  copy_from_user,
  ENOENT,
  ENOMEM,
  GFP_HIGHUSER_MOVABLE,
  GFP_KERNEL,
  kmap_atomic,
  kunmap_atomic,
  mcopy_atomic_install_pte,
  mem_cgroup_charge,
  type mm_struct,
  type out,
  PAGE_SIZE,
  type page,
  type pmd_t,
  put_page,
  type user_addr,
  type vm_area_struct,
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
  const brought = pagep.value;
  pagep.value = null;
  return brought === null ? first_round() : finish(brought);

  function first_round(): number {
    const page = alloc_page_vma(GFP_HIGHUSER_MOVABLE, dst_vma, dst_addr);
    if (page === null) return -ENOMEM;
    const to = kmap_atomic(page);
    const left = copy_from_user(to, src_addr, PAGE_SIZE);
    kunmap_atomic(to);
    if (left === 0) return finish(page);
    pagep.value = page;
    return -ENOENT;
  }

  function finish(page: page): number {
    __SetPageUptodate(page);
    const error =
      mem_cgroup_charge(page, dst_mm, GFP_KERNEL) ||
      mcopy_atomic_install_pte(dst_mm, dst_pmd, dst_vma, dst_addr, page, true, wp_copy);
    if (error !== 0) put_page(page);
    return error;
  }
}
