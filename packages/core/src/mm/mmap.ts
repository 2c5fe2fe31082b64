// Mapping memory and unmapping it.
// Source: mm/mmap.c (do_mmap, do_munmap, exit_mmap); no stack, no heap: every area is one that a program asked for.

import { get_file } from "../fs/file_table.ts";
import {
  type event_wait,
  userfaultfd_event_complete,
  userfaultfd_unmap,
} from "../fs/userfaultfd_fault.ts";
import {
  PAGE_ALIGNED,
  PAGE_SIZE,
  TASK_SIZE,
  VM_ACCOUNT,
  VM_EXEC,
  VM_LOCKED,
  VM_MAYEXEC,
  VM_MAYREAD,
  VM_MAYSHARE,
  VM_MAYWRITE,
  VM_NORESERVE,
  VM_READ,
  VM_SHARED,
  VM_WRITE,
} from "../include/linux/mm.ts";
import type {
  file,
  mm_struct,
  userfaultfd_ctx,
  vm_area_struct,
} from "../include/linux/mm_types.ts";
import type { pgoff_t, user_addr } from "../include/linux/types.ts";
import { mmap_write_lock, mmap_write_unlock } from "../kernel/locking.ts";
import { kernel, own } from "../kernel.ts";
import { EACCES, EINVAL, ENOMEM, EPERM } from "../lib/errno.ts";
import { PMD_SIZE } from "./pgtable.ts";
import { shmem_vm_ops } from "./shmem.ts";
import { shm_mnt, shmem_file_setup } from "./shmem_file.ts";
import { F_SEAL_FUTURE_WRITE, F_SEAL_WRITE } from "./truncate.ts";
import { security_vm_enough_memory_mm, vm_unacct_memory } from "./util.ts";
import {
  insert_vma,
  isolate_vma,
  remove_vma,
  vm_get_page_prot,
  vma_merge,
  vma_pages,
} from "./vma.ts";
import { zap_page_range } from "./zap.ts";

export { split_vma, vma_merge } from "./vma.ts";

export const PROT_NONE = 0x0;
export const PROT_READ = 0x1;
export const PROT_WRITE = 0x2;
export const PROT_EXEC = 0x4;

export const MAP_SHARED = 0x01;
export const MAP_PRIVATE = 0x02;
export const MAP_FIXED = 0x10;
export const MAP_ANONYMOUS = 0x20;
export const MAP_NORESERVE = 0x4000;

/** What mmap(2) is asked for. */
export interface mmap_request {
  /** Where; a place is found if it is left out. What is mapped there goes, as with MAP_FIXED. */
  readonly addr?: number | undefined;
  /** Bytes; rounded up to whole pages. */
  readonly len: number;
  /** PROT_* bits. */
  readonly prot: number;
  /** MAP_SHARED or MAP_PRIVATE, and MAP_ANONYMOUS, MAP_NORESERVE. */
  readonly flags: number;
  readonly file?: file | undefined;
  /** Page of the file that comes first. */
  readonly pgoff?: number;
  /** The file is /dev/zero: a private mapping of it is anonymous memory that has a file. */
  readonly dev_zero?: boolean;
}

/** Where the search for free addresses begins. */
const mmap_base = 0x7f00_0000_0000;

/** PROT_* bits and VM_READ, VM_WRITE, VM_EXEC are the same three bits. */
export const calc_vm_prot_bits = (prot: number): number => prot & (VM_READ | VM_WRITE | VM_EXEC);

/**
 * Maps memory.
 *
 * @returns its address, or
 *   -EINVAL  no length, an unaligned address, or neither shared nor private
 *   -ENOMEM  outside of what a program can have, or more than can be promised
 *   -EACCES  the descriptor does not allow it
 *   -EPERM   a seal forbids it, or the address is too low
 *
 * Context: no lock is held. Sleeps.
 */
export function do_mmap(mm: mm_struct, request: mmap_request): user_addr | number {
  const len = Math.ceil(request.len / PAGE_SIZE) * PAGE_SIZE;
  const addr = request.addr ?? get_unmapped_area(mm, len);
  if (len <= 0 || !PAGE_ALIGNED(addr)) return -EINVAL;
  if (addr + len > TASK_SIZE) return -ENOMEM;
  if (addr < kernel().release.mmap_min_addr) return -EPERM;
  const vm_flags = calc_vm_flags(request);
  if (vm_flags < 0) return vm_flags;
  mmap_write_lock(mm);
  const range = { start: addr as user_addr, end: (addr + len) as user_addr };
  unmap_vmas_in(mm, range.start, range.end);
  const error = mmap_region(mm, range, vm_flags, request);
  mmap_write_unlock(mm);
  return error === 0 ? range.start : error;
}

/** Addresses that nothing is mapped at: from a boundary of 2 MiB on, so that a picture of them is easy to read. */
function get_unmapped_area(mm: mm_struct, len: number): number {
  let addr = mmap_base;
  for (const vma of mm.mmap) {
    if (vma.vm_end <= addr) continue;
    if (addr + len <= vma.vm_start) break;
    addr = Math.ceil(vma.vm_end / PMD_SIZE) * PMD_SIZE;
  }
  return addr;
}

/** The flags of the vma to be, or a negative errno. */
function calc_vm_flags({ prot, flags, file }: mmap_request): number {
  let vm_flags = calc_vm_prot_bits(prot) | VM_MAYREAD | VM_MAYWRITE | VM_MAYEXEC;
  if (flags & MAP_NORESERVE) vm_flags |= VM_NORESERVE;
  const shared = (flags & MAP_SHARED) !== 0;
  if (!shared && !(flags & MAP_PRIVATE)) return -EINVAL;
  if (shared) vm_flags |= VM_SHARED | VM_MAYSHARE;
  if (file === undefined) return vm_flags;
  if (!file.f_mode.read) return -EACCES;
  if (!shared) return vm_flags;
  if (!file.f_mode.write) {
    if (prot & PROT_WRITE) return -EACCES;
    // Shared in name only: nothing can be written through it, now or later.
    return vm_flags & ~(VM_MAYWRITE | VM_SHARED);
  }
  return check_seals(file, vm_flags);
}

function check_seals(file: file, vm_flags: number): number {
  const { seals } = file.f_inode.shmem;
  if (!(seals & (F_SEAL_WRITE | F_SEAL_FUTURE_WRITE))) return vm_flags;
  if (vm_flags & VM_WRITE) return -EPERM;
  if (seals & F_SEAL_WRITE && !kernel().release.sealed_maps_for_reading) return -EPERM;
  return vm_flags & ~VM_MAYWRITE;
}

interface range {
  readonly start: user_addr;
  readonly end: user_addr;
}

function mmap_region(
  mm: mm_struct,
  { start, end }: range,
  flags: number,
  request: mmap_request,
): number {
  const pages = (end - start) / PAGE_SIZE;
  const accountable = (flags & (VM_NORESERVE | VM_SHARED | VM_WRITE)) === VM_WRITE;
  if (accountable && security_vm_enough_memory_mm(mm, pages) !== 0) return -ENOMEM;
  const vm_flags = accountable ? flags | VM_ACCOUNT : flags;
  const vm_file = file_to_map(request, vm_flags, end - start);
  if (typeof vm_file === "number") return vm_file;
  const anonymous = vm_file === null || (request.dev_zero === true && !(flags & VM_SHARED));
  const vma: vm_area_struct = own({
    vm_start: start,
    vm_end: end,
    // Anonymous memory counts its pages from address 0, so that neighbours always fit together.
    vm_pgoff: (vm_file === null ? start / PAGE_SIZE : (request.pgoff ?? 0)) as pgoff_t,
    vm_flags,
    vm_page_prot: vm_get_page_prot(vm_flags),
    vm_file,
    vm_ops: anonymous ? null : shmem_vm_ops,
    vm_mm: mm,
    anon_vma: null,
    vm_userfaultfd_ctx: { ctx: null },
  });
  insert_vma(vma);
  vma_merge(mm, start, end);
  return 0;
}

/** The file, held for the vma; null for none. Shared anonymous memory is a file that nobody else can open. */
function file_to_map({ file }: mmap_request, vm_flags: number, size: number): file | null | number {
  if (file !== undefined) return get_file(file);
  if (!(vm_flags & VM_SHARED)) return null;
  return shmem_file_setup(shm_mnt(), { noreserve: (vm_flags & VM_NORESERVE) !== 0, size });
}

/** An operation that must wait until the monitor has read of it. `resume` goes on, and may have to wait again. */
export interface suspended {
  readonly wait: event_wait;
  readonly resume: () => number | suspended;
}

/**
 * Unmaps [start, start + len). Unmapping what is not mapped is no error.
 *
 * @returns 0 or -EINVAL; or, where a userfaultfd wants to know, what is to be waited for, with everything unmapped
 *
 * Context: no lock is held. Sleeps.
 */
export function do_munmap(mm: mm_struct, start: number, len: number): number | suspended {
  const end = start + Math.ceil(len / PAGE_SIZE) * PAGE_SIZE;
  if (!PAGE_ALIGNED(start) || start < 0 || end > TASK_SIZE || end <= start) return -EINVAL;
  mmap_write_lock(mm);
  const gone = unmap_vmas_in(mm, start as user_addr, end as user_addr);
  mmap_write_unlock(mm);
  const monitors = new Set(gone.map((vma) => vma.vm_userfaultfd_ctx.ctx));
  return tell_monitors([...monitors], { start: start as user_addr, end: end as user_addr });
}

/** Announces the whole range to one monitor after the other: the next one only after the one before has read of it. */
function tell_monitors(
  monitors: readonly (userfaultfd_ctx | null)[],
  range: range,
): number | suspended {
  for (const [i, ctx] of monitors.entries()) {
    const wait = userfaultfd_unmap(ctx, range.start, range.end);
    if (wait === null) continue;
    const resume = (): number | suspended => {
      userfaultfd_event_complete(wait.ctx, wait.event);
      return tell_monitors(monitors.slice(i + 1), range);
    };
    return { wait, resume };
  }
  return 0;
}

/** Unmaps a range, and returns the vmas that are no more. Context: the mmap lock is held for writing. */
function unmap_vmas_in(mm: mm_struct, start: user_addr, end: user_addr): vm_area_struct[] {
  const touched = mm.mmap.filter((vma) => vma.vm_end > start && vma.vm_start < end);
  const gone = touched.map((vma) =>
    isolate_vma(
      vma,
      Math.max(start, vma.vm_start) as user_addr,
      Math.min(end, vma.vm_end) as user_addr,
    ),
  );
  for (const vma of gone) {
    zap_page_range(vma, vma.vm_start, vma.vm_end);
    if (vma.vm_flags & VM_LOCKED) mm.locked_vm -= vma_pages(vma);
    if (vma.vm_flags & VM_ACCOUNT) vm_unacct_memory(vma_pages(vma));
    remove_vma(vma);
  }
  if (gone.length > 0) free_pgtables(mm, start, end);
  return gone;
}

/** Frees the tables in a range that no vma needs any more. */
function free_pgtables(mm: mm_struct, start: user_addr, end: user_addr): void {
  for (const [index, pmd] of mm.pgd) {
    const after = pmd.start + PMD_SIZE;
    if (pmd.start >= end || after <= start) continue;
    if (mm.mmap.some((vma) => vma.vm_end > pmd.start && vma.vm_start < after)) continue;
    mm.pgd.delete(index);
  }
}

/** Unmaps all that a program has, as it exits. Nobody is told: who would read it is gone or does not wait. */
export function exit_mmap(mm: mm_struct): void {
  mmap_write_lock(mm);
  // Threads that slept in a fault were killed first: nobody is left to be woken.
  for (const { vm_userfaultfd_ctx } of mm.mmap) {
    vm_userfaultfd_ctx.ctx?.fault_pending.splice(0);
    vm_userfaultfd_ctx.ctx?.fault_read.splice(0);
  }
  unmap_vmas_in(mm, 0 as user_addr, TASK_SIZE);
  mmap_write_unlock(mm);
}
