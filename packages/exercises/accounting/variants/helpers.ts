// The ledger in small pieces: who is paid, what is counted, and a lock that gives itself back.

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

const OK = 0;

/** Who is paid for a file's pages: each says whether it takes the payment, and takes it back. */
const payees = [
  {
    pay: (inode: inode, pages: number) => shmem_acct_block(SHMEM_I(inode).flags, pages) === OK,
    repay: (inode: inode, pages: number) => shmem_unacct_blocks(SHMEM_I(inode).flags, pages),
  },
  {
    pay(inode: inode, pages: number): boolean {
      const sb = SHMEM_SB(inode.i_sb);
      const unlimited = sb.max_blocks === 0;
      const fits = () => percpu_counter_compare(sb.used_blocks, sb.max_blocks - pages) <= 0;
      if (!unlimited && !fits()) return false;
      if (!unlimited) percpu_counter_add(sb.used_blocks, pages);
      return true;
    },
    repay(inode: inode, pages: number): void {
      const sb = SHMEM_SB(inode.i_sb);
      if (sb.max_blocks > 0) percpu_counter_sub(sb.used_blocks, pages);
    },
  },
];

export function shmem_inode_acct_block(inode: inode, pages: number): boolean {
  const paid: typeof payees = [];
  for (const payee of payees) {
    if (!payee.pay(inode, pages)) {
      for (const one of paid.reverse()) one.repay(inode, pages);
      return false;
    }
    paid.push(payee);
  }
  return true;
}

export function shmem_inode_unacct_blocks(inode: inode, pages: number): void {
  for (const payee of payees) payee.repay(inode, pages);
}

/** Counts pages in, or out if there are fewer than none. */
function count(inode: inode, pages: number): void {
  const info = SHMEM_I(inode);
  info.alloced += pages;
  inode.i_blocks = info.alloced * BLOCKS_PER_PAGE;
}

function locked(inode: inode, work: () => void): void {
  const { lock } = SHMEM_I(inode);
  spin_lock_irq(lock);
  try {
    work();
  } finally {
    spin_unlock_irq(lock);
  }
}

export function shmem_recalc_inode(inode: inode): void {
  const { alloced, swapped } = SHMEM_I(inode);
  const gone = Math.max(0, alloced - swapped - inode.i_mapping.nrpages);
  if (gone === 0) return;
  shmem_inode_unacct_blocks(inode, gone);
  count(inode, -gone);
}

export function shmem_charge(inode: inode, pages: number): boolean {
  const paid = shmem_inode_acct_block(inode, pages);
  if (paid) {
    inode.i_mapping.nrpages += pages;
    locked(inode, () => {
      count(inode, pages);
      shmem_recalc_inode(inode);
    });
  }
  return paid;
}

export function shmem_uncharge(inode: inode, pages: number): void {
  shmem_inode_unacct_blocks(inode, pages);
  locked(inode, () => {
    count(inode, -pages);
    shmem_recalc_inode(inode);
  });
}
