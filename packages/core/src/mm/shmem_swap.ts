// Pages of tmpfs files in the swap area: going there and coming back.
// Source: mm/shmem.c (shmem_writepage, shmem_swapin_page); no swap cache: a page is in the file or in a slot.

import type { inode, page } from "../include/linux/mm_types.ts";
import {
  __SetPageLocked,
  __SetPageSwapBacked,
  __SetPageUptodate,
  ClearPageDirty,
  PageUptodate,
  SetPageUptodate,
} from "../include/linux/page_flags.ts";
import type { pgoff_t, swp_entry_t } from "../include/linux/types.ts";
import { shmem_recalc_inode } from "../kernel/livepatch.ts";
import { spin_lock_irq, spin_unlock_irq } from "../kernel/locking.ts";
import { kernel } from "../kernel.ts";
import { ENOMEM } from "../lib/errno.ts";
import { xa_store } from "../lib/xarray.ts";
import { delete_from_page_cache, set_page_dirty, unlock_page } from "./filemap.ts";
import { clear_highpage } from "./highmem.ts";
import { GFP_RECLAIM_MASK } from "./page_alloc.ts";
import { mapping_gfp_mask, SHMEM_I } from "./pagemap.ts";
import { shmem_add_to_page_cache, shmem_alloc_page } from "./shmem_cache.ts";
import { lru_cache_add, mark_page_accessed, put_page } from "./swap.ts";
import { swap_content, swap_free, swap_out } from "./swapfile.ts";

/**
 * Brings a page of the file back from the swap area.
 *
 * @param to_write the page is about to be written: that is a use of it
 * @returns the page, locked and with a reference; or -ENOMEM, and it stays where it is
 */
export function shmem_swapin_page(
  inode: inode,
  index: pgoff_t,
  entry: swp_entry_t,
  to_write: boolean,
): { page: page } | { error: number } {
  const info = SHMEM_I(inode);
  const { i_mapping } = inode;
  const gfp = mapping_gfp_mask(i_mapping);
  const page = shmem_alloc_page(gfp, info, index);
  if (page === null) return { error: -ENOMEM };
  page.content = swap_content(entry);
  __SetPageLocked(page);
  __SetPageSwapBacked(page);
  __SetPageUptodate(page);
  const node_gfp = (gfp & GFP_RECLAIM_MASK) as typeof gfp;
  const { mm } = kernel().current;
  const error = shmem_add_to_page_cache(page, i_mapping, index, entry, node_gfp, mm);
  if (error !== 0) {
    unlock_page(page);
    put_page(page);
    return { error };
  }
  lru_cache_add(page);
  count_swapped(inode, -1);
  if (to_write) mark_page_accessed(page);
  set_page_dirty(page); // the slot is free again: this page is the only copy
  swap_free(entry);
  return { page };
}

/**
 * Moves a page of a file to the swap area: the file keeps the number of the slot in its place.
 * The caller still has the page, with its lock and reference, and nobody else has.
 *
 * @returns whether there was a free slot
 *
 * Context: the page is locked and mapped nowhere.
 * Source: mm/shmem.c shmem_writepage()
 */
export function shmem_writepage(inode: inode, page: page): boolean {
  if (!PageUptodate(page)) {
    // Only reserved so far. Once it comes back nothing will tell it from a page with data, so it needs some.
    clear_highpage(page);
    SetPageUptodate(page);
  }
  const entry = swap_out(page);
  if (entry === null) return false;
  const { index } = page;
  ClearPageDirty(page);
  // Corrected first: once the page has left the cache it could be taken for one that reclaim dropped.
  count_swapped(inode, 1);
  delete_from_page_cache(page);
  xa_store(inode.i_mapping.i_pages, index, entry);
  return true;
}

/** Corrects the file's accounting as a page goes to or comes from the swap area. */
export function count_swapped(inode: inode, change: number): void {
  const info = SHMEM_I(inode);
  spin_lock_irq(info.lock);
  // Each way round, the page counts once too often rather than not at all while the numbers are corrected.
  if (change > 0) shmem_recalc_inode(inode);
  info.swapped += change;
  if (change < 0) shmem_recalc_inode(inode);
  spin_unlock_irq(info.lock);
}
