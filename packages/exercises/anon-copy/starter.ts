// Your file. Fill the holes; each TODO() throws until you have replaced it.

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

function TODO(what: string): never {
  throw new Error(`Still to be written: ${what}`);
}

/**
 * Maps a new page at `dst_addr`, filled with the PAGE_SIZE bytes at `src_addr` of the running program. The page is
 * anonymous memory, whether or not dst_vma maps a file; that file is neither looked at nor changed here.
 *
 * @param dst_vma  a private mapping, ready for anonymous pages
 * @param dst_addr byte address inside `dst_vma`, at the start of a page
 * @param src_addr byte address; it need not be at the start of a page
 * @param pagep    in: null, or a page that you handed out before with -ENOENT; the caller has filled it since.
 *                 Out: null, except with -ENOENT
 * @param wp_copy  whether the monitor wants to hear of the first write; the installer wants to know
 * @returns 0: the page is mapped; or, with nothing mapped and nothing kept,
 *   -ENOENT  not all of the source is in memory now: `pagep` has the page that it belongs into, with one reference.
 *            Without its lock your caller copies all of it again, waiting if need be, and then calls you once more.
 *            Or it cannot read the source, or the area is gone: then it drops the page, answers its own caller itself,
 *            and never calls you again
 *   -ENOMEM  there is no page, or nobody will pay for it
 *   -EFAULT, -EEXIST  as the installer says
 *
 * mem_cgroup_charge() charges a page for as long as it exists; a page is charged once.
 *
 * Context: the address space is locked for reading, and stays so; dst_pmd has a table of ptes. May sleep, but not
 * between kmap_atomic() and kunmap_atomic(), and nobody may wait for a page fault.
 */
export function mcopy_atomic_pte(
  dst_mm: mm_struct,
  dst_pmd: pmd_t,
  dst_vma: vm_area_struct,
  dst_addr: user_addr,
  src_addr: user_addr,
  pagep: out<page | null>,
  wp_copy: boolean,
): number {
  TODO("get the page: the one that came back, or a new one");
  TODO("copy the source into a new page without waiting; what if it is not all there?");
  TODO("make the page ready to be found, and let somebody pay for it");
  TODO("map it; on every way out, whose is the page then?");
}
