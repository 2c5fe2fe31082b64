// Filling one page of a shared tmpfs mapping: the page enters the file, and then the page table.
// Source: mm/shmem.c, 5.14 (there named shmem_mfill_atomic_pte); the reference behind the last exercise.

import { DIV_ROUND_UP, PAGE_SIZE } from "../include/linux/mm.ts";
import type { inode, mm_struct, page, pmd_t, vm_area_struct } from "../include/linux/mm_types.ts";
import {
  __SetPageLocked,
  __SetPageSwapBacked,
  __SetPageUptodate,
  PageLocked,
  PageSwapBacked,
  SetPageDirty,
} from "../include/linux/page_flags.ts";
import type { gfp_t, out, user_addr } from "../include/linux/types.ts";
import {
  mcopy_atomic_install_pte,
  shmem_inode_acct_block,
  shmem_inode_unacct_blocks,
} from "../kernel/livepatch.ts";
import { kernel } from "../kernel.ts";
import { BUG, VM_BUG_ON_PAGE } from "../lib/bug.ts";
import { EFAULT, ENOENT, ENOMEM } from "../lib/errno.ts";
import { delete_from_page_cache, unlock_page } from "./filemap.ts";
import { clear_highpage } from "./highmem.ts";
import { GFP_RECLAIM_MASK } from "./page_alloc.ts";
import {
  file_inode,
  i_size_read,
  linear_page_index,
  mapping_gfp_mask,
  SHMEM_I,
} from "./pagemap.ts";
import { count_page } from "./shmem.ts";
import { shmem_add_to_page_cache, shmem_alloc_page } from "./shmem_cache.ts";
import { put_page } from "./swap.ts";
import { copy_atomically } from "./userfaultfd.ts";

/** Where a page is to go, as the target is told. */
interface destination {
  readonly mm: mm_struct;
  readonly pmd: pmd_t;
  readonly vma: vm_area_struct;
  readonly addr: user_addr;
}

/**
 * Fills one page of a shared tmpfs mapping, with a copy of the page at `src_addr` or with zeros.
 *
 * @param pagep a page that the caller has filled itself after an earlier -ENOENT, or null;
 *              null again afterwards, except with -ENOENT
 * @returns 0, or with nothing changed but what is said here
 *   -ENOENT  the source is not there at the moment: the new page is in `pagep`, for the caller to fill
 *   -ENOMEM  the mount is full, or memory is; a page handed in is freed
 *   -EFAULT  the file ends before this page
 *   -EEXIST  the file has a page there already, or the page table has
 *
 * Context: dst_mm is locked for reading, dst_pmd has a table. May sleep.
 * Source: mm/shmem.c shmem_mfill_atomic_pte()
 */
export function fill_pte(
  mm: mm_struct,
  pmd: pmd_t,
  vma: vm_area_struct,
  addr: user_addr,
  src_addr: user_addr,
  zeropage: boolean,
  pagep: out<page | null>,
): number {
  return fill_pte_wp({ mm, pmd, vma, addr }, zeropage ? null : src_addr, pagep, false);
}

/**
 * fill_pte() with a mode that 5.14 does not have on tmpfs: map the page write-protected.
 *
 * @param src_addr null for zeros
 */
export function fill_pte_wp(
  dst: destination,
  src_addr: user_addr | null,
  pagep: out<page | null>,
  wp_copy: boolean,
): number {
  if (dst.vma.vm_file === null)
    BUG("BUG: kernel NULL pointer dereference", "A tmpfs vma has no file.");
  const inode = file_inode(dst.vma.vm_file);
  // Paid for first, so that no later step can fail for want of room with the page half in.
  if (!shmem_inode_acct_block(inode, 1)) {
    release_handed_back(pagep);
    return -ENOMEM;
  }
  const error = prepare_page(dst, inode, src_addr, pagep);
  if (error !== 0) {
    shmem_inode_unacct_blocks(inode, 1);
    return error;
  }
  return place(dst, inode, pagep, wp_copy);
}

/** A caller that gets anything but -ENOENT must not find a page in its hands. The page was never locked. */
function release_handed_back(pagep: out<page | null>): void {
  if (pagep.value !== null) put_page(pagep.value);
  pagep.value = null;
}

/** Sees to it that `pagep` holds a page with its contents: the caller's, or a new one. */
function prepare_page(
  dst: destination,
  inode: inode,
  src_addr: user_addr | null,
  pagep: out<page | null>,
): number {
  if (pagep.value !== null) return 0;
  const pgoff = linear_page_index(dst.vma, dst.addr);
  const page = shmem_alloc_page(mapping_gfp_mask(inode.i_mapping), SHMEM_I(inode), pgoff);
  if (page === null) return -ENOMEM;
  pagep.value = page;
  if (src_addr === null) {
    clear_highpage(page);
    return 0;
  }
  return copy_atomically(page, src_addr) === 0 ? 0 : -ENOENT;
}

/** Takes the page out of `pagep`, puts it into the file and maps it; frees it where that fails. */
function place(dst: destination, inode: inode, pagep: out<page | null>, wp_copy: boolean): number {
  const page = pagep.value;
  if (page === null) BUG("kernel BUG: no page", "There is no page to fill with.");
  pagep.value = null;
  VM_BUG_ON_PAGE(PageLocked(page), page, "A page handed back is locked already.", "page-lock");
  VM_BUG_ON_PAGE(PageSwapBacked(page), page, "A page handed back is in use already.");
  // Nobody can find the page yet, so plain writes will do; they come before anybody can.
  __SetPageLocked(page);
  __SetPageSwapBacked(page);
  __SetPageUptodate(page);

  const error = enter_file_and_map(dst, inode, page, wp_copy);
  // Only after success: before, every way out would have to undo it.
  if (error === 0) count_page(inode);
  // Our data is nowhere else: whatever the pte says, the page must not be dropped as clean.
  if (error === 0 && kernel().release.fill_sets_page_dirty) SetPageDirty(page);
  unlock_page(page);
  if (error !== 0) {
    put_page(page);
    shmem_inode_unacct_blocks(inode, 1);
  }
  return error;
}

function enter_file_and_map(dst: destination, inode: inode, page: page, wp_copy: boolean): number {
  const pgoff = linear_page_index(dst.vma, dst.addr);
  const max_off = DIV_ROUND_UP(i_size_read(inode), PAGE_SIZE);
  if (pgoff >= max_off) return -EFAULT;
  const gfp = (mapping_gfp_mask(inode.i_mapping) & GFP_RECLAIM_MASK) as gfp_t;
  let error = shmem_add_to_page_cache(page, inode.i_mapping, pgoff, null, gfp, dst.mm);
  if (error !== 0) return error;
  error = mcopy_atomic_install_pte(dst.mm, dst.pmd, dst.vma, dst.addr, page, true, wp_copy);
  // Not mapped, so not ours to leave there: the file would show data of a call that failed.
  if (error !== 0) delete_from_page_cache(page);
  return error;
}
