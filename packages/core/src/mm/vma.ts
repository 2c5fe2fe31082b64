// The list of vmas of a program: splitting one where a change begins or ends, merging neighbours that are alike.
// Source: mm/mmap.c (split_vma, vma_merge); the list is an array sorted by address.

import { PAGE_NONE, PAGE_READONLY } from "../arch/x86/pgtable.ts";
import { fput, get_file } from "../fs/file_table.ts";
import { PAGE_SIZE, VM_EXEC, VM_READ, VM_WRITE } from "../include/linux/mm.ts";
import type { mm_struct, vm_area_struct } from "../include/linux/mm_types.ts";
import type { pgoff_t, pgprot_t, user_addr } from "../include/linux/types.ts";
import { own } from "../kernel.ts";

/** The program may get at the memory at all: it is not PROT_NONE. */
export const vma_is_accessible = (vma: vm_area_struct): boolean =>
  (vma.vm_flags & (VM_READ | VM_WRITE | VM_EXEC)) !== 0;

/** Bytes of the vma in pages. */
export const vma_pages = (vma: vm_area_struct): number => (vma.vm_end - vma.vm_start) / PAGE_SIZE;

/**
 * The protection that ptes of such a vma begin with. The write bit is never in it: who may write gets it pte by
 * pte, from pte_mkwrite(). See FIDELITY.md.
 */
export const vm_get_page_prot = (vm_flags: number): pgprot_t =>
  vm_flags & (VM_READ | VM_WRITE | VM_EXEC) ? PAGE_READONLY : PAGE_NONE;

/** Puts a vma into the list, and where its file can find it. Context: the mmap lock is held for writing. */
export function insert_vma(vma: vm_area_struct): void {
  const { mmap } = vma.vm_mm;
  const at = mmap.findIndex((other) => other.vm_start > vma.vm_start);
  mmap.splice(at < 0 ? mmap.length : at, 0, vma);
  vma.vm_file?.f_mapping.i_mmap.add(vma);
}

/** Takes a vma out of the list, and lets go of its file. Context: the mmap lock is held for writing. */
export function remove_vma(vma: vm_area_struct): void {
  const { mmap } = vma.vm_mm;
  mmap.splice(mmap.indexOf(vma), 1);
  if (vma.vm_file === null) return;
  vma.vm_file.f_mapping.i_mmap.delete(vma);
  fput(vma.vm_file);
}

/**
 * Cuts a vma in two at `addr`, which lies inside it.
 *
 * @returns the upper part, which is new; `vma` is the lower part from now on
 *
 * Context: the mmap lock is held for writing.
 */
export function split_vma(_mm: mm_struct, vma: vm_area_struct, addr: user_addr): vm_area_struct {
  const below = (addr - vma.vm_start) / PAGE_SIZE;
  const upper: vm_area_struct = own({
    ...vma,
    vm_start: addr,
    vm_pgoff: (vma.vm_pgoff + below) as pgoff_t,
    vm_userfaultfd_ctx: { ...vma.vm_userfaultfd_ctx },
  });
  if (vma.vm_file !== null) get_file(vma.vm_file);
  vma.vm_end = addr;
  insert_vma(upper);
  return upper;
}

/** The vma that is exactly the part of `vma` from `start` to `end`, cut out if need be. */
export function isolate_vma(vma: vm_area_struct, start: user_addr, end: user_addr): vm_area_struct {
  const part = vma.vm_start < start ? split_vma(vma.vm_mm, vma, start) : vma;
  if (part.vm_end > end) split_vma(vma.vm_mm, part, end);
  return part;
}

/**
 * Merges vmas that touch [start, end) with each other and with their neighbours, where nothing tells them apart.
 *
 * Context: the mmap lock is held for writing.
 */
export function vma_merge(mm: mm_struct, start: user_addr, end: user_addr): void {
  for (const vma of mm.mmap.filter((vma) => vma.vm_end >= start && vma.vm_start <= end)) {
    const before = mm.mmap[mm.mmap.indexOf(vma) - 1];
    if (before === undefined || !mergeable(before, vma)) continue;
    before.anon_vma ??= vma.anon_vma;
    remove_vma(vma);
    before.vm_end = vma.vm_end;
  }
}

function mergeable(a: vm_area_struct, b: vm_area_struct): boolean {
  return (
    a.vm_end === b.vm_start &&
    a.vm_flags === b.vm_flags &&
    a.vm_file === b.vm_file &&
    a.vm_ops === b.vm_ops &&
    a.vm_pgoff + vma_pages(a) === b.vm_pgoff &&
    a.vm_userfaultfd_ctx.ctx === b.vm_userfaultfd_ctx.ctx &&
    // Anonymous pages know their family: two that have grown apart cannot become one.
    (a.anon_vma === null || b.anon_vma === null || a.anon_vma === b.anon_vma)
  );
}
