// Copies one page into private memory. This is an answer, not the answer: see variants/ for others.
// Source: what Linux 5.14 does in mm/userfaultfd.c, told again in the words of this kit.

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
  // Taken out of the caller's hands at once: no way out but one may leave a page there.
  let page = pagep.value;
  pagep.value = null;
  if (page === null) {
    page = alloc_page_vma(GFP_HIGHUSER_MOVABLE, dst_vma, dst_addr);
    if (page === null) return -ENOMEM;
    if (copy_atomically(page, src_addr) !== 0) {
      // The caller lets go of its lock, fills the page, and brings it back; or drops it.
      pagep.value = page;
      return -ENOENT;
    }
  }

  // While nobody else can find the page: whoever sees the pte must see the bytes.
  __SetPageUptodate(page);
  // Paid for last of all that can fail by itself, and before anybody can use it.
  if (mem_cgroup_charge(page, dst_mm, GFP_KERNEL) !== 0) {
    put_page(page);
    return -ENOMEM;
  }
  const error = mcopy_atomic_install_pte(dst_mm, dst_pmd, dst_vma, dst_addr, page, true, wp_copy);
  // On success the reference is the pte's. Otherwise it is still ours, and the charge goes with the page.
  if (error !== 0) put_page(page);
  return error;
}

/** Copies a page of the program's memory without waiting for it; returns how many bytes are missing. */
function copy_atomically(page: page, src_addr: user_addr): number {
  const kaddr = kmap_atomic(page); // page faults are off from here: the mmap lock is held
  const missing = copy_from_user(kaddr, src_addr, PAGE_SIZE);
  kunmap_atomic(kaddr);
  return missing;
}
