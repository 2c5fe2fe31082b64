// Your file. Fill the holes; each TODO() throws until you have replaced it.

import {
  __SetPageLocked,
  __SetPageSwapBacked,
  __SetPageUptodate,
  BLOCKS_PER_PAGE,
  clear_highpage,
  copy_from_user,
  DIV_ROUND_UP,
  delete_from_page_cache,
  EFAULT,
  ENOENT,
  ENOMEM,
  file_inode,
  GFP_RECLAIM_MASK,
  type gfp_t,
  i_size_read,
  kmap_atomic,
  kunmap_atomic,
  linear_page_index,
  mapping_gfp_mask,
  mcopy_atomic_install_pte,
  type mm_struct,
  type out,
  PAGE_SIZE,
  type page,
  type pmd_t,
  put_page,
  SetPageDirty,
  SHMEM_I,
  shmem_add_to_page_cache,
  shmem_alloc_page,
  shmem_inode_acct_block,
  shmem_inode_unacct_blocks,
  shmem_recalc_inode,
  spin_lock_irq,
  spin_unlock_irq,
  unlock_page,
  type user_addr,
  type vm_area_struct,
} from "@faultline/core";

function TODO(what: string): never {
  throw new Error(`Still to be written: ${what}`);
}

/**
 * Fills one missing page of a shared file: with a copy of the page at `src_addr`, or with zeros.
 *
 * @param dst_addr byte address inside `dst_vma`, at the start of a page
 * @param zeropage true for zeros; `src_addr` means nothing then
 * @param pagep    `pagep.value` is null at first. After -ENOENT it is the page that you have left there, which your
 *                 caller has filled by then; you get it back as you gave it. With every answer but -ENOENT leave null.
 * @returns 0: the page is in the file and mapped, paid for and counted; or, with no trace of having tried,
 *   -ENOENT  the source is not in memory: `pagep.value` is a new page, for the caller to fill and to come back with
 *   -ENOMEM  the mount is full, or there is no memory; a page that you were given is freed. A full mount is found
 *            out first, so this is the answer even where something else is wrong too
 *   -EFAULT  the file ends before this page
 *   -EEXIST  the file has a page there already, even if it is swapped out, or the page table has something
 *
 * Context: the address space is locked for reading, dst_pmd has a table of ptes. May sleep, but not while a page is
 * mapped by kmap_atomic() or info.lock is held. dst_vma.vm_file is never null here.
 */
export function shmem_mcopy_atomic_pte(
  dst_mm: mm_struct,
  dst_pmd: pmd_t,
  dst_vma: vm_area_struct,
  dst_addr: user_addr,
  src_addr: user_addr,
  zeropage: boolean,
  pagep: out<page | null>,
): number {
  TODO("pay for one block");
  TODO("get a page with its contents: the one that was handed back, or a new one");
  TODO("make it a page of a file: its lock and its flags");
  TODO("put it into the file, if the file reaches that far");
  TODO("map it, count it, and mark that its data is nowhere else");
}
