// Puts the marks that are due into a list and applies them one after the other.

import {
  mk_pte,
  type page,
  pte_mkdirty,
  pte_mkuffd_wp,
  pte_mkwrite,
  type pte_t,
  VM_SHARED,
  VM_WRITE,
  type vm_area_struct,
} from "@faultline/core";

export function mk_fill_pte(dst_vma: vm_area_struct, page: page, wp_copy: boolean): pte_t {
  const has = (flag: number): boolean => (dst_vma.vm_flags & flag) === flag;
  const ours = !page.mapping;
  const due = [
    { mark: pte_mkuffd_wp, when: has(VM_WRITE) && (ours || has(VM_SHARED)) && wp_copy },
    { mark: pte_mkwrite, when: has(VM_WRITE) && (ours || has(VM_SHARED)) && !wp_copy },
    { mark: pte_mkdirty, when: ours || has(VM_WRITE | VM_SHARED) },
  ];
  return due
    .filter(({ when }) => when)
    .reduce((pte, { mark }) => mark(pte), mk_pte(page, dst_vma.vm_page_prot));
}
