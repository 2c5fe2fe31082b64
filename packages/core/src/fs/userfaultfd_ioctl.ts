// The monitor's side of userfaultfd: which ioctl is which, and those that are about the userfaultfd itself.
// Source: fs/userfaultfd.c (userfaultfd_ioctl, userfaultfd_api, userfaultfd_wake, userfaultfd_writeprotect), 5.14.

import type { userfaultfd_ctx } from "../include/linux/mm_types.ts";
import type { user_addr } from "../include/linux/types.ts";
import {
  _UFFDIO_API,
  _UFFDIO_REGISTER,
  _UFFDIO_UNREGISTER,
  UFFD_API,
  UFFDIO_API,
  UFFDIO_CONTINUE,
  UFFDIO_COPY,
  UFFDIO_MOVE,
  UFFDIO_POISON,
  UFFDIO_REGISTER,
  UFFDIO_UNREGISTER,
  UFFDIO_WAKE,
  UFFDIO_WRITEPROTECT,
  UFFDIO_WRITEPROTECT_MODE_DONTWAKE,
  UFFDIO_WRITEPROTECT_MODE_WP,
  UFFDIO_ZEROPAGE,
  type uffdio_api,
  type uffdio_continue,
  type uffdio_copy,
  type uffdio_move,
  type uffdio_poison,
  type uffdio_range,
  type uffdio_register,
  type uffdio_writeprotect,
  type uffdio_zeropage,
} from "../include/uapi/linux/userfaultfd.ts";
import { kernel } from "../kernel.ts";
import { EAGAIN, EINVAL, ESRCH } from "../lib/errno.ts";
import { mwriteprotect_range } from "../mm/userfaultfd_wp.ts";
import { wake_userfault } from "./userfaultfd_fault.ts";
import {
  userfaultfd_continue,
  userfaultfd_copy,
  userfaultfd_move,
  userfaultfd_poison,
  userfaultfd_zeropage,
} from "./userfaultfd_fill.ts";
import { has_unknown_bits, mm_gone, validate_range } from "./userfaultfd_range.ts";
import { userfaultfd_register, userfaultfd_unregister } from "./userfaultfd_register.ts";

/** The structure that goes with each ioctl. */
export type uffdio_arg =
  | uffdio_api
  | uffdio_register
  | uffdio_range
  | uffdio_copy
  | uffdio_zeropage
  | uffdio_continue
  | uffdio_poison
  | uffdio_move
  | uffdio_writeprotect;

/**
 * ioctl() on a userfaultfd.
 *
 * @param arg the structure that belongs to `cmd`; its out fields are written
 * @returns 0 or a negative errno; -EINVAL for an unknown command, and for all but UFFDIO_API before UFFDIO_API
 *
 * Context: no lock is held. Sleeps.
 * Source: fs/userfaultfd.c userfaultfd_ioctl()
 */
export function userfaultfd_ioctl(ctx: userfaultfd_ctx, cmd: number, arg: uffdio_arg): number {
  if (cmd !== UFFDIO_API && ctx.features === null) return -EINVAL;
  switch (cmd) {
    case UFFDIO_API:
      return api(ctx, arg as uffdio_api);
    case UFFDIO_REGISTER:
      return userfaultfd_register(ctx, arg as uffdio_register);
    case UFFDIO_UNREGISTER:
      return userfaultfd_unregister(ctx, arg as uffdio_range);
    case UFFDIO_WAKE:
      return wake(ctx, arg as uffdio_range);
    case UFFDIO_COPY:
      return userfaultfd_copy(ctx, arg as uffdio_copy);
    case UFFDIO_ZEROPAGE:
      return userfaultfd_zeropage(ctx, arg as uffdio_zeropage);
    case UFFDIO_CONTINUE:
      return userfaultfd_continue(ctx, arg as uffdio_continue);
    case UFFDIO_WRITEPROTECT:
      return writeprotect(ctx, arg as uffdio_writeprotect);
    default:
      return kernel().release.poison_and_move ? later_ioctl(ctx, cmd, arg) : -EINVAL;
  }
}

function later_ioctl(ctx: userfaultfd_ctx, cmd: number, arg: uffdio_arg): number {
  if (cmd === UFFDIO_POISON) return userfaultfd_poison(ctx, arg as uffdio_poison);
  if (cmd === UFFDIO_MOVE) return userfaultfd_move(ctx, arg as uffdio_move);
  return -EINVAL;
}

/** Ioctls that every userfaultfd has: bit 63 is UFFDIO_API's own. */
const API_IOCTLS =
  (1n << BigInt(_UFFDIO_API)) |
  (1n << BigInt(_UFFDIO_REGISTER)) |
  (1n << BigInt(_UFFDIO_UNREGISTER));

/**
 * UFFDIO_API: agrees on the version and switches features on. Works once.
 *
 * @returns 0, with `features` (all there are) and `ioctls` written, or
 *   -EINVAL  it has worked before; or an unknown version or feature, and the structure is zeroed then
 *
 * Source: fs/userfaultfd.c userfaultfd_api(); the right to ask for EVENT_FORK is not modelled
 */
function api(ctx: userfaultfd_ctx, arg: uffdio_api): number {
  const { uffd_features, second_api_zeroes } = kernel().release;
  const again = ctx.features !== null;
  if (again || arg.api !== UFFD_API || has_unknown_bits(arg.features, uffd_features)) {
    if (!again || second_api_zeroes) Object.assign(arg, { api: 0, features: 0, ioctls: 0n });
    return -EINVAL;
  }
  ctx.features = arg.features;
  arg.features = uffd_features;
  arg.ioctls = API_IOCTLS;
  return 0;
}

/** UFFDIO_WAKE: lets those go on who wait for a page of the range. Returns 0, or -EINVAL for a senseless range. */
function wake(ctx: userfaultfd_ctx, arg: uffdio_range): number {
  const invalid = validate_range(arg.start, arg.len);
  if (invalid === 0) wake_userfault(ctx, arg.start as user_addr, arg.len);
  return invalid;
}

/**
 * UFFDIO_WRITEPROTECT: protects the pages of a range, or ends that and wakes those who wait to write.
 *
 * @returns 0, or
 *   -EAGAIN  the address space is being changed
 *   -EINVAL  the range or the mode makes no sense: protecting wakes nobody, so DONTWAKE does not go with it
 *   -ESRCH   the owner has exited
 *   -ENOENT  the memory is not watched for writes
 *
 * Source: fs/userfaultfd.c userfaultfd_writeprotect()
 */
function writeprotect(ctx: userfaultfd_ctx, arg: uffdio_writeprotect): number {
  if (ctx.mmap_changing.value) return -EAGAIN;
  const { start, len } = arg.range;
  const invalid = validate_range(start, len);
  if (invalid !== 0) return invalid;
  const modes = UFFDIO_WRITEPROTECT_MODE_WP | UFFDIO_WRITEPROTECT_MODE_DONTWAKE;
  if (has_unknown_bits(arg.mode, modes)) return -EINVAL;
  const protect = (arg.mode & UFFDIO_WRITEPROTECT_MODE_WP) !== 0;
  const dontwake = (arg.mode & UFFDIO_WRITEPROTECT_MODE_DONTWAKE) !== 0;
  if (protect && dontwake) return -EINVAL;
  if (mm_gone(ctx.mm)) return -ESRCH;

  const error = mwriteprotect_range(ctx.mm, start as user_addr, len, protect, ctx.mmap_changing);
  if (error === 0 && !protect && !dontwake) wake_userfault(ctx, start as user_addr, len);
  return error;
}
