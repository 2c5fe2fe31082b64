// Makes the pte of one filled page. This is an answer, not the answer: see variants/ for others.
// Source: what Linux 5.14 does in mm/userfaultfd.c, told again in the words of this kit.

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
  const shared = (dst_vma.vm_flags & VM_SHARED) !== 0;
  // Neither the vma nor PageAnon() can tell: a private fill of a file is anonymous, and a new page is not yet.
  const in_cache = page.mapping !== null;
  let writable = (dst_vma.vm_flags & VM_WRITE) !== 0;
  // A private mapping may look at the file's page. Its first write must fault, and copy.
  if (in_cache && !shared) writable = false;

  let pte = mk_pte(page, dst_vma.vm_page_prot);
  // A new page was just written, and nothing but this bit remembers that.
  if (writable || !in_cache) pte = pte_mkdirty(pte);
  if (writable) pte = wp_copy ? pte_mkuffd_wp(pte) : pte_mkwrite(pte);
  return pte;
}
