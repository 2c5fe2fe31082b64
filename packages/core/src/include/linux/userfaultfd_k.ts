// The functions that a learner can replace, by signature, and the modes they are called with.
// Source: include/linux/userfaultfd_k.h, include/uapi/linux/userfaultfd.h.

import type { migration } from "../user/migration.ts";
import type { inode, mm_struct, page, pmd_t, vm_area_struct } from "./mm_types.ts";
import type { out, pte_t, user_addr } from "./types.ts";

export const MCOPY_ATOMIC_NORMAL = 0;
export const MCOPY_ATOMIC_ZEROPAGE = 1;
export const MCOPY_ATOMIC_CONTINUE = 2;
export type mcopy_atomic_mode = 0 | 1 | 2;

export const UFFDIO_COPY_MODE_DONTWAKE = 1;
export const UFFDIO_COPY_MODE_WP = 2;

/** The signatures of the functions that the machine calls through a replaceable slot. */
export interface targets {
  /** Ours, not Linux's: the part of the installer that only decides on bits. Nobody can call it but the installer. */
  mk_fill_pte: (dst_vma: vm_area_struct, page: page, wp_copy: boolean) => pte_t;
  mcopy_atomic_install_pte: (
    dst_mm: mm_struct,
    dst_pmd: pmd_t,
    dst_vma: vm_area_struct,
    dst_addr: user_addr,
    page: page,
    newly_allocated: boolean,
    wp_copy: boolean,
  ) => number;
  shmem_mcopy_atomic_pte: (
    dst_mm: mm_struct,
    dst_pmd: pmd_t,
    dst_vma: vm_area_struct,
    dst_addr: user_addr,
    src_addr: user_addr,
    zeropage: boolean,
    pagep: out<page | null>,
  ) => number;
  mcopy_atomic_pte: (
    dst_mm: mm_struct,
    dst_pmd: pmd_t,
    dst_vma: vm_area_struct,
    dst_addr: user_addr,
    src_addr: user_addr,
    pagep: out<page | null>,
    wp_copy: boolean,
  ) => number;
  mfill_zeropage_pte: (
    dst_mm: mm_struct,
    dst_pmd: pmd_t,
    dst_vma: vm_area_struct,
    dst_addr: user_addr,
  ) => number;
  mcontinue_atomic_pte: (
    dst_mm: mm_struct,
    dst_pmd: pmd_t,
    dst_vma: vm_area_struct,
    dst_addr: user_addr,
    wp_copy: boolean,
  ) => number;
  __mcopy_atomic: (
    dst_mm: mm_struct,
    dst_start: user_addr,
    src_start: user_addr,
    len: number,
    mcopy_mode: mcopy_atomic_mode,
    mmap_changing: out<boolean>,
    mode: number,
  ) => number;
  shmem_inode_acct_block: (inode: inode, pages: number) => boolean;
  shmem_inode_unacct_blocks: (inode: inode, pages: number) => void;
  shmem_recalc_inode: (inode: inode) => void;
  shmem_charge: (inode: inode, pages: number) => boolean;
  shmem_uncharge: (inode: inode, pages: number) => void;
  /** Ours, not Linux's: the code of a monitor, which no kernel function calls. */
  pager: (m: migration) => number;
}

export type target_name = keyof targets;

/** Targets that are called by fills alone, and so no more when a program ends and its files go. */
const fill_targets: ReadonlySet<string> = new Set<target_name>([
  "mk_fill_pte",
  "mfill_zeropage_pte",
  "mcopy_atomic_install_pte",
  "mcopy_atomic_pte",
  "mcontinue_atomic_pte",
  "shmem_mcopy_atomic_pte",
  "__mcopy_atomic",
]);

/** Whether these functions have nothing more to do after the last operation. */
export const onlyFill = (functions: Partial<targets>): boolean =>
  Object.keys(functions).every((name) => fill_targets.has(name));
