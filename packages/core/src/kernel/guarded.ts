// Fields that C code reads and writes by hand: a write without its lock is a data race, and is reported as one.
// Source: kernel/kcsan; Linux finds such writes by sampling, this machine sees each of them.

import type { spinlock_t } from "../include/linux/mm_types.ts";
import { running_kernel } from "../kernel.ts";
import { report } from "../lib/bug.ts";

/**
 * Notes that `object.field` was written: reports it if `lock` is not held, and tells whoever watches.
 * The setter of such a field calls this; to read it needs no lock.
 *
 * @param names how the rule is told: `info->alloced`
 */
export function note_guarded_write(
  object: object,
  field: string,
  value: number,
  lock: spinlock_t,
  names: string,
): void {
  const k = running_kernel();
  if (k === null) return;
  if (lock.owner !== k.current) {
    report(
      "data-race",
      `BUG: KCSAN: data-race on ${names}`,
      `${names} is written without holding info->lock.`,
    );
  }
  k.watch?.write?.({ object, field, value, by_target: k.in_target });
}

/** Lets other CPUs act before a target reads a field that needs no lock to be read, such as i_size. */
export function note_racy_read(field: string): void {
  const k = running_kernel();
  if (k?.in_target) k.watch?.read?.(field);
}
