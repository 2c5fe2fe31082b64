// Your file. Fill the holes; each TODO() throws until you have replaced it.

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

function TODO(what: string): never {
  throw new Error(`Still to be written: ${what}`);
}

/**
 * Makes the pte by which a page that was just supplied will be mapped. It makes a number, and changes nothing.
 *
 * @param dst_vma the area that the page goes into: whether it is shared, whether it may be written, its protection bits
 * @param page    a page that its file has already, or a new one that is to become the program's own
 * @param wp_copy whether the monitor wants to hear of the first write
 * @returns the pte: the page's frame, the area's protection, and as many of these bits as are due:
 *   dirty    these bytes may be nowhere else
 *   write    the program may write here without a fault
 *   uffd-wp  the first write is to be reported instead
 * There is no error: whether the page can be mapped is your caller's question.
 *
 * Context: the address space is locked for reading. A page of a file is locked. The pte's lock is not held yet.
 */
export function mk_fill_pte(dst_vma: vm_area_struct, page: page, wp_copy: boolean): pte_t {
  TODO("decide whether the page may be written through this area");
  TODO("make the pte: the page, and the area's protection");
  TODO("add the bits that are due");
}
