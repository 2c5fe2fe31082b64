// Small questions about vmas and files that everybody asks.
// Source: include/linux/pagemap.h, include/linux/fs.h, include/linux/mm.h, mm/shmem.c (vma_is_shmem).

import { PAGE_SIZE } from "../include/linux/mm.ts";
import type {
  address_space,
  file,
  inode,
  mm_struct,
  shmem_inode_info,
  shmem_sb_info,
  super_block,
  vm_area_struct,
} from "../include/linux/mm_types.ts";
import type { gfp_t, pgoff_t, user_addr } from "../include/linux/types.ts";
import { EXPORT_SYMBOL } from "../kernel/export.ts";

/** The page of the file that the vma maps at `addr`. */
export const linear_page_index = EXPORT_SYMBOL(
  "linear_page_index",
  ["vma", "addr"],
  (vma: vm_area_struct, addr: user_addr): pgoff_t =>
    (Math.floor((addr - vma.vm_start) / PAGE_SIZE) + vma.vm_pgoff) as pgoff_t,
);

/** Whether the vma maps a file of tmpfs, shared or private: asks what the vma does, not whether it has a file. */
export const vma_is_shmem = EXPORT_SYMBOL(
  "vma_is_shmem",
  ["vma"],
  (vma: vm_area_struct): boolean => vma.vm_ops?.name === "shmem_vm_ops",
);

/** Whether the vma is anonymous memory. A private mapping of /dev/zero is, and has a vm_file all the same. */
export const vma_is_anonymous = EXPORT_SYMBOL(
  "vma_is_anonymous",
  ["vma"],
  (vma: vm_area_struct): boolean => vma.vm_ops === null,
);

/** The vma that contains `addr` or is the first above it; null if there is none. Context: the mmap lock is held. */
export const find_vma = EXPORT_SYMBOL(
  "find_vma",
  ["mm", "addr"],
  (mm: mm_struct, addr: user_addr): vm_area_struct | null => {
    let low = 0;
    let high = mm.mmap.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((mm.mmap[middle]?.vm_end ?? 0) > addr) high = middle;
      else low = middle + 1;
    }
    return mm.mmap[low] ?? null;
  },
);

/** The file's inode. */
export const file_inode = EXPORT_SYMBOL(
  "file_inode",
  ["file"],
  (file: file): inode => file.f_inode,
);

/** The size of the file in bytes, read in one piece. Without a lock it may change right after. */
export const i_size_read = EXPORT_SYMBOL(
  "i_size_read",
  ["inode"],
  (inode: inode): number => inode.i_size,
);

/** What tmpfs knows of the file. */
export const SHMEM_I = EXPORT_SYMBOL(
  "SHMEM_I",
  ["inode"],
  (inode: inode): shmem_inode_info => inode.shmem,
);

/** What tmpfs knows of the mount. */
export const SHMEM_SB = EXPORT_SYMBOL(
  "SHMEM_SB",
  ["super"],
  (sb: super_block): shmem_sb_info => sb.s_fs_info,
);

/** How pages for this file may be allocated. */
export const mapping_gfp_mask = EXPORT_SYMBOL(
  "mapping_gfp_mask",
  ["mapping"],
  (mapping: address_space): gfp_t => mapping.gfp_mask,
);
