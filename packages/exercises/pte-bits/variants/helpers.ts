// A function for each question, and the bits in another order.

import {
  type page,
  pfn_pte,
  pte_mkdirty,
  pte_mkuffd_wp,
  pte_mkwrite,
  type pte_t,
  VM_SHARED,
  VM_WRITE,
  type vm_area_struct,
} from "@faultline/core";

export function mk_fill_pte(dst_vma: vm_area_struct, page: page, wp_copy: boolean): pte_t {
  const base = pfn_pte(page.pfn, dst_vma.vm_page_prot);
  const opened = may_write(dst_vma, page) ? open(base, wp_copy) : base;
  return has_data(dst_vma, page) ? pte_mkdirty(opened) : opened;
}

function open(pte: pte_t, wp_copy: boolean): pte_t {
  if (wp_copy) return pte_mkuffd_wp(pte);
  return pte_mkwrite(pte);
}

function may_write({ vm_flags }: vm_area_struct, page: page): boolean {
  return (vm_flags & VM_WRITE) !== 0 && !only_looked_at(vm_flags, page);
}

function has_data(vma: vm_area_struct, page: page): boolean {
  return page.mapping === null || may_write(vma, page);
}

function only_looked_at(vm_flags: number, page: page): boolean {
  return page.mapping !== null && (vm_flags & VM_SHARED) === 0;
}
