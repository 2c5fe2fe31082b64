// The monitor says which memory it watches, and for what: UFFDIO_REGISTER and UFFDIO_UNREGISTER.
// Source: fs/userfaultfd.c. All checks come before the first change; a vma is split where the range begins or ends.

import {
  __VM_UFFD_FLAGS,
  VM_MAYWRITE,
  VM_UFFD_MINOR,
  VM_UFFD_MISSING,
  VM_UFFD_WP,
} from "../include/linux/mm.ts";
import type { mm_struct, userfaultfd_ctx, vm_area_struct } from "../include/linux/mm_types.ts";
import type { user_addr } from "../include/linux/types.ts";
import {
  _UFFDIO_CONTINUE,
  _UFFDIO_COPY,
  _UFFDIO_MOVE,
  _UFFDIO_POISON,
  _UFFDIO_WAKE,
  _UFFDIO_WRITEPROTECT,
  _UFFDIO_ZEROPAGE,
  UFFDIO_REGISTER_MODE_MINOR,
  UFFDIO_REGISTER_MODE_MISSING,
  UFFDIO_REGISTER_MODE_WP,
  type u64,
  type uffdio_range,
  type uffdio_register,
} from "../include/uapi/linux/userfaultfd.ts";
import { mmap_write_lock, mmap_write_unlock } from "../kernel/locking.ts";
import { kernel } from "../kernel.ts";
import { EBUSY, EINVAL, ENOMEM, EPERM } from "../lib/errno.ts";
import { find_vma, vma_is_anonymous, vma_is_shmem } from "../mm/pagemap.ts";
import { wake_userfault } from "./userfaultfd_fault.ts";
import { has_unknown_bits, mm_gone, validate_range } from "./userfaultfd_range.ts";
import { set_watch } from "./userfaultfd_vma.ts";

const MODES = UFFDIO_REGISTER_MODE_MISSING | UFFDIO_REGISTER_MODE_WP | UFFDIO_REGISTER_MODE_MINOR;

/**
 * UFFDIO_REGISTER: watches every mapped part of a range, which may have holes.
 * Asking again for some of the modes that a part has changes nothing; any other set replaces its modes.
 *
 * @returns 0, with `arg.ioctls` written, or
 *   -EINVAL  the range or the mode makes no sense, or the memory cannot be watched in this mode
 *   -ENOMEM  the owner has exited; or, in 5.14, nothing is mapped from `start` on
 *   -EPERM   a part may never become writable
 *   -EBUSY   another userfaultfd watches a part
 *
 * Context: no lock is held. Sleeps.
 * Source: fs/userfaultfd.c userfaultfd_register()
 */
export function userfaultfd_register(ctx: userfaultfd_ctx, arg: uffdio_register): number {
  const { start, len } = arg.range;
  if (arg.mode === 0 || has_unknown_bits(arg.mode, MODES)) return -EINVAL;
  const invalid = validate_range(start, len);
  if (invalid !== 0) return invalid;
  if (mm_gone(ctx.mm)) return -ENOMEM;

  const flags = vm_flags_of(arg.mode);
  const range = { start: start as user_addr, end: (start + len) as user_addr };
  mmap_write_lock(ctx.mm);
  const error = check_register(ctx, range, flags);
  if (error === 0) {
    set_watch(ctx.mm, range.start, range.end, (vma) =>
      watched_so_already(vma, ctx, flags) ? null : { ctx, flags },
    );
  }
  mmap_write_unlock(ctx.mm);
  if (error === 0) arg.ioctls = ioctls_of(flags);
  return error;
}

function vm_flags_of(mode: u64): number {
  return (
    (mode & UFFDIO_REGISTER_MODE_MISSING ? VM_UFFD_MISSING : 0) |
    (mode & UFFDIO_REGISTER_MODE_WP ? VM_UFFD_WP : 0) |
    (mode & UFFDIO_REGISTER_MODE_MINOR ? VM_UFFD_MINOR : 0)
  );
}

const watched_so_already = (vma: vm_area_struct, ctx: userfaultfd_ctx, flags: number): boolean =>
  vma.vm_userfaultfd_ctx.ctx === ctx && (vma.vm_flags & flags) === flags;

interface range {
  readonly start: user_addr;
  readonly end: user_addr;
}

/** Why the range cannot be watched, as an errno; 0 if it can. */
function check_register(ctx: userfaultfd_ctx, range: range, flags: number): number {
  const error = check_mapped(ctx.mm, range);
  if (error !== 0) return error;
  for (const vma of vmas_in(ctx.mm, range)) {
    if (!vma_can_userfault(vma, flags)) return -EINVAL;
    // Filling a hole of a file is writing to it, so it takes the right to write. (CVE-2018-18397)
    if (!(vma.vm_flags & VM_MAYWRITE)) return -EPERM;
    const owner = vma.vm_userfaultfd_ctx.ctx;
    if (owner !== null && owner !== ctx) return -EBUSY;
  }
  return 0;
}

/** Whether anything is mapped in the range; where it begins need not be. */
function check_mapped(mm: mm_struct, { start, end }: range): number {
  const first = find_vma(mm, start);
  if (first === null) return kernel().release.register_hole_is_einval ? -EINVAL : -ENOMEM;
  return first.vm_start >= end ? -EINVAL : 0;
}

const vmas_in = (mm: mm_struct, { start, end }: range): vm_area_struct[] =>
  mm.mmap.filter((vma) => vma.vm_end > start && vma.vm_start < end);

/** Whether memory of this kind can be watched at all, and in these modes. */
function vma_can_userfault(vma: vm_area_struct, flags: number): boolean {
  const shmem = vma_is_shmem(vma);
  if (flags & VM_UFFD_MINOR && !shmem) return false;
  if (flags & VM_UFFD_WP && shmem && !kernel().release.wp_shmem) return false;
  return shmem || vma_is_anonymous(vma);
}

function ioctls_of(flags: number): bigint {
  const numbers = [_UFFDIO_WAKE, _UFFDIO_COPY, _UFFDIO_ZEROPAGE];
  if (kernel().release.poison_and_move) numbers.push(_UFFDIO_MOVE, _UFFDIO_POISON);
  if (flags & VM_UFFD_WP) numbers.push(_UFFDIO_WRITEPROTECT);
  if (flags & VM_UFFD_MINOR) numbers.push(_UFFDIO_CONTINUE);
  return numbers.reduce((mask, nr) => mask | (1n << BigInt(nr)), 0n);
}

/**
 * UFFDIO_UNREGISTER: no longer watches a range. Who waits in a part watched for missing pages is woken;
 * who waits for a minor fault only is not, to this day.
 *
 * @returns 0, or
 *   -EINVAL  the range makes no sense, or contains memory that can never be watched; later also: that another
 *            userfaultfd watches
 *   -ENOMEM  the owner has exited; or, in 5.14, nothing is mapped from `start` on
 *
 * Context: no lock is held. Sleeps.
 * Source: fs/userfaultfd.c userfaultfd_unregister()
 */
export function userfaultfd_unregister(ctx: userfaultfd_ctx, arg: uffdio_range): number {
  const invalid = validate_range(arg.start, arg.len);
  if (invalid !== 0) return invalid;
  if (mm_gone(ctx.mm)) return -ENOMEM;
  const range = { start: arg.start as user_addr, end: (arg.start + arg.len) as user_addr };
  mmap_write_lock(ctx.mm);
  const error = check_unregister(ctx, range);
  if (error === 0) {
    set_watch(ctx.mm, range.start, range.end, (vma, start, end) => {
      const owner = vma.vm_userfaultfd_ctx.ctx;
      if (owner === null) return null;
      if (vma.vm_flags & VM_UFFD_MISSING) wake_userfault(owner, start, end - start);
      return { ctx: null, flags: 0 };
    });
  }
  mmap_write_unlock(ctx.mm);
  return error;
}

/** Why the range cannot be given up, as an errno; 0 if it can. */
function check_unregister(ctx: userfaultfd_ctx, range: range): number {
  const own_only = kernel().release.unregister_own_only;
  const unfit = (vma: vm_area_struct): boolean => {
    const owner = vma.vm_userfaultfd_ctx.ctx;
    if (own_only && owner !== null && owner !== ctx) return true;
    return !vma_can_userfault(vma, vma.vm_flags & __VM_UFFD_FLAGS);
  };
  const error = check_mapped(ctx.mm, range);
  return error || (vmas_in(ctx.mm, range).some(unfit) ? -EINVAL : 0);
}
