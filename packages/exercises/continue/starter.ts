// Your file. Fill the holes; each TODO() throws until you have replaced it.
// It imports two functions that look for a page, and three ways to ask one of them. You need one of each.

import {
  EFAULT,
  file_inode,
  find_lock_page,
  linear_page_index,
  mcopy_atomic_install_pte,
  type mm_struct,
  type out,
  type page,
  type pmd_t,
  put_page,
  SGP_CACHE,
  SGP_READ,
  SGP_WRITE,
  shmem_getpage,
  unlock_page,
  type user_addr,
  type vm_area_struct,
} from "@faultline/core";

function TODO(what: string): never {
  throw new Error(`Still to be written: ${what}`);
}

/**
 * Maps at `dst_addr` the page that the file of `dst_vma` has there already.
 *
 * @param dst_addr byte address inside `dst_vma`, at the start of a page
 * @param wp_copy  whether the monitor wants to hear of the first write: for the installer to see to
 * @returns 0: the file's own page is mapped; or
 *   -EINVAL  the file ends before this page
 *   -EFAULT  the file has no page there, or one that was only reserved and never written; or it was cut short meanwhile
 *   -ENOMEM  the page is in the swap area and cannot be brought back
 *   -EEXIST  something is mapped at this address already. The file is asked first: where it has no page, -EFAULT
 *
 * No answer makes a page, pays for one or changes what is known of its contents. With an error the page has as many
 * holders as before, though it may have come back from the swap area.
 *
 * Context: the address space is locked for reading, dst_pmd has a table of ptes, no other lock is held. May sleep.
 * dst_vma maps a file of tmpfs, shared or private, so dst_vma.vm_file is never null here.
 */
export function mcontinue_atomic_pte(
  dst_mm: mm_struct,
  dst_pmd: pmd_t,
  dst_vma: vm_area_struct,
  dst_addr: user_addr,
  wp_copy: boolean,
): number {
  TODO(
    "find the page of the file that belongs at this address; answer for the cases in which there is none",
  );
  TODO("have it mapped");
  TODO("let go of what you hold, on each way out");
}
