// Keeps the ledger of tmpfs. This is an answer, not the answer: see variants/ for others.
// Source: what Linux 5.14 does in mm/shmem.c, told again in the words of this kit.

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

export function shmem_inode_acct_block(inode: inode, pages: number): boolean {
  const info = SHMEM_I(inode);
  const { max_blocks, used_blocks } = SHMEM_SB(inode.i_sb);
  if (shmem_acct_block(info.flags, pages) !== 0) return false;
  if (max_blocks === 0) return true;
  // They must all fit: the last block may be taken, the one after it not.
  if (percpu_counter_compare(used_blocks, max_blocks - pages) > 0) {
    shmem_unacct_blocks(info.flags, pages);
    return false;
  }
  percpu_counter_add(used_blocks, pages);
  return true;
}

export function shmem_inode_unacct_blocks(inode: inode, pages: number): void {
  const info = SHMEM_I(inode);
  const { max_blocks, used_blocks } = SHMEM_SB(inode.i_sb);
  if (max_blocks !== 0) percpu_counter_sub(used_blocks, pages);
  shmem_unacct_blocks(info.flags, pages);
}

export function shmem_recalc_inode(inode: inode): void {
  const info = SHMEM_I(inode);
  // What has been paid for and is neither in the cache nor in the swap area was dropped by reclaim.
  const freed = info.alloced - info.swapped - inode.i_mapping.nrpages;
  // Below zero: somebody's page is in the cache already, and will be counted in a moment.
  if (freed > 0) {
    info.alloced -= freed;
    inode.i_blocks -= freed * BLOCKS_PER_PAGE;
    shmem_inode_unacct_blocks(inode, freed);
  }
}

export function shmem_charge(inode: inode, pages: number): boolean {
  const info = SHMEM_I(inode);
  if (!shmem_inode_acct_block(inode, pages)) return false;
  // First of all, so that no recalculation takes what is counted next for dropped.
  inode.i_mapping.nrpages += pages;
  spin_lock_irq(info.lock);
  info.alloced += pages;
  inode.i_blocks += pages * BLOCKS_PER_PAGE;
  shmem_recalc_inode(inode);
  spin_unlock_irq(info.lock);
  return true;
}

export function shmem_uncharge(inode: inode, pages: number): void {
  const info = SHMEM_I(inode);
  spin_lock_irq(info.lock);
  info.alloced -= pages;
  inode.i_blocks -= pages * BLOCKS_PER_PAGE;
  shmem_recalc_inode(inode);
  spin_unlock_irq(info.lock);
  shmem_inode_unacct_blocks(inode, pages);
}
