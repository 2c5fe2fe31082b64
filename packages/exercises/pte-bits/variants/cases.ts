// A switch over the kinds of pages.

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

type kind = "own" | "view" | "shared";

function kindOf(vma: vm_area_struct, page: page): kind {
  if (page.mapping === null) return "own";
  return vma.vm_flags & VM_SHARED ? "shared" : "view";
}

export function mk_fill_pte(dst_vma: vm_area_struct, page: page, wp_copy: boolean): pte_t {
  const pte = mk_pte(page, dst_vma.vm_page_prot);
  const protect = wp_copy ? pte_mkuffd_wp : pte_mkwrite;
  const written = (dst_vma.vm_flags & VM_WRITE) === VM_WRITE;
  switch (kindOf(dst_vma, page)) {
    case "view":
      return pte;
    case "own":
      return pte_mkdirty(written ? protect(pte) : pte);
    case "shared":
      return written ? pte_mkdirty(protect(pte)) : pte;
  }
}
