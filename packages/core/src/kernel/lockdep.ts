// In which order locks are taken: two orders for the same two locks are a deadlock that waits for its day.
// Source: kernel/locking/lockdep.c; classes of locks go by name, and one bad order is reported once.

import { kernel } from "../kernel.ts";
import { report } from "../lib/bug.ts";

/** Orders that mm/rmap.c and mm/filemap.c lay down: what must be taken first, and what may be taken under it. */
const laid_down: readonly (readonly [outer: string, inner: string])[] = [
  ["mmap_lock", "ptl"],
  ["mmap_lock", "info->lock"],
];

/**
 * Notes that the running task is about to take a lock, and reports an order that contradicts an earlier one. Nobody
 * else need be there: that the other order was seen once is enough.
 *
 * It costs time: the kernel's own code is believed while nobody watches.
 */
export function lock_acquire(name: string): void {
  const { current, lock_order, patched, watch } = kernel();
  if (patched.size === 0 && watch === null) return;
  if (current.locks_held.length === 0) return;
  if (lock_order.size === 0) for (const [outer, inner] of laid_down) note(lock_order, outer, inner);
  for (const { name: held } of current.locks_held) {
    if (held === name) continue; // a lock of the same class, such as the ptl of another table
    if (leads_to(lock_order, name, held)) complain(held, name);
    else note(lock_order, held, name);
  }
}

function note(order: Map<string, Set<string>>, outer: string, inner: string): void {
  const known = order.get(outer);
  if (known === undefined) order.set(outer, new Set([inner]));
  else known.add(inner);
}

/** Whether `inner` has been taken under `outer`, directly or with others in between. */
function leads_to(order: Map<string, Set<string>>, outer: string, inner: string): boolean {
  const below = order.get(outer);
  if (below === undefined) return false;
  return below.has(inner) || [...below].some((one) => leads_to(order, one, inner));
}

function complain(held: string, wanted: string): void {
  const { warned } = kernel();
  const pair = `lock-order ${held} ${wanted}`;
  if (warned.has(pair)) return;
  warned.add(pair);
  report(
    "lock-order",
    `WARNING: possible circular locking dependency detected: ${held} -> ${wanted}`,
    `${wanted} is taken under ${held}, and elsewhere it is the other way round: two CPUs can wait for each other.`,
  );
}
