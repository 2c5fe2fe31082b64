// UFFDIO_POISON: a marker in the page table that makes every access a SIGBUS, as a broken memory module would.
// Source: mm/userfaultfd.c (mfill_atomic_pte_poison), 6.6 and later. Markers live in the pte; no page is involved.

import { make_pte_marker, PTE_MARKER_POISONED, pte_none } from "../arch/x86/pgtable.ts";
import { DIV_ROUND_UP, PAGE_SIZE } from "../include/linux/mm.ts";
import type { mm_struct, pmd_t, vm_area_struct } from "../include/linux/mm_types.ts";
import type { out, user_addr } from "../include/linux/types.ts";
import { mmap_read_lock, mmap_read_unlock } from "../kernel/locking.ts";
import { EAGAIN, EEXIST, EFAULT, ENOENT, ENOMEM } from "../lib/errno.ts";
import { file_inode, i_size_read, linear_page_index } from "./pagemap.ts";
import {
  __pte_alloc,
  mm_alloc_pmd,
  pmd_none,
  pte_offset_map_lock,
  pte_unmap_unlock,
  ptep_get,
  set_pte_at,
} from "./pgtable.ts";
import { find_dst_vma } from "./userfaultfd_loop.ts";

/**
 * Poisons the missing pages of a range, until done or until one cannot be poisoned.
 *
 * @returns bytes poisoned if there are any, or for the first page
 *   -EAGAIN  the address space is being changed
 *   -ENOENT  no vma contains the whole range and is watched
 *   -EFAULT  the file ends before this page
 *   -EEXIST  something is mapped there, or noted there, already
 *   -ENOMEM  no memory for page tables
 *
 * Context: no lock is held. Sleeps.
 * Source: mm/userfaultfd.c mfill_atomic_poison()
 */
export function mfill_atomic_poison(
  mm: mm_struct,
  start: user_addr,
  len: number,
  mmap_changing: out<boolean>,
): number {
  mmap_read_lock(mm);
  const vma = find_dst_vma(mm, start, len);
  let error = mmap_changing.value ? -EAGAIN : vma === null ? -ENOENT : 0;
  let done = 0;
  while (error === 0 && vma !== null && done < len) {
    error = poison_page(mm, vma, (start + done) as user_addr);
    if (error === 0) done += PAGE_SIZE;
  }
  mmap_read_unlock(mm);
  return done > 0 ? done : error;
}

function poison_page(mm: mm_struct, vma: vm_area_struct, addr: user_addr): number {
  const pmd = alloc_pte_table(mm, addr);
  if (pmd === null) return -ENOMEM;
  const [ptep, ptl] = pte_offset_map_lock(mm, pmd, addr);
  let error = 0;
  if (beyond_eof(vma, addr)) error = -EFAULT;
  // Any marker is in the way here, unlike for the fills that bring a page.
  else if (!pte_none(ptep_get(ptep))) error = -EEXIST;
  else set_pte_at(mm, addr, ptep, make_pte_marker(PTE_MARKER_POISONED));
  pte_unmap_unlock(ptep, ptl);
  return error;
}

function beyond_eof(vma: vm_area_struct, addr: user_addr): boolean {
  if (vma.vm_file === null) return false;
  const max_off = DIV_ROUND_UP(i_size_read(file_inode(vma.vm_file)), PAGE_SIZE);
  return linear_page_index(vma, addr) >= max_off;
}

/** The table of ptes that `addr` lies in, made if need be; null if memory is used up. */
export function alloc_pte_table(mm: mm_struct, addr: user_addr): pmd_t | null {
  const pmd = mm_alloc_pmd(mm, addr);
  if (pmd === null) return null;
  return pmd_none(pmd) && __pte_alloc(mm, pmd) !== 0 ? null : pmd;
}
