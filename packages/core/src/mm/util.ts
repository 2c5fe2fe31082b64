// Promises of memory: how much programs and files may ask for before they use it.
// Source: mm/util.c (__vm_enough_memory, mode 0), mm/mman.h, lib/percpu_counter.c.

import { DIV_ROUND_UP, PAGE_SIZE } from "../include/linux/mm.ts";
import type { mm_struct, percpu_counter } from "../include/linux/mm_types.ts";
import { EXPORT_SYMBOL } from "../kernel/export.ts";
import { should_fail } from "../kernel/fail_function.ts";
import { kernel } from "../kernel.ts";
import { ENOMEM } from "../lib/errno.ts";

/** Compares the counter with `n`: negative, 0 or positive. */
export const percpu_counter_compare = EXPORT_SYMBOL(
  "percpu_counter_compare",
  ["counter", "int"],
  (c: percpu_counter, n: number): number => Math.sign(c.count - n),
);

export const percpu_counter_add = EXPORT_SYMBOL(
  "percpu_counter_add",
  ["counter", "int"],
  (c: percpu_counter, n: number): void => {
    c.count += n;
  },
);

export const percpu_counter_sub = EXPORT_SYMBOL(
  "percpu_counter_sub",
  ["counter", "int"],
  (c: percpu_counter, n: number): void => {
    c.count -= n;
  },
);

/** How many pages `bytes` bytes are promised as. */
export const VM_ACCT = EXPORT_SYMBOL("VM_ACCT", ["int"], (bytes: number): number =>
  DIV_ROUND_UP(bytes, PAGE_SIZE),
);

/**
 * Promises `pages` pages. Refuses only what could never be: more at once than there is memory and swap.
 *
 * @returns 0, or -ENOMEM with nothing promised
 */
export const security_vm_enough_memory_mm = EXPORT_SYMBOL(
  "security_vm_enough_memory_mm",
  ["any", "int"],
  (_mm: mm_struct | null, pages: number): number => {
    const k = kernel();
    if (should_fail("security_vm_enough_memory_mm")) return -ENOMEM;
    if (pages > k.totalram_pages + k.swap.length) return -ENOMEM;
    k.vm_committed_as.count += pages;
    return 0;
  },
);

/** Takes a promise back. */
export const vm_unacct_memory = EXPORT_SYMBOL(
  "vm_unacct_memory",
  ["int"],
  (pages: number): void => {
    kernel().vm_committed_as.count -= pages;
  },
);
