// Asks one question inside the other, and returns at each leaf.

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
  const clean = mk_pte(page, dst_vma.vm_page_prot);
  const dirty = pte_mkdirty(clean);
  if (page.mapping === null) {
    if (!(dst_vma.vm_flags & VM_WRITE)) return dirty;
    return wp_copy ? pte_mkuffd_wp(dirty) : pte_mkwrite(dirty);
  }
  if (!(dst_vma.vm_flags & VM_SHARED)) return clean;
  if (!(dst_vma.vm_flags & VM_WRITE)) return clean;
  return wp_copy ? pte_mkuffd_wp(dirty) : pte_mkwrite(dirty);
}
