// Taking pages out of a tmpfs file: truncation, hole punching, and the end of a file.
// Source: mm/shmem.c (shmem_undo_range, shmem_setattr, shmem_evict_inode), mm/truncate.c; 5.14.

import { DIV_ROUND_UP, PAGE_SIZE, VM_NORESERVE } from "../include/linux/mm.ts";
import type { inode, page } from "../include/linux/mm_types.ts";
import { ClearPageDirty, PageUptodate } from "../include/linux/page_flags.ts";
import type { out, pgoff_t } from "../include/linux/types.ts";
import { shmem_recalc_inode } from "../kernel/livepatch.ts";
import { spin_lock_irq, spin_unlock_irq } from "../kernel/locking.ts";
import { kernel } from "../kernel.ts";
import { report } from "../lib/bug.ts";
import { EFBIG, EPERM } from "../lib/errno.ts";
import { xa_entries, xa_erase } from "../lib/xarray.ts";
import {
  delete_from_page_cache,
  lock_page,
  MAX_LFS_INDEX,
  set_page_dirty,
  unlock_page,
} from "./filemap.ts";
import { zero_user_segment } from "./highmem.ts";
import { SHMEM_I } from "./pagemap.ts";
import { SGP_READ, shmem_getpage } from "./shmem.ts";
import { get_page, put_page } from "./swap.ts";
import { swap_free } from "./swapfile.ts";
import { security_vm_enough_memory_mm, VM_ACCT, vm_unacct_memory } from "./util.ts";
import { unmap_mapping_range } from "./zap.ts";

/** What a memfd has promised never to do again. */
export const F_SEAL_SEAL = 0x1;
export const F_SEAL_SHRINK = 0x2;
export const F_SEAL_GROW = 0x4;
export const F_SEAL_WRITE = 0x8;
export const F_SEAL_FUTURE_WRITE = 0x10;

/**
 * Changes the size of a file (ftruncate).
 *
 * @param newsize bytes
 * @returns 0, or what change_size() says
 *
 * Context: sleeps; no lock is held.
 * Source: mm/shmem.c shmem_setattr()
 */
export function shmem_setattr(inode: inode, newsize: number): number {
  const oldsize = inode.i_size;
  const error = change_size(inode, newsize);
  if (error !== 0 || newsize > oldsize) return error;
  if (newsize < oldsize) unmap_beyond(inode, newsize);
  if (SHMEM_I(inode).alloced !== 0) shmem_truncate_range(inode, newsize, Infinity);
  // Again, for private copies that were made of pages until these were gone.
  if (newsize < oldsize) unmap_beyond(inode, newsize);
  return 0;
}

/**
 * The first part of shmem_setattr(): from here on whoever maps a page looks at the new size, under the pte lock.
 *
 * @returns 0, or with nothing changed
 *   -EPERM   a seal forbids to shrink or to grow
 *   -EFBIG   no file can be that large
 *   -ENOMEM  a file that pays in advance cannot pay for its new size
 */
export function change_size(inode: inode, newsize: number): number {
  const oldsize = inode.i_size;
  if (newsize > MAX_LFS_INDEX * PAGE_SIZE) return -EFBIG;
  const seal = newsize < oldsize ? F_SEAL_SHRINK : newsize > oldsize ? F_SEAL_GROW : 0;
  if (SHMEM_I(inode).seals & seal) return -EPERM;
  const error = shmem_reacct_size(inode, oldsize, newsize);
  if (error === 0) inode.i_size = newsize;
  return error;
}

/** Cuts every mapping of a whole page after `size`, private copies too. */
export const unmap_beyond = (inode: inode, size: number): void =>
  unmap_mapping_range(inode.i_mapping, DIV_ROUND_UP(size, PAGE_SIZE), Infinity, true);

/** A file that has paid in advance for all its pages pays for its new size. Returns 0 or -ENOMEM. */
function shmem_reacct_size(inode: inode, oldsize: number, newsize: number): number {
  if (SHMEM_I(inode).flags & VM_NORESERVE) return 0;
  const more = VM_ACCT(newsize) - VM_ACCT(oldsize);
  if (more > 0) return security_vm_enough_memory_mm(kernel().current.mm, more);
  if (more < 0) vm_unacct_memory(-more);
  return 0;
}

/**
 * Empties bytes `start` up to and without `end` of a file: whole pages go, parts of pages are zeroed.
 *
 * @param end bytes; Infinity for the rest of the file
 *
 * Context: sleeps.
 * Source: mm/shmem.c shmem_truncate_range()
 */
export function shmem_truncate_range(inode: inode, start: number, end: number): void {
  const first = DIV_ROUND_UP(start, PAGE_SIZE);
  const after = Math.floor(end / PAGE_SIZE);
  drop_pages(inode, first, after, () => true);
  if (first > after) {
    zero_part(inode, start, end);
  } else {
    zero_part(inode, start, first * PAGE_SIZE);
    if (end !== Infinity) zero_part(inode, after * PAGE_SIZE, end);
  }
}

/** Takes back what fallocate reserved before it ran out of blocks: only pages that never had contents. */
export const shmem_unfalloc_range = (inode: inode, first: number, after: number): void =>
  drop_pages(inode, first, after, (page) => !PageUptodate(page));

function drop_pages(
  inode: inode,
  first: number,
  after: number,
  which: (page: page) => boolean,
): void {
  const info = SHMEM_I(inode);
  let nr_swaps_freed = 0;
  for (const [index, entry] of xa_entries(inode.i_mapping.i_pages, first, after)) {
    if (typeof entry !== "number") {
      if (which(entry)) truncate_inode_page(entry);
      continue;
    }
    xa_erase(inode.i_mapping.i_pages, index);
    swap_free(entry);
    nr_swaps_freed += 1;
  }
  spin_lock_irq(info.lock);
  info.swapped -= nr_swaps_freed;
  shmem_recalc_inode(inode);
  spin_unlock_irq(info.lock);
}

function truncate_inode_page(page: page): void {
  get_page(page);
  lock_page(page);
  const { mapping } = page;
  if (mapping?.PAGE_MAPPING_ANON === 0) {
    // Mapped again since the mappings were cut: a fault came in between.
    if (page._mapcount >= 0) unmap_mapping_range(mapping, page.index, page.index + 1, false);
    ClearPageDirty(page);
    delete_from_page_cache(page);
  }
  unlock_page(page);
  put_page(page);
}

/** Zeroes bytes `from` up to and without `to`, which lie in one page. A hole is zero already. */
function zero_part(inode: inode, from: number, to: number): void {
  if (from >= to) return;
  const index = Math.floor(from / PAGE_SIZE) as pgoff_t;
  const pagep: out<page | null> = { value: null };
  if (shmem_getpage(inode, index, pagep, SGP_READ) !== 0 || pagep.value === null) return;
  const page = pagep.value;
  zero_user_segment(page, from - index * PAGE_SIZE, to - index * PAGE_SIZE);
  set_page_dirty(page);
  unlock_page(page);
  put_page(page);
}

/**
 * Ends a file that nobody has open or mapped. Blocks that it still claims then were counted wrongly somewhere: a
 * warning, and the only one Linux ever gives about them.
 *
 * Context: sleeps.
 * Source: mm/shmem.c shmem_evict_inode()
 */
export function shmem_evict_inode(inode: inode): void {
  const k = kernel();
  shmem_reacct_size(inode, inode.i_size, 0);
  inode.i_size = 0;
  shmem_truncate_range(inode, 0, Infinity);
  if (inode.i_blocks !== 0) {
    report(
      "i_blocks-at-evict",
      "WARNING: WARN_ON(inode->i_blocks) in shmem_evict_inode",
      "A file has ended, and its i_blocks are not back at zero.",
      { i_blocks: inode.i_blocks },
    );
  }
  k.inodes.delete(inode);
  k.mappings.delete(inode.i_mapping);
}
