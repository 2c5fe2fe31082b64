// The application's side of userfaultfd: a fault becomes a message, and the thread sleeps until it is woken.
// Source: fs/userfaultfd.c, first half. A thread's sleep is a userfaultfd_wait: whoever ran the access makes it again.

import { pte_marker, pte_none, pte_write } from "../arch/x86/pgtable.ts";
import {
  FAULT_FLAG_ALLOW_RETRY,
  FAULT_FLAG_USER,
  FAULT_FLAG_WRITE,
  VM_FAULT_NOPAGE,
  VM_FAULT_RETRY,
  VM_FAULT_SIGBUS,
  VM_UFFD_MINOR,
  VM_UFFD_MISSING,
  VM_UFFD_WP,
} from "../include/linux/mm.ts";
import type {
  uffd_event,
  userfaultfd_ctx,
  userfaultfd_wait,
  vm_area_struct,
  vm_fault,
  vm_fault_t,
} from "../include/linux/mm_types.ts";
import type { user_addr } from "../include/linux/types.ts";
import {
  UFFD_FEATURE_EVENT_REMOVE,
  UFFD_FEATURE_EVENT_UNMAP,
  UFFD_FEATURE_EXACT_ADDRESS,
  UFFD_FEATURE_SIGBUS,
  UFFD_FEATURE_WP_ASYNC,
  UFFD_FEATURE_WP_UNPOPULATED,
  UFFD_PAGEFAULT_FLAG_MINOR,
  UFFD_PAGEFAULT_FLAG_WP,
  UFFD_PAGEFAULT_FLAG_WRITE,
  UFFD_USER_MODE_ONLY,
} from "../include/uapi/linux/userfaultfd.ts";
import { mmap_read_unlock } from "../kernel/locking.ts";
import { kernel } from "../kernel.ts";
import { BUG_ON, VM_BUG_ON } from "../lib/bug.ts";
import { pte_at } from "../mm/pgtable.ts";

/** Whether the vma reports faults on holes. */
export const userfaultfd_missing = (vma: vm_area_struct): boolean =>
  (vma.vm_flags & VM_UFFD_MISSING) !== 0;

/** Whether the vma reports writes to pages that userfaultfd protects. */
export const userfaultfd_wp = (vma: vm_area_struct): boolean => (vma.vm_flags & VM_UFFD_WP) !== 0;

/** Whether the vma reports faults on pages that the file has but the program has not mapped. */
export const userfaultfd_minor = (vma: vm_area_struct): boolean =>
  (vma.vm_flags & VM_UFFD_MINOR) !== 0;

/** The features that the vma's userfaultfd was switched on with; 0 where there is none. */
const features_of = (vma: vm_area_struct): number => vma.vm_userfaultfd_ctx.ctx?.features ?? 0;

/** Whether protected pages are released by the write itself, without asking the monitor. */
export const userfaultfd_wp_async = (vma: vm_area_struct): boolean =>
  (features_of(vma) & UFFD_FEATURE_WP_ASYNC) !== 0;

/**
 * Whether a hole can be write protected by leaving a marker: always in a mapping of a file, whose page may exist
 * without being mapped; in anonymous memory only if the monitor asked for it.
 */
export function userfaultfd_wp_use_markers(vma: vm_area_struct): boolean {
  if (!kernel().release.wp_shmem || !userfaultfd_wp(vma)) return false;
  // Asynchronous protection implies it: who looks for missing marks later must find one on every page.
  const unpopulated = UFFD_FEATURE_WP_UNPOPULATED | UFFD_FEATURE_WP_ASYNC;
  return vma.vm_ops !== null || (features_of(vma) & unpopulated) !== 0;
}

/**
 * Reports a fault to the monitor. The wait that it queues stands for the sleeping thread.
 *
 * @param reason VM_UFFD_MISSING, VM_UFFD_WP or VM_UFFD_MINOR
 * @returns
 *   VM_FAULT_RETRY   the mmap lock has been dropped. The access must be made again: once the wait that is
 *                    now in `fault_pending` is woken, or at once if somebody has resolved the fault meanwhile
 *   VM_FAULT_SIGBUS  nobody may or can be asked
 *   VM_FAULT_NOPAGE  the userfaultfd is just being closed: try again
 *
 * Context: the mmap lock is held for reading; no pte lock and no page lock is.
 */
export function handle_userfault(vmf: vm_fault, reason: number): vm_fault_t {
  const { vma } = vmf;
  const { ctx } = vma.vm_userfaultfd_ctx;
  if (ctx === null) return VM_FAULT_SIGBUS;
  BUG_ON(ctx.mm !== vma.vm_mm, "A userfaultfd watches an area of another address space.");
  VM_BUG_ON(
    reason !== VM_UFFD_MISSING && reason !== VM_UFFD_WP && reason !== VM_UFFD_MINOR,
    "A fault is reported for no reason, or for two.",
  );
  if ((ctx.features ?? 0) & UFFD_FEATURE_SIGBUS) return VM_FAULT_SIGBUS;
  if (!(vmf.flags & FAULT_FLAG_USER) && ctx.flags & UFFD_USER_MODE_ONLY) return VM_FAULT_SIGBUS;
  if (ctx.released) return VM_FAULT_NOPAGE;
  if (!(vmf.flags & FAULT_FLAG_ALLOW_RETRY)) return VM_FAULT_SIGBUS;

  const wait = userfault_msg(ctx, vmf, reason);
  // Queued before the page table is looked at: a fill in between finds the wait and wakes it.
  ctx.fault_pending.push(wait);
  if (!userfaultfd_must_wait(vmf, reason)) ctx.fault_pending.splice(-1, 1);
  mmap_read_unlock(vma.vm_mm);
  return VM_FAULT_RETRY;
}

function userfault_msg(ctx: userfaultfd_ctx, vmf: vm_fault, reason: number): userfaultfd_wait {
  let flags = vmf.flags & FAULT_FLAG_WRITE ? UFFD_PAGEFAULT_FLAG_WRITE : 0;
  if (reason === VM_UFFD_WP) flags |= UFFD_PAGEFAULT_FLAG_WP;
  if (reason === VM_UFFD_MINOR) flags |= UFFD_PAGEFAULT_FLAG_MINOR;
  const exact = ((ctx.features ?? 0) & UFFD_FEATURE_EXACT_ADDRESS) !== 0;
  const address = exact ? vmf.real_address : vmf.address;
  return { task: kernel().current, address, flags, woken: false };
}

/** Whether the fault still stands, now that the monitor can see it: if not, the thread must not sleep. */
function userfaultfd_must_wait(vmf: vm_fault, reason: number): boolean {
  const pte = pte_at(vmf.vma.vm_mm, vmf.address);
  if (pte_none(pte) || pte_marker(pte) !== 0) return true;
  return reason === VM_UFFD_WP && !pte_write(pte);
}

/** The wait in which the running task sleeps after a fault in this vma; null if it need not sleep. */
export function current_wait(vma: vm_area_struct): userfaultfd_wait | null {
  const last = vma.vm_userfaultfd_ctx.ctx?.fault_pending.at(-1);
  return last !== undefined && last.task === kernel().current && !last.woken ? last : null;
}

/** Takes the running task's wait back, for a fault that is given up instead of being slept for. */
export function cancel_wait(vma: vm_area_struct | null): void {
  if (vma !== null && current_wait(vma) !== null)
    vma.vm_userfaultfd_ctx.ctx?.fault_pending.splice(-1, 1);
}

/**
 * Wakes every thread that sleeps in a fault in [start, start + len), whether its message has been read or not.
 *
 * @param len bytes; 0 wakes nobody
 */
export function wake_userfault(ctx: userfaultfd_ctx, start: user_addr, len: number): void {
  wake_range(ctx.fault_pending, start, len);
  wake_range(ctx.fault_read, start, len);
}

function wake_range(queue: userfaultfd_wait[], start: user_addr, len: number): void {
  if (queue.length === 0) return;
  const asleep = queue.filter((wait) => wait.address < start || wait.address >= start + len);
  for (const wait of queue) if (!asleep.includes(wait)) wait.woken = true;
  queue.splice(0, queue.length, ...asleep);
}

/** An operation that cannot go on before the monitor has read of it. */
export interface event_wait {
  readonly ctx: userfaultfd_ctx;
  readonly event: uffd_event;
}

/**
 * Announces that [start, end) is about to be emptied (MADV_DONTNEED, MADV_REMOVE).
 *
 * @returns true if nobody wants to know. False: the mmap lock has been dropped and an event is queued last in
 *   `events`; until it is read the caller must wait, and fills say -EAGAIN
 *
 * Context: the mmap lock is held for reading.
 */
export function userfaultfd_remove(vma: vm_area_struct, start: user_addr, end: user_addr): boolean {
  const { ctx } = vma.vm_userfaultfd_ctx;
  if (ctx === null || !(features_of(vma) & UFFD_FEATURE_EVENT_REMOVE)) return true;
  mmap_read_unlock(vma.vm_mm);
  queue_event(ctx, "remove", start, end);
  return false;
}

/**
 * Announces that a part of the vma has been unmapped, where the monitor wants to know.
 *
 * @returns what the caller has to wait for, or null
 */
export function userfaultfd_unmap(
  ctx: userfaultfd_ctx | null,
  start: user_addr,
  end: user_addr,
): event_wait | null {
  if (ctx === null || !((ctx.features ?? 0) & UFFD_FEATURE_EVENT_UNMAP)) return null;
  return { ctx, event: queue_event(ctx, "unmap", start, end) };
}

function queue_event(
  ctx: userfaultfd_ctx,
  event: uffd_event["event"],
  start: user_addr,
  end: user_addr,
): uffd_event {
  const queued = { event, start, end, read: ctx.released };
  // From here to the end of the wait the monitor's picture of the address space is out of date.
  ctx.mmap_changing.value = !ctx.released;
  if (!ctx.released) ctx.events.push(queued);
  return queued;
}

/** Ends the wait for an event that has been read, or will never be since the userfaultfd was closed. */
export function userfaultfd_event_complete(ctx: userfaultfd_ctx, event: uffd_event): void {
  event.read = true;
  const at = ctx.events.indexOf(event);
  if (at >= 0) ctx.events.splice(at, 1);
  end_of_change(ctx);
}

/** The monitor knows of one change more. Fills were meant to wait until it knows of all; 5.14 forgets the others. */
export function end_of_change(ctx: userfaultfd_ctx): void {
  ctx.mmap_changing.value = kernel().release.changes_counted && ctx.events.length > 0;
}
