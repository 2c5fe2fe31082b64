// Reserving pages of a tmpfs file in advance, and punching holes into it.
// Source: mm/shmem.c shmem_fallocate(), fs/open.c vfs_fallocate(); 5.14.

import { DIV_ROUND_UP, PAGE_SIZE } from "../include/linux/mm.ts";
import type { file, inode, page } from "../include/linux/mm_types.ts";
import type { out, pgoff_t } from "../include/linux/types.ts";
import { EBADF, EFBIG, EINVAL, ENOMEM, ENOSPC, EPERM } from "../lib/errno.ts";
import { MAX_LFS_INDEX, set_page_dirty, unlock_page } from "./filemap.ts";
import { SHMEM_I, SHMEM_SB } from "./pagemap.ts";
import { SGP_FALLOC, shmem_getpage } from "./shmem.ts";
import { put_page } from "./swap.ts";
import {
  F_SEAL_FUTURE_WRITE,
  F_SEAL_GROW,
  F_SEAL_WRITE,
  shmem_truncate_range,
  shmem_unfalloc_range,
} from "./truncate.ts";
import { unmap_mapping_range } from "./zap.ts";

/** What fallocate(2) is asked to do. */
export interface fallocate_mode {
  /** Punch a hole (FALLOC_FL_PUNCH_HOLE; it keeps the size). */
  readonly punch?: boolean;
  /** Leave the file's size alone (FALLOC_FL_KEEP_SIZE). */
  readonly keep_size?: boolean;
}

/**
 * Reserves bytes [offset, offset + len) of a file, or empties them.
 *
 * @returns 0, or
 *   -EINVAL  no length, or a negative offset
 *   -EBADF   not open for writing
 *   -EFBIG   no file can be that large
 *   -EPERM   a seal forbids it
 *   -ENOSPC  not enough blocks; what had been reserved is given back
 *   -ENOMEM  no memory; the same
 *
 * Context: sleeps.
 */
export function shmem_fallocate(
  file: file,
  mode: fallocate_mode,
  offset: number,
  len: number,
): number {
  if (offset < 0 || len <= 0) return -EINVAL;
  if (!file.f_mode.write) return -EBADF;
  if (offset + len > MAX_LFS_INDEX * PAGE_SIZE) return -EFBIG;
  if (mode.punch) return punch_hole(file.f_inode, offset, offset + len);
  return reserve(file.f_inode, mode.keep_size ?? false, offset, offset + len);
}

function punch_hole(inode: inode, start: number, end: number): number {
  if (SHMEM_I(inode).seals & (F_SEAL_WRITE | F_SEAL_FUTURE_WRITE)) return -EPERM;
  const first = DIV_ROUND_UP(start, PAGE_SIZE);
  const after = Math.floor(end / PAGE_SIZE);
  // Private copies are not the file's: they stay.
  if (first < after) unmap_mapping_range(inode.i_mapping, first, after, false);
  shmem_truncate_range(inode, start, end);
  return 0;
}

function reserve(inode: inode, keep_size: boolean, offset: number, new_end: number): number {
  const { max_blocks } = SHMEM_SB(inode.i_sb);
  const grows = !keep_size && new_end > inode.i_size;
  if (grows && SHMEM_I(inode).seals & F_SEAL_GROW) return -EPERM;
  const first = Math.floor(offset / PAGE_SIZE);
  const after = DIV_ROUND_UP(new_end, PAGE_SIZE);
  // More than the whole mount has can never succeed, so do not even begin.
  if (max_blocks !== 0 && after - first > max_blocks) return -ENOSPC;
  const error = reserve_pages(inode, first, after);
  if (error === 0 && grows) inode.i_size = new_end;
  return error;
}

function reserve_pages(inode: inode, first: number, after: number): number {
  for (let index = first; index < after; index++) {
    const pagep: out<page | null> = { value: null };
    const error = shmem_getpage(inode, index as pgoff_t, pagep, SGP_FALLOC);
    if (error !== 0 || pagep.value === null) {
      if (index > first) shmem_unfalloc_range(inode, first, index);
      return error || -ENOMEM;
    }
    // Dirty, though there is nothing in it yet: a clean page would be dropped, and with it the reservation.
    set_page_dirty(pagep.value);
    unlock_page(pagep.value);
    put_page(pagep.value);
  }
  return 0;
}
