// The checks that learner code may make itself. They are the kernel's, with no more arguments than in C.
// Source: include/linux/bug.h, include/linux/mmdebug.h; CONFIG_DEBUG_VM is on.

import type { page } from "../include/linux/mm_types.ts";
import { EXPORT_SYMBOL } from "../kernel/export.ts";
import * as bug from "../lib/bug.ts";

/** Kills the machine if `cond` holds: it names what must never be. @throws KernelBug */
export const BUG_ON = EXPORT_SYMBOL("BUG_ON", ["any"], (cond: unknown): void => bug.BUG_ON(cond));

/** BUG_ON() of kernels built for finding mistakes, as this one is. @throws KernelBug */
export const VM_BUG_ON = EXPORT_SYMBOL("VM_BUG_ON", ["any"], (cond: unknown): void =>
  bug.VM_BUG_ON(cond),
);

/** VM_BUG_ON() about a page, which it names. @throws KernelBug */
export const VM_BUG_ON_PAGE = EXPORT_SYMBOL(
  "VM_BUG_ON_PAGE",
  ["any", "page"],
  (cond: unknown, page: page): void => bug.VM_BUG_ON_PAGE(cond, page),
);

/** Complains if `cond` holds, but once only, and goes on. Returns whether it holds. */
export const WARN_ON_ONCE = EXPORT_SYMBOL("WARN_ON_ONCE", ["any"], (cond: unknown): boolean =>
  bug.WARN_ON_ONCE(cond),
);

/** WARN_ON_ONCE() of kernels built for finding mistakes. */
export const VM_WARN_ON_ONCE = EXPORT_SYMBOL("VM_WARN_ON_ONCE", ["any"], (cond: unknown): boolean =>
  bug.VM_WARN_ON_ONCE(cond),
);
