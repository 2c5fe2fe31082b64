// Fields that C code writes by hand under a lock: a write without the lock is a data race, and is reported as one.
// Source: kernel/kcsan; Linux finds such writes by sampling, this machine sees each of them.

import type { spinlock_t } from "../include/linux/mm_types.ts";
import { running_kernel } from "../kernel.ts";
import { report } from "../lib/bug.ts";

/**
 * Adds `field` to `object` as one that `lock` guards. It reads and writes like any other field.
 *
 * @param names how the rule is told: `info->alloced`
 */
export function addGuardedField(
  object: object,
  field: string,
  lock: spinlock_t,
  names: string,
): void {
  let current = 0;
  Object.defineProperty(object, field, {
    enumerable: true,
    get: () => current,
    set: (value: number) => {
      current = value;
      noteWrite(object, field, value, lock, names);
    },
  });
}

function noteWrite(
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
  if (k.attentive) k.watch?.write?.({ object, field, value, by_target: k.in_target });
}
