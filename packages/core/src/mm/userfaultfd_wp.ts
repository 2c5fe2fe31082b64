// UFFDIO_WRITEPROTECT: protecting pages so that the first write to each is reported, and lifting the protection.
// Source: mm/userfaultfd.c (mwriteprotect_range, uffd_wp_range); no huge pages.

import { userfaultfd_wp } from "../fs/userfaultfd_fault.ts";
import { PAGE_ALIGNED, VM_SHARED } from "../include/linux/mm.ts";
import type { mm_struct, vm_area_struct } from "../include/linux/mm_types.ts";
import type { out, user_addr } from "../include/linux/types.ts";
import { mmap_read_lock, mmap_read_unlock } from "../kernel/locking.ts";
import { kernel } from "../kernel.ts";
import { BUG_ON } from "../lib/bug.ts";
import { EAGAIN, ENOENT } from "../lib/errno.ts";
import { change_protection } from "./mprotect.ts";
import { find_vma, vma_is_anonymous } from "./pagemap.ts";

/**
 * Protects the pages of a range of one vma against writing, or lifts the protection.
 *
 * @param len bytes
 * @returns 0, or -ENOMEM if there is no memory for the tables that markers need
 *
 * Context: the mmap lock is held.
 */
export function uffd_wp_range(
  vma: vm_area_struct,
  start: user_addr,
  len: number,
  enable: boolean,
): number {
  const end = (start + len) as user_addr;
  return change_protection(vma, start, end, enable ? "protect" : "unprotect");
}

/**
 * Protects the pages of a range against writing, or lifts the protection. In 5.14 the range must lie in one vma
 * of private anonymous memory; later it may span several, and those before the first unfit one are changed.
 *
 * @returns 0, or
 *   -EAGAIN  the address space is being changed
 *   -ENOENT  a part is not registered for write protection, or cannot be
 *   -ENOMEM  no memory for page tables
 *
 * Context: no lock is held. Sleeps.
 * Source: mm/userfaultfd.c mwriteprotect_range()
 */
export function mwriteprotect_range(
  mm: mm_struct,
  start: user_addr,
  len: number,
  enable: boolean,
  mmap_changing: out<boolean>,
): number {
  BUG_ON(!PAGE_ALIGNED(start) || !PAGE_ALIGNED(len), "A range that is protected is not aligned.");
  BUG_ON(len <= 0, "A range that is protected is empty.");
  const end = (start + len) as user_addr;
  mmap_read_lock(mm);
  let error = -EAGAIN;
  if (!mmap_changing.value)
    error = kernel().release.wp_shmem
      ? protect_all(mm, start, end, enable)
      : protect_one(mm, start, end, enable);
  mmap_read_unlock(mm);
  return error;
}

function protect_one(mm: mm_struct, start: user_addr, end: user_addr, enable: boolean): number {
  const vma = find_vma(mm, start);
  if (vma === null || start < vma.vm_start || end > vma.vm_end) return -ENOENT;
  if (!userfaultfd_wp(vma) || vma.vm_flags & VM_SHARED || !vma_is_anonymous(vma)) return -ENOENT;
  return uffd_wp_range(vma, start, end - start, enable);
}

function protect_all(mm: mm_struct, start: user_addr, end: user_addr, enable: boolean): number {
  let error = -ENOENT;
  for (const vma of mm.mmap) {
    if (vma.vm_end <= start || vma.vm_start >= end) continue;
    if (!userfaultfd_wp(vma)) return -ENOENT;
    const from = Math.max(start, vma.vm_start) as user_addr;
    error = uffd_wp_range(vma, from, Math.min(end, vma.vm_end) - from, enable);
    if (error !== 0) break;
  }
  return error;
}
