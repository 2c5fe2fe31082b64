// The copy that unmaps in a finally, and drops the page in another unless somebody else has it by then.

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
  const page = pagep.value ?? alloc_page_vma(GFP_HIGHUSER_MOVABLE, dst_vma, dst_addr);
  const full = pagep.value !== null;
  if (page === null) return -ENOMEM;
  let mine = true;
  try {
    pagep.value = null;
    if (!full && !fill(page, src_addr)) {
      pagep.value = page;
      mine = false;
      return -ENOENT;
    }
    __SetPageUptodate(page);
    const unpaid = mem_cgroup_charge(page, dst_mm, GFP_KERNEL);
    if (unpaid !== 0) return unpaid;
    const refused = mcopy_atomic_install_pte(
      dst_mm,
      dst_pmd,
      dst_vma,
      dst_addr,
      page,
      true,
      wp_copy,
    );
    mine = refused !== 0;
    return refused;
  } finally {
    if (mine) put_page(page);
  }
}

function fill(page: page, from: user_addr): boolean {
  const kaddr = kmap_atomic(page);
  try {
    return copy_from_user(kaddr, from, PAGE_SIZE) === 0;
  } finally {
    kunmap_atomic(kaddr);
  }
}
