// Operations that do to a file's books what huge pages do to them (ours): this machine has none, and never gets one.
// Source: mm/shmem.c (shmem_alloc_and_acct_page), mm/khugepaged.c (collapse_file): callers with many pages.

import type { inode, page } from "../include/linux/mm_types.ts";
import {
  __SetPageLocked,
  __SetPageSwapBacked,
  SetPageDirty,
  SetPageUptodate,
} from "../include/linux/page_flags.ts";
import type { pgoff_t } from "../include/linux/types.ts";
import {
  shmem_charge,
  shmem_inode_acct_block,
  shmem_inode_unacct_blocks,
  shmem_uncharge,
} from "../kernel/livepatch.ts";
import type { program } from "../kernel/program.ts";
import { kernel } from "../kernel.ts";
import { EAGAIN, ENOENT, ENOMEM, ENOSPC } from "../lib/errno.ts";
import { xa_erase, xa_load, xa_store } from "../lib/xarray.ts";
import { unlock_page } from "../mm/filemap.ts";
import { clear_highpage } from "../mm/highmem.ts";
import { mem_cgroup_charge } from "../mm/memcontrol.ts";
import { mapping_gfp_mask, SHMEM_I } from "../mm/pagemap.ts";
import { shmem_alloc_page } from "../mm/shmem_cache.ts";
import { lru_cache_add, put_page } from "../mm/swap.ts";
import { type result, returned } from "./result.ts";
import type { huge_op } from "./types.ts";
import type { world } from "./world.ts";

/** A huge page of `n` pages is paid for; there is none to be had, so that all is given back. */
export function huge_alloc(w: world, p: program, op: huge_op): result {
  const { inode } = w.subject;
  const pages = op.n ?? 1;
  const allocate = (): number => {
    if (inode === null) return -ENOENT;
    if (!shmem_inode_acct_block(inode, pages)) return -ENOSPC;
    shmem_inode_unacct_blocks(inode, pages);
    return -ENOMEM;
  };
  return returned(p.in_kernel(op.op, allocate));
}

/**
 * The holes among `n` pages of the file become pages of zeros, as where they are made parts of a huge page. All of
 * them are paid for at once. With `undo` that comes to nothing after the payment, and everything is taken back.
 */
export function collapse(w: world, p: program, op: huge_op): result {
  const { inode } = w.subject;
  const first = op.page ?? 0;
  const fill = (): number =>
    inode === null ? -ENOENT : fill_holes(inode, first, first + (op.n ?? 1), op.undo ?? false);
  return returned(p.in_kernel(op.op, fill));
}

/** Returns how many holes were filled, or -ENOMEM, -ENOSPC or -EAGAIN, and nothing is left of it. */
function fill_holes(inode: inode, first: number, end: number, undo: boolean): number {
  const parts = new_parts(inode, first, end);
  if (parts === null) return -ENOMEM;
  if (parts.length === 0) return 0;
  // In the cache already, and locked, while they are paid for. They are counted there by whoever charges for them.
  for (const page of parts) xa_store(inode.i_mapping.i_pages, page.index, page);
  if (!shmem_charge(inode, parts.length)) {
    drop(inode, parts);
    return -ENOSPC;
  }
  if (undo) {
    drop(inode, parts);
    inode.i_mapping.nrpages -= parts.length;
    shmem_uncharge(inode, parts.length);
    return -EAGAIN;
  }
  for (const page of parts) finish(page);
  return parts.length;
}

/** A new page for every hole; null if there is not enough memory. Nobody can find them yet. */
function new_parts(inode: inode, first: number, end: number): page[] | null {
  const parts: page[] = [];
  for (let index = first; index < end; index++) {
    if (xa_load(inode.i_mapping.i_pages, index) !== undefined) continue;
    const page = new_part(inode, index as pgoff_t);
    if (page === null) {
      for (const part of parts) put_page(part);
      return null;
    }
    parts.push(page);
  }
  // Only now, so that those of a failure can be freed as they are.
  for (const page of parts) {
    __SetPageLocked(page);
    page.mapping = inode.i_mapping;
  }
  return parts;
}

function new_part(inode: inode, index: pgoff_t): page | null {
  const gfp = mapping_gfp_mask(inode.i_mapping);
  const page = shmem_alloc_page(gfp, SHMEM_I(inode), index);
  if (page === null) return null;
  if (mem_cgroup_charge(page, kernel().current.mm, gfp) !== 0) {
    put_page(page);
    return null;
  }
  __SetPageSwapBacked(page);
  clear_highpage(page);
  page.index = index;
  return page;
}

/** The reference to it is the cache's from here on. */
function finish(page: page): void {
  const { vmstat } = kernel();
  vmstat.NR_FILE_PAGES += 1;
  vmstat.NR_SHMEM += 1;
  SetPageUptodate(page);
  SetPageDirty(page);
  lru_cache_add(page);
  unlock_page(page);
}

function drop(inode: inode, parts: readonly page[]): void {
  for (const page of parts) {
    xa_erase(inode.i_mapping.i_pages, page.index);
    page.mapping = null;
    unlock_page(page);
    put_page(page);
  }
}
