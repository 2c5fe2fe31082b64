// The copy with a labelled block for each way out, in the place of goto.

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
  let page: page | null;
  let ret = -ENOMEM;
  done: {
    release: {
      if (pagep.value === null) {
        page = alloc_page_vma(GFP_HIGHUSER_MOVABLE, dst_vma, dst_addr);
        if (page === null) break done;
        const page_kaddr = kmap_atomic(page);
        ret = copy_from_user(page_kaddr, src_addr, PAGE_SIZE);
        kunmap_atomic(page_kaddr);
        if (ret > 0) {
          ret = -ENOENT;
          pagep.value = page;
          break done;
        }
      } else {
        page = pagep.value;
        pagep.value = null;
      }
      __SetPageUptodate(page);
      ret = -ENOMEM;
      if (mem_cgroup_charge(page, dst_mm, GFP_KERNEL) !== 0) break release;
      ret = mcopy_atomic_install_pte(dst_mm, dst_pmd, dst_vma, dst_addr, page, true, wp_copy);
      if (ret !== 0) break release;
      break done;
    }
    put_page(page);
  }
  return ret;
}
