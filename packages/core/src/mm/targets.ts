// The reference implementation of every replaceable function: what runs where no livepatch replaces it.
// Source: none; Linux's linker does this.

import type { targets } from "../include/linux/userfaultfd_k.ts";
import { reference_pager } from "../user/pager.ts";
import { acct_block, charge, recalc_inode, unacct_blocks, uncharge } from "./shmem_accounting.ts";
import { fill_pte } from "./shmem_fill.ts";
import { continue_pte, copy_pte, filled_pte, install_pte, zeropage_pte } from "./userfaultfd.ts";
import { fill_range } from "./userfaultfd_loop.ts";

export const reference_targets: Readonly<targets> = {
  mk_fill_pte: filled_pte,
  mcopy_atomic_install_pte: install_pte,
  shmem_mcopy_atomic_pte: fill_pte,
  mcopy_atomic_pte: copy_pte,
  mfill_zeropage_pte: zeropage_pte,
  mcontinue_atomic_pte: continue_pte,
  __mcopy_atomic: fill_range,
  shmem_inode_acct_block: acct_block,
  shmem_inode_unacct_blocks: unacct_blocks,
  shmem_recalc_inode: recalc_inode,
  shmem_charge: charge,
  shmem_uncharge: uncharge,
  pager: reference_pager,
};
