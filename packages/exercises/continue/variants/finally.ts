// CONTINUE that lets go of the page in a finally, whatever happens.

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
  const found: out<page | null> = { value: null };
  const missing = look_up();
  if (missing !== 0 || found.value === null) return missing || -EFAULT;
  let taken_over = false;
  try {
    const answer = install(found.value);
    taken_over = answer === 0;
    return answer;
  } finally {
    unlock_page(found.value);
    if (!taken_over) put_page(found.value);
  }

  function look_up(): number {
    const pgoff = linear_page_index(dst_vma, dst_addr);
    return shmem_getpage(file_inode(dst_vma.vm_file!), pgoff, found, SGP_READ);
  }

  function install(page: page): number {
    return mcopy_atomic_install_pte(dst_mm, dst_pmd, dst_vma, dst_addr, page, false, wp_copy);
  }
}
