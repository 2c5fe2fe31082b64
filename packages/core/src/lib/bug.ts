// How the kernel says that something is wrong: it dies (BUG), it complains (WARN), or it notes a broken rule.
// Source: lib/bug.c, include/linux/mmdebug.h, kernel/printk; CONFIG_DEBUG_VM is on.

import type { page } from "../include/linux/mm_types.ts";
import type { finding } from "../kernel.ts";
import { kernel } from "../kernel.ts";

/** The machine has hit a BUG and is dead: every later call throws this again. */
export class KernelBug extends Error {
  override readonly name = "KernelBug";
}

/** Writes a line to the kernel's log. */
export function printk(line: string): void {
  kernel().dmesg.push(line);
}

/**
 * Records a broken rule and writes the kernel's words for it to the log.
 *
 * @param rule    what kind of mistake this is; the exercises' lessons are found by it
 * @param words   what Linux would print
 * @param message one plain sentence for somebody who has never read the source
 */
export function report(
  rule: string,
  words: string,
  message: string,
  numbers: finding["numbers"] = {},
): void {
  const k = kernel();
  k.dmesg.push(words);
  k.findings.push({
    rule,
    kernel: words,
    message,
    numbers,
    call: k.stack.at(-1) ?? null,
    line: k.line,
  });
}

/** Kills the machine. @throws KernelBug always */
export function BUG(
  words: string,
  message = "A condition that must never hold does hold.",
  rule = "kernel-bug",
  numbers: finding["numbers"] = {},
): never {
  const k = kernel();
  const bug = new KernelBug(`${words}: ${message}`);
  k.dead ??= bug;
  report(rule, words, message, numbers);
  throw bug;
}

/** Kills the machine if `cond` holds: it names what must never be. @throws KernelBug */
export function BUG_ON(cond: unknown, message?: string): void {
  if (cond) BUG("kernel BUG: BUG_ON", message);
}

/** A BUG_ON of kernels built with CONFIG_DEBUG_VM, as this one is. @throws KernelBug */
export function VM_BUG_ON(cond: unknown, message?: string): void {
  if (cond) BUG("kernel BUG: VM_BUG_ON", message);
}

/** The same about a page, which it names. @throws KernelBug */
export function VM_BUG_ON_PAGE(cond: unknown, page: page, message?: string, rule?: string): void {
  if (cond) page_bug(page, message, rule);
}

function page_bug(
  { pfn }: page,
  message = "A page is in a state that it must never be in.",
  rule = "kernel-bug",
): never {
  BUG(`page dumped because: VM_BUG_ON_PAGE(pfn ${pfn})`, message, rule, { pfn });
}

/** Complains if `cond` holds, and goes on. Returns whether it did. */
export function WARN_ON(
  cond: unknown,
  message = "A condition that should not hold does hold.",
  rule = "warning",
): boolean {
  if (cond) report(rule, "WARNING: WARN_ON", message);
  return Boolean(cond);
}

/** Complains the first time only that this is said on this machine. Returns whether `cond` holds. */
export function WARN_ON_ONCE(
  cond: unknown,
  message = "A condition that should not hold does hold.",
  rule = "warning",
): boolean {
  if (!cond) return false;
  const { warned } = kernel();
  if (!warned.has(message)) report(rule, "WARNING: WARN_ON_ONCE", message);
  warned.add(message);
  return true;
}

export const VM_WARN_ON_ONCE = WARN_ON_ONCE;
