// The ledger of tmpfs: who has paid for which page, in the file, on the mount and in the whole machine.
// Source: mm/shmem.c, 5.14. One page of a file moves four numbers: used_blocks, the promise, alloced, i_blocks.

import { BLOCKS_PER_PAGE, VM_NORESERVE } from "../include/linux/mm.ts";
import type { inode } from "../include/linux/mm_types.ts";
import { EXPORT_SYMBOL } from "../kernel/export.ts";
import {
  shmem_inode_acct_block,
  shmem_inode_unacct_blocks,
  shmem_recalc_inode,
} from "../kernel/livepatch.ts";
import { lockdep_assert_held, spin_lock_irq, spin_unlock_irq } from "../kernel/locking.ts";
import { kernel } from "../kernel.ts";
import { SHMEM_I, SHMEM_SB } from "./pagemap.ts";
import {
  percpu_counter_add,
  percpu_counter_compare,
  percpu_counter_sub,
  security_vm_enough_memory_mm,
  vm_unacct_memory,
} from "./util.ts";

/**
 * Promises memory for pages of a file that pays page by page. Other files paid in full when they were made.
 *
 * @param flags the file's: VM_NORESERVE, or 0
 * @returns 0, or -ENOMEM with nothing promised
 */
export const shmem_acct_block = EXPORT_SYMBOL(
  "shmem_acct_block",
  ["int", "int"],
  (flags: number, pages: number): number =>
    flags & VM_NORESERVE ? security_vm_enough_memory_mm(kernel().current.mm, pages) : 0,
);

/** The reverse of shmem_acct_block(). */
export const shmem_unacct_blocks = EXPORT_SYMBOL(
  "shmem_unacct_blocks",
  ["int", "int"],
  (flags: number, pages: number): void => {
    if (flags & VM_NORESERVE) vm_unacct_memory(pages);
  },
);

/**
 * Pays for `pages` pages of a file: a promise of memory, and blocks of a mount that has a limit.
 * Touches none of the file's own numbers: alloced, i_blocks and nrpages are the caller's affair.
 *
 * @returns true if paid; false, with nothing changed, if memory or the mount has no more to give
 *
 * Source: mm/shmem.c shmem_inode_acct_block()
 */
export function acct_block(inode: inode, pages: number): boolean {
  const info = SHMEM_I(inode);
  const { max_blocks, used_blocks } = SHMEM_SB(inode.i_sb);
  if (shmem_acct_block(info.flags, pages) !== 0) return false;
  if (max_blocks === 0) return true;
  if (percpu_counter_compare(used_blocks, max_blocks - pages) > 0) {
    shmem_unacct_blocks(info.flags, pages);
    return false;
  }
  percpu_counter_add(used_blocks, pages);
  return true;
}

/**
 * Gives back what shmem_inode_acct_block() paid, no more and no less. Nothing notices a call too many:
 * the numbers just become too low.
 *
 * Source: mm/shmem.c shmem_inode_unacct_blocks()
 */
export function unacct_blocks(inode: inode, pages: number): void {
  const { max_blocks, used_blocks } = SHMEM_SB(inode.i_sb);
  if (max_blocks !== 0) percpu_counter_sub(used_blocks, pages);
  shmem_unacct_blocks(SHMEM_I(inode).flags, pages);
}

/**
 * Gives back what was paid for pages that are neither in the cache nor swapped out any more: reclaim
 * drops clean pages of a file without telling tmpfs. While all is quiet, alloced == nrpages + swapped.
 *
 * Context: info->lock is held.
 * Source: mm/shmem.c shmem_recalc_inode()
 */
export function recalc_inode(inode: inode): void {
  const info = SHMEM_I(inode);
  lockdep_assert_held(info.lock, "The file's accounting is corrected without holding info->lock.");
  const freed = info.alloced - info.swapped - inode.i_mapping.nrpages;
  if (freed <= 0) return;
  info.alloced -= freed;
  inode.i_blocks -= freed * BLOCKS_PER_PAGE;
  shmem_inode_unacct_blocks(inode, freed);
}

/**
 * Pays for pages that enter the file when a huge page is split or collapsed: it also counts them into
 * nrpages, which shmem_add_to_page_cache() does by itself. So never use both.
 *
 * @returns whether it could be paid
 *
 * Source: mm/shmem.c shmem_charge()
 */
export function charge(inode: inode, pages: number): boolean {
  const info = SHMEM_I(inode);
  if (!shmem_inode_acct_block(inode, pages)) return false;
  inode.i_mapping.nrpages += pages;
  spin_lock_irq(info.lock);
  info.alloced += pages;
  inode.i_blocks += pages * BLOCKS_PER_PAGE;
  shmem_recalc_inode(inode);
  spin_unlock_irq(info.lock);
  return true;
}

/**
 * The reverse of shmem_charge(), after the pages have left nrpages.
 *
 * Source: mm/shmem.c shmem_uncharge()
 */
export function uncharge(inode: inode, pages: number): void {
  const info = SHMEM_I(inode);
  spin_lock_irq(info.lock);
  info.alloced -= pages;
  inode.i_blocks -= pages * BLOCKS_PER_PAGE;
  shmem_recalc_inode(inode);
  spin_unlock_irq(info.lock);
  shmem_inode_unacct_blocks(inode, pages);
}
