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

/** One fill: the same for all ioctls but for its checks, its work and the name of its out field. */
interface fill_request {
  readonly start: u64;
  readonly len: u64;
  readonly mode: u64;
  /** Bits of `mode` that the ioctl knows. */
  readonly modes: number;
  /** 0, or why the request is refused before anything is looked up. */
  readonly check: () => number;
  /** Fills; returns bytes done (> 0) or a negative errno. */
  readonly run: () => number;
  /** Writes the ioctl's out field. */
  readonly out: (result: number) => void;
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
function fill(ctx: userfaultfd_ctx, f: fill_request): number {
  if (ctx.mmap_changing.value) {
    if (kernel().release.eagain_writes_out) f.out(-EAGAIN);
    return -EAGAIN;
  }
  const refusal = f.check() || (has_unknown_bits(f.mode, f.modes) ? -EINVAL : 0);
  if (refusal !== 0) return refusal;
  if (mm_gone(ctx.mm)) return -ESRCH;
  const done = f.run();
  f.out(done);
  if (done < 0) return done;
  // Waking a range of 0 bytes would wake everybody.
  BUG_ON(done === 0, "A fill did nothing and calls it success.");
  if (!(f.mode & DONTWAKE)) wake_userfault(ctx, f.start as user_addr, done);
  return done === f.len ? 0 : -EAGAIN;
}

/**
 * UFFDIO_COPY: fills missing pages with a copy of the program's own memory at `src`, which need not be aligned.
 *
 * @returns as fill() does; -ENOENT if the range is not within one watched vma
 *
 * Source: fs/userfaultfd.c userfaultfd_copy()
 */
export function userfaultfd_copy(ctx: userfaultfd_ctx, arg: uffdio_copy): number {
  const { dst, src, len, mode } = arg;
  return fill(ctx, {
    start: dst,
    len,
    mode,
    modes: UFFDIO_COPY_MODE_DONTWAKE | UFFDIO_COPY_MODE_WP,
    check: () => check_source(src, len) || validate_range(dst, len),
    run: () =>
      mcopy_atomic(ctx.mm, dst as user_addr, src as user_addr, len, ctx.mmap_changing, mode),
    out: (result) => {
      arg.copy = result;
    },
  });
}

/** Older kernels let a bad source fail when it is read, and so report it in the out field. */
function check_source(src: u64, len: u64): number {
  if (kernel().release.copy_checks_src_range) return validate_unaligned_range(src, len);
  return wraps(src, len) ? -EINVAL : 0;
}

/** UFFDIO_ZEROPAGE: fills missing pages with zeros. Returns as fill() does. */
export function userfaultfd_zeropage(ctx: userfaultfd_ctx, arg: uffdio_zeropage): number {
  const { start, len } = arg.range;
  return fill(ctx, {
    start,
    len,
    mode: arg.mode,
    modes: UFFDIO_ZEROPAGE_MODE_DONTWAKE,
    check: () => validate_range(start, len),
    run: () => mfill_zeropage(ctx.mm, start as user_addr, len, ctx.mmap_changing),
    out: (result) => {
      arg.zeropage = result;
    },
  });
}

/** UFFDIO_CONTINUE: maps pages that the file has already. Returns as fill() does; -EFAULT for a hole. */
export function userfaultfd_continue(ctx: userfaultfd_ctx, arg: uffdio_continue): number {
  const { start, len } = arg.range;
  const can_wp = kernel().release.poison_and_move;
  // The mode bit of CONTINUE is that of COPY, which is what the filling function knows.
  const copy_mode = can_wp && arg.mode & UFFDIO_CONTINUE_MODE_WP ? UFFDIO_COPY_MODE_WP : 0;
  return fill(ctx, {
    start,
    len,
    mode: arg.mode,
    modes: UFFDIO_CONTINUE_MODE_DONTWAKE | (can_wp ? UFFDIO_CONTINUE_MODE_WP : 0),
    check: () => validate_range(start, len) || (wraps(start, len) ? -EINVAL : 0),
    run: () => mcopy_continue(ctx.mm, start as user_addr, len, ctx.mmap_changing, copy_mode),
    out: (result) => {
      arg.mapped = result;
    },
  });
}

/** UFFDIO_POISON: makes every later access to missing pages a SIGBUS. Returns as fill() does. */
export function userfaultfd_poison(ctx: userfaultfd_ctx, arg: uffdio_poison): number {
  const { start, len } = arg.range;
  return fill(ctx, {
    start,
    len,
    mode: arg.mode,
    modes: UFFDIO_POISON_MODE_DONTWAKE,
    check: () => validate_range(start, len),
    run: () => mfill_atomic_poison(ctx.mm, start as user_addr, len, ctx.mmap_changing),
    out: (result) => {
      arg.updated = result;
    },
  });
}

/** UFFDIO_MOVE: fills missing private memory with pages taken from elsewhere in it. Returns as fill() does. */
export function userfaultfd_move(ctx: userfaultfd_ctx, arg: uffdio_move): number {
  const { dst, src, len, mode } = arg;
  return fill(ctx, {
    start: dst,
    len,
    mode,
    modes: UFFDIO_MOVE_MODE_DONTWAKE | UFFDIO_MOVE_MODE_ALLOW_SRC_HOLES,
    check: () => validate_range(dst, len) || validate_range(src, len),
    run: () => move_pages(ctx.mm, dst as user_addr, src as user_addr, len, ctx.mmap_changing, mode),
    out: (result) => {
      arg.move = result;
    },
  });
}
