// The monitor resolves faults: COPY, ZEROPAGE, CONTINUE, and in later kernels POISON and MOVE, then wakes who waited.
// Source: fs/userfaultfd.c. The filling itself is in mm/userfaultfd_loop and its neighbours.

import type { userfaultfd_ctx } from "../include/linux/mm_types.ts";
import type { user_addr } from "../include/linux/types.ts";
import { UFFDIO_COPY_MODE_DONTWAKE, UFFDIO_COPY_MODE_WP } from "../include/linux/userfaultfd_k.ts";
import {
  UFFDIO_CONTINUE_MODE_DONTWAKE,
  UFFDIO_CONTINUE_MODE_WP,
  UFFDIO_MOVE_MODE_ALLOW_SRC_HOLES,
  UFFDIO_MOVE_MODE_DONTWAKE,
  UFFDIO_POISON_MODE_DONTWAKE,
  UFFDIO_ZEROPAGE_MODE_DONTWAKE,
  type u64,
  type uffdio_continue,
  type uffdio_copy,
  type uffdio_move,
  type uffdio_poison,
  type uffdio_range,
  type uffdio_zeropage,
} from "../include/uapi/linux/userfaultfd.ts";
import { kernel } from "../kernel.ts";
import { BUG_ON } from "../lib/bug.ts";
import { EAGAIN, EINVAL, ESRCH } from "../lib/errno.ts";
import { mcopy_atomic, mcopy_continue, mfill_zeropage } from "../mm/userfaultfd_loop.ts";
import { move_pages } from "../mm/userfaultfd_move.ts";
import { mfill_atomic_poison } from "../mm/userfaultfd_poison.ts";
import { wake_userfault } from "./userfaultfd_fault.ts";
import {
  has_unknown_bits,
  mm_gone,
  validate_range,
  validate_unaligned_range,
  wraps,
} from "./userfaultfd_range.ts";

/** What an ioctl that fills has of its own; `arg` is its structure. */
interface fill_ioctl<arg> {
  /** The memory that is filled. */
  readonly range: (arg: arg) => uffdio_range;
  /** Bits of `mode` that this ioctl knows. */
  readonly modes: () => number;
  /** 0, or why the request is refused before anything is looked up. */
  readonly check: (arg: arg) => number;
  /** Fills; returns bytes done (> 0) or a negative errno. */
  readonly run: (ctx: userfaultfd_ctx, arg: arg) => number;
  /** Writes the ioctl's out field. */
  readonly out: (arg: arg, result: number) => void;
}

/** The lowest mode bit of every fill: leave those who wait asleep. */
const DONTWAKE = UFFDIO_COPY_MODE_DONTWAKE;

/**
 * @returns 0 when all was filled, or
 *   -EAGAIN  the address space is being changed; or some of the range was filled, and the out field says how much
 *   -EINVAL  the range or the mode makes no sense; the out field is left alone
 *   -ESRCH   the program that owned the memory has exited; the out field is left alone
 *   or the reason why the first page could not be filled
 */
function fill<arg extends { readonly mode: u64 }>(
  ctx: userfaultfd_ctx,
  ioctl: fill_ioctl<arg>,
  arg: arg,
): number {
  if (ctx.mmap_changing.value) {
    if (kernel().release.eagain_writes_out) ioctl.out(arg, -EAGAIN);
    return -EAGAIN;
  }
  const refusal = ioctl.check(arg) || (has_unknown_bits(arg.mode, ioctl.modes()) ? -EINVAL : 0);
  if (refusal !== 0) return refusal;
  if (mm_gone(ctx.mm)) return -ESRCH;
  const done = ioctl.run(ctx, arg);
  ioctl.out(arg, done);
  if (done < 0) return done;
  // Waking a range of 0 bytes would wake everybody.
  BUG_ON(done === 0, "A fill did nothing and calls it success.");
  const { start, len } = ioctl.range(arg);
  if (!(arg.mode & DONTWAKE)) wake_userfault(ctx, start as user_addr, done);
  return done === len ? 0 : -EAGAIN;
}

const copy: fill_ioctl<uffdio_copy> = {
  range: ({ dst, len }) => ({ start: dst, len }),
  modes: () => UFFDIO_COPY_MODE_DONTWAKE | UFFDIO_COPY_MODE_WP,
  check: ({ dst, src, len }) => check_source(src, len) || validate_range(dst, len),
  run: ({ mm, mmap_changing }, { dst, src, len, mode }) =>
    mcopy_atomic(mm, dst as user_addr, src as user_addr, len, mmap_changing, mode),
  out: (arg, result) => {
    arg.copy = result;
  },
};

/**
 * UFFDIO_COPY: fills missing pages with a copy of the program's own memory at `src`, which need not be aligned.
 *
 * @returns as fill() does; -ENOENT if the range is not within one watched vma
 *
 * Source: fs/userfaultfd.c userfaultfd_copy()
 */
export const userfaultfd_copy = (ctx: userfaultfd_ctx, arg: uffdio_copy): number =>
  fill(ctx, copy, arg);

/** Older kernels let a bad source fail when it is read, and so report it in the out field. */
function check_source(src: u64, len: u64): number {
  if (kernel().release.copy_checks_src_range) return validate_unaligned_range(src, len);
  return wraps(src, len) ? -EINVAL : 0;
}

const zeropage: fill_ioctl<uffdio_zeropage> = {
  range: ({ range }) => range,
  modes: () => UFFDIO_ZEROPAGE_MODE_DONTWAKE,
  check: ({ range }) => validate_range(range.start, range.len),
  run: ({ mm, mmap_changing }, { range }) =>
    mfill_zeropage(mm, range.start as user_addr, range.len, mmap_changing),
  out: (arg, result) => {
    arg.zeropage = result;
  },
};

/** UFFDIO_ZEROPAGE: fills missing pages with zeros. Returns as fill() does. */
export const userfaultfd_zeropage = (ctx: userfaultfd_ctx, arg: uffdio_zeropage): number =>
  fill(ctx, zeropage, arg);

/** The mode bits of CONTINUE; the one for write protection is of later kernels. */
const continue_modes = (): number =>
  UFFDIO_CONTINUE_MODE_DONTWAKE | (kernel().release.poison_and_move ? UFFDIO_CONTINUE_MODE_WP : 0);

const continue_ioctl: fill_ioctl<uffdio_continue> = {
  range: ({ range }) => range,
  modes: continue_modes,
  check: ({ range: { start, len } }) =>
    validate_range(start, len) || (wraps(start, len) ? -EINVAL : 0),
  run({ mm, mmap_changing }, { range, mode }) {
    // The mode bit of CONTINUE is that of COPY, which is what the filling function knows.
    const copy_mode = mode & UFFDIO_CONTINUE_MODE_WP ? UFFDIO_COPY_MODE_WP : 0;
    return mcopy_continue(mm, range.start as user_addr, range.len, mmap_changing, copy_mode);
  },
  out: (arg, result) => {
    arg.mapped = result;
  },
};

/** UFFDIO_CONTINUE: maps pages that the file has already. Returns as fill() does; -EFAULT for a hole. */
export const userfaultfd_continue = (ctx: userfaultfd_ctx, arg: uffdio_continue): number =>
  fill(ctx, continue_ioctl, arg);

const poison: fill_ioctl<uffdio_poison> = {
  range: ({ range }) => range,
  modes: () => UFFDIO_POISON_MODE_DONTWAKE,
  check: ({ range }) => validate_range(range.start, range.len),
  run: ({ mm, mmap_changing }, { range }) =>
    mfill_atomic_poison(mm, range.start as user_addr, range.len, mmap_changing),
  out: (arg, result) => {
    arg.updated = result;
  },
};

/** UFFDIO_POISON: makes every later access to missing pages a SIGBUS. Returns as fill() does. */
export const userfaultfd_poison = (ctx: userfaultfd_ctx, arg: uffdio_poison): number =>
  fill(ctx, poison, arg);

const move: fill_ioctl<uffdio_move> = {
  range: ({ dst, len }) => ({ start: dst, len }),
  modes: () => UFFDIO_MOVE_MODE_DONTWAKE | UFFDIO_MOVE_MODE_ALLOW_SRC_HOLES,
  check: ({ dst, src, len }) => validate_range(dst, len) || validate_range(src, len),
  run: ({ mm, mmap_changing }, { dst, src, len, mode }) =>
    move_pages(mm, dst as user_addr, src as user_addr, len, mmap_changing, mode),
  out: (arg, result) => {
    arg.move = result;
  },
};

/** UFFDIO_MOVE: fills missing private memory with pages taken from elsewhere in it. Returns as fill() does. */
export const userfaultfd_move = (ctx: userfaultfd_ctx, arg: uffdio_move): number =>
  fill(ctx, move, arg);
