// Failures on demand: an allocation fails because somebody asked for it, as it might for want of memory.
// Source: kernel/fail_function.c; the functions that ask are those that allocate.

import { kernel } from "../kernel.ts";

/** Lets the coming calls of `name` fail (true) or not (false), one by one; later calls do not fail. */
export function fail_function(name: string, ...calls: boolean[]): void {
  const { fail } = kernel();
  fail.set(name, [...(fail.get(name) ?? []), ...calls]);
}

/** Whether this call of `name` is to fail. Each question uses up one answer. */
export function should_fail(name: string): boolean {
  const { fail } = kernel();
  if (fail.size === 0) return false;
  return fail.get(name)?.shift() ?? false;
}
