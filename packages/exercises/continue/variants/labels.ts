// CONTINUE with labelled blocks in the place of goto, as it would be written in C.

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
  const pgoff = linear_page_index(dst_vma, dst_addr);
  const pagep: out<page | null> = { value: null };
  let ret: number;
  done: {
    release: {
      ret = shmem_getpage(inode, pgoff, pagep, SGP_READ);
      if (ret) break done;
      if (!pagep.value) {
        ret = -EFAULT;
        break done;
      }
      const newly_allocated = false;
      ret = mcopy_atomic_install_pte(
        dst_mm,
        dst_pmd,
        dst_vma,
        dst_addr,
        pagep.value,
        newly_allocated,
        wp_copy,
      );
      if (ret) break release;
      unlock_page(pagep.value);
      break done;
    }
    unlock_page(pagep.value);
    put_page(pagep.value);
  }
  return ret;
}
