// The ledger one page at a time: what many pages cost is what one costs, as often.

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

function payOne(inode: inode): boolean {
  const { flags } = SHMEM_I(inode);
  const { max_blocks, used_blocks } = SHMEM_SB(inode.i_sb);
  if (shmem_acct_block(flags, 1) < 0) return false;
  if (max_blocks === 0) return true;
  // One is free if fewer are in use than there are.
  if (percpu_counter_compare(used_blocks, max_blocks) < 0) {
    percpu_counter_add(used_blocks, 1);
    return true;
  }
  shmem_unacct_blocks(flags, 1);
  return false;
}

export function shmem_inode_acct_block(inode: inode, pages: number): boolean {
  for (let paid = 0; paid < pages; paid++) {
    if (payOne(inode)) continue;
    shmem_inode_unacct_blocks(inode, paid);
    return false;
  }
  return true;
}

export function shmem_inode_unacct_blocks(inode: inode, pages: number): void {
  const { max_blocks, used_blocks } = SHMEM_SB(inode.i_sb);
  for (let left = pages; left > 0; left--) {
    shmem_unacct_blocks(SHMEM_I(inode).flags, 1);
    if (max_blocks) percpu_counter_sub(used_blocks, 1);
  }
}

export function shmem_recalc_inode(inode: inode): void {
  const info = SHMEM_I(inode);
  while (info.alloced > info.swapped + inode.i_mapping.nrpages) {
    info.alloced--;
    inode.i_blocks -= BLOCKS_PER_PAGE;
    shmem_inode_unacct_blocks(inode, 1);
  }
}

export function shmem_charge(inode: inode, pages: number): boolean {
  for (let charged = 0; charged < pages; charged++) {
    if (shmem_inode_acct_block(inode, 1)) continue;
    shmem_inode_unacct_blocks(inode, charged);
    return false;
  }
  const info = SHMEM_I(inode);
  spin_lock_irq(info.lock);
  for (let page = 0; page < pages; page++) {
    inode.i_mapping.nrpages++;
    info.alloced++;
    inode.i_blocks += BLOCKS_PER_PAGE;
  }
  shmem_recalc_inode(inode);
  spin_unlock_irq(info.lock);
  return true;
}

export function shmem_uncharge(inode: inode, pages: number): void {
  const info = SHMEM_I(inode);
  for (let page = 0; page < pages; page++) {
    spin_lock_irq(info.lock);
    info.alloced--;
    inode.i_blocks -= BLOCKS_PER_PAGE;
    spin_unlock_irq(info.lock);
    shmem_inode_unacct_blocks(inode, 1);
  }
}
