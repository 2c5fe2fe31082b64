// Locks, and the knowledge of who holds them: enough of lockdep to say what a wrong order or a forgotten unlock is.
// Source: kernel/locking/spinlock.c, kernel/locking/rwsem.c, include/linux/mmap_lock.h, kernel/sched/core.c.
//
// Lock order, outermost first: mmap_lock, page lock, ptl or info->lock. Only the first two may be slept for.

import type { mm_struct, rw_semaphore, spinlock_t } from "../include/linux/mm_types.ts";
import { kernel, own } from "../kernel.ts";
import { BUG, report } from "../lib/bug.ts";
import { EXPORT_SYMBOL } from "./export.ts";
import { lock_acquire } from "./lockdep.ts";

export function spin_lock_init(name: string): spinlock_t {
  return own({ name, owner: null });
}

export function init_rwsem(name: string): rw_semaphore {
  return own({ name, readers: [], writer: null });
}

/**
 * Takes a spinlock. Whoever holds one must not sleep until it is given back.
 *
 * @throws KernelBug if the caller holds it already: it would spin for ever
 */
export const spin_lock = EXPORT_SYMBOL("spin_lock", ["lock"], (lock: spinlock_t): void =>
  _raw_spin_lock(lock),
);

/** Gives a spinlock back. Giving back what one does not hold is reported and changes nothing. */
export const spin_unlock = EXPORT_SYMBOL("spin_unlock", ["lock"], (lock: spinlock_t): void =>
  _raw_spin_unlock(lock),
);

/** spin_lock() for the kernel's own code, which needs no boundary inside another one. */
export function _raw_spin_lock(lock: spinlock_t): void {
  const { current } = kernel();
  if (lock.owner !== null) {
    BUG(
      `BUG: spinlock recursion on CPU#0, ${lock.name}`,
      "A lock is taken that is held already, so this waits for ever.",
      "deadlock",
    );
  }
  lock_acquire(lock.name);
  lock.owner = current;
  current.preempt_count += 1;
  current.locks_held.push(lock);
}

/** spin_unlock() for the kernel's own code. */
export function _raw_spin_unlock(lock: spinlock_t): void {
  const { current } = kernel();
  if (lock.owner !== current) {
    report(
      "unlock-not-held",
      `WARNING: bad unlock balance detected! ${lock.name}`,
      "A lock is given back that is not held.",
    );
    return;
  }
  lock.owner = null;
  current.preempt_count -= 1;
  forget(current.locks_held, lock);
}

/** Takes what is held no longer off a list; nearly always it is the last one taken. */
export function forget<T>(held: T[], one: T): void {
  if (held.at(-1) === one) held.pop();
  else held.splice(held.lastIndexOf(one), 1);
}

/** spin_lock() with interrupts off. There are none here. @throws KernelBug as spin_lock() does */
export const spin_lock_irq = EXPORT_SYMBOL("spin_lock_irq", ["lock"], (lock: spinlock_t): void =>
  _raw_spin_lock(lock),
);

/** spin_unlock() with interrupts on again. */
export const spin_unlock_irq = EXPORT_SYMBOL(
  "spin_unlock_irq",
  ["lock"],
  (lock: spinlock_t): void => _raw_spin_unlock(lock),
);

/**
 * Holds the address space still: no vma comes, goes or changes until mmap_read_unlock().
 *
 * Context: may sleep, and must not be called by who has it already.
 */
export const mmap_read_lock = EXPORT_SYMBOL("mmap_read_lock", ["mm"], (mm: mm_struct): void => {
  if (mm.mmap_lock.readers.includes(kernel().current)) {
    report(
      "deadlock",
      "WARNING: possible recursive locking detected: mmap_lock",
      "The mmap lock is taken by who has it already: with a writer waiting in between, for ever.",
    );
  }
  _mmap_read_lock(mm);
});

/** mmap_read_lock() for a fault, where whoever faults under the lock has been told so already. */
export function _mmap_read_lock(mm: mm_struct): void {
  const { current } = kernel();
  might_sleep();
  if (mm.mmap_lock.writer !== null) {
    BUG(
      "INFO: task blocked for more than 120 seconds",
      "The mmap lock is held for writing, so this waits for ever.",
      "deadlock",
    );
  }
  lock_acquire(mm.mmap_lock.name);
  mm.mmap_lock.readers.push(current);
  current.locks_held.push(mm.mmap_lock);
}

/** Gives back what mmap_read_lock() took. */
export const mmap_read_unlock = EXPORT_SYMBOL("mmap_read_unlock", ["mm"], (mm: mm_struct): void => {
  const { current } = kernel();
  if (!mm.mmap_lock.readers.includes(current)) {
    report(
      "unlock-not-held",
      "WARNING: bad unlock balance detected! mmap_lock",
      "The mmap lock is given back without being held.",
    );
    return;
  }
  forget(mm.mmap_lock.readers, current);
  forget(current.locks_held, mm.mmap_lock);
});

/** Holds the address space for changing it. Context: may sleep. */
export function mmap_write_lock(mm: mm_struct): void {
  const { current } = kernel();
  might_sleep();
  if (mm.mmap_lock.writer !== null || mm.mmap_lock.readers.length > 0) {
    BUG(
      "INFO: task blocked for more than 120 seconds",
      "The mmap lock is held already, so this waits for ever.",
      "deadlock",
    );
  }
  mm.mmap_lock.writer = current;
  current.locks_held.push(mm.mmap_lock);
}

export function mmap_write_unlock(mm: mm_struct): void {
  const { current } = kernel();
  mm.mmap_lock.writer = null;
  forget(current.locks_held, mm.mmap_lock);
}

/** Whether the running task holds a spinlock or has pages mapped by kmap_atomic: it must not sleep then. */
export function in_atomic(): boolean {
  return kernel().current.preempt_count > 0;
}

/** Says that the caller may sleep, and reports a caller that must not. */
export function might_sleep(): void {
  if (!in_atomic()) return;
  report(
    "sleep-in-atomic",
    "BUG: sleeping function called from invalid context",
    "Something that may sleep is called while a spinlock is held or a page is mapped by kmap_atomic.",
  );
}

/** Says that the caller must hold `lock`, and reports one that does not. */
export function lockdep_assert_held(lock: spinlock_t, message: string): void {
  if (lock.owner === kernel().current) return;
  report("lock-not-held", `WARNING: suspicious usage without ${lock.name}`, message);
}

/** Says that the caller must hold a pte lock, whichever, and reports one that does not. */
export function assert_some_ptl_held(message: string): void {
  const { locks_held } = kernel().current;
  // Nearly always it is the last lock taken.
  if (locks_held.at(-1)?.name === "ptl" || locks_held.some((lock) => lock.name === "ptl")) return;
  report("lock-not-held", "WARNING: suspicious usage without ptl", message);
}
