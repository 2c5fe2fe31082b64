// Your file. Fill the holes; each TODO() throws until you have replaced it.

import {
  BLOCKS_PER_PAGE,
  type inode,
  percpu_counter_add,
  percpu_counter_compare,
  percpu_counter_sub,
  SHMEM_I,
  SHMEM_SB,
  shmem_acct_block,
  shmem_unacct_blocks,
  spin_lock_irq,
  spin_unlock_irq,
} from "@faultline/core";

function TODO(what: string): never {
  throw new Error(`Still to be written: ${what}`);
}

/**
 * Pays for `pages` pages of a file: with a promise of memory, and with blocks of its mount.
 *
 * The promise is shmem_acct_block()'s affair. The mount counts in `used_blocks` how many blocks are in use; there may
 * be `max_blocks` of them, and not one more. A mount without a limit has 0 there, and counts nothing.
 *
 * @param pages 1 for a page, more for a huge page: all of them are paid for, or none
 * @returns true: paid; false: memory or the mount has no room, and nothing at all has changed
 *
 * Context: no lock is needed. alloced, i_blocks and nrpages are the caller's affair.
 */
export function shmem_inode_acct_block(inode: inode, pages: number): boolean {
  TODO("have the memory promised, if it can be");
  TODO(
    "take the blocks of a mount that has a limit, if they are free; if not, nothing must have changed",
  );
}

/**
 * Gives back what shmem_inode_acct_block() paid for `pages` pages, no more and no less.
 *
 * Context: no lock is needed; the caller may hold info.lock. alloced, i_blocks and nrpages are the caller's affair.
 */
export function shmem_inode_unacct_blocks(inode: inode, pages: number): void {
  TODO("give the blocks back, and the promise");
}

/**
 * Brings a file's books up to date. Reclaim drops clean pages of a file and lowers nrpages, and tells tmpfs nothing. So
 * a file may have paid for more pages (alloced) than are in its cache (nrpages) and in the swap area (swapped). Counts
 * those out of the file, and gives back what was paid for them.
 *
 * There may also be fewer paid for than there are: somebody has put a page into the cache and will count it in a
 * moment. That is no mistake, and nothing is changed then.
 *
 * alloced counts pages; i_blocks, which stat(2) shows, counts 512 bytes each.
 *
 * Context: the caller holds info.lock, which guards alloced and i_blocks, and keeps it.
 */
export function shmem_recalc_inode(inode: inode): void {
  TODO("find out how many pages have gone");
  TODO("count them out, and give back what was paid for them");
}

/**
 * Pays for `pages` pages that are becoming parts of a huge page where the file had holes, and counts them as the
 * file's: in alloced, in i_blocks, and in nrpages too, as nobody else will. Then brings the books up to date.
 *
 * @returns true: paid and counted; false: they cannot be paid for, and nothing at all has changed
 *
 * Context: no lock is held. Others may recalculate the books at any moment at which info.lock is free. nrpages is not
 * guarded by it.
 */
export function shmem_charge(inode: inode, pages: number): boolean {
  TODO("pay, or refuse");
  TODO("count, so that whoever recalculates in between finds nothing too many");
}

/**
 * The reverse of shmem_charge(), for `pages` pages that have left the cache already: whoever took them out has lowered
 * nrpages. Counts them out of alloced and i_blocks, and gives back what was paid for them.
 *
 * Context: no lock is held.
 */
export function shmem_uncharge(inode: inode, pages: number): void {
  TODO("count the pages out, and give back what was paid for them, once");
}
