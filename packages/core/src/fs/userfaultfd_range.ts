// What every ioctl on a range of addresses checks first, and how a program's 64-bit numbers are looked at.
// Source: fs/userfaultfd.c (validate_range, validate_unaligned_range).

import { PAGE_ALIGNED, TASK_SIZE } from "../include/linux/mm.ts";
import type { mm_struct } from "../include/linux/mm_types.ts";
import type { u64 } from "../include/uapi/linux/userfaultfd.ts";
import { kernel } from "../kernel.ts";
import { EINVAL } from "../lib/errno.ts";

/** Whether `value` has a bit that is not in `known`, which is less than 2^31. */
export function has_unknown_bits(value: u64, known: number): boolean {
  // Bit operations see the lower 32 bits only.
  return value < 0 || value >= 2 ** 31 || (value & ~known) !== 0;
}

/**
 * Whether user space can have a range like this at all. It need not be mapped.
 *
 * @returns 0, or -EINVAL: not whole pages, empty, or not within a program's addresses
 *
 * Source: fs/userfaultfd.c validate_range()
 */
export function validate_range(start: u64, len: u64): number {
  return PAGE_ALIGNED(start) ? validate_unaligned_range(start, len) : -EINVAL;
}

/** validate_range() for the source of a copy, which may begin inside a page. */
export function validate_unaligned_range(start: u64, len: u64): number {
  if (!PAGE_ALIGNED(len) || len === 0) return -EINVAL;
  if (start < kernel().release.mmap_min_addr || start >= TASK_SIZE) return -EINVAL;
  return len > TASK_SIZE - start ? -EINVAL : 0;
}

/** Whether `start + len` does not fit into 64 bits, or is no further than `start`. */
export function wraps(start: u64, len: u64): boolean {
  return len === 0 || start + len >= 2 ** 64;
}

/** Whether the program that owned the memory has exited: nobody may touch it then. */
export function mm_gone(mm: mm_struct): boolean {
  return mm.mm_users === 0;
}
