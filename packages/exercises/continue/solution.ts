// Maps the page that a file already has. This is an answer, not the answer: see variants/ for others.
// Source: what Linux 5.14 does in mm/userfaultfd.c, told again in the words of this kit.

import {
  EFAULT,
  file_inode,
  linear_page_index,
  mcopy_atomic_install_pte,
  type mm_struct,
  type out,
  type page,
  type pmd_t,
  put_page,
  SGP_READ,
  shmem_getpage,
  unlock_page,
  type user_addr,
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
  // For reading: a page in the swap area is there and comes back, a hole is not and stays one.
  let error = shmem_getpage(inode, index, pagep, SGP_READ);
  if (error !== 0) return error;
  const page = pagep.value;
  if (page === null) return -EFAULT;

  // Locked until it is mapped, or it could leave its file, and the installer would take it for a new page.
  error = mcopy_atomic_install_pte(dst_mm, dst_pmd, dst_vma, dst_addr, page, false, wp_copy);
  unlock_page(page);
  // The reference that came with the page belongs to its pte now, if there is one.
  if (error !== 0) put_page(page);
  return error;
}
