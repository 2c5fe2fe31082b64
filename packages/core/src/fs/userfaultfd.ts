// A userfaultfd as a file: how it is made, read, polled and closed.
// Source: fs/userfaultfd.c, 5.14. The faulting side is in userfaultfd_fault.ts, the ioctls are in userfaultfd_ioctl.ts.

import { TASK_SIZE } from "../include/linux/mm.ts";
import type { userfaultfd_ctx } from "../include/linux/mm_types.ts";
import type { user_addr } from "../include/linux/types.ts";
import {
  UFFD_EVENT_PAGEFAULT,
  UFFD_EVENT_REMOVE,
  UFFD_EVENT_UNMAP,
  UFFD_FEATURE_THREAD_ID,
  UFFD_MSG_SIZE,
  UFFD_USER_MODE_ONLY,
  type uffd_msg,
} from "../include/uapi/linux/userfaultfd.ts";
import { mmap_write_lock, mmap_write_unlock } from "../kernel/locking.ts";
import { kernel, own } from "../kernel.ts";
import { EAGAIN, EINVAL, ENOMEM } from "../lib/errno.ts";
import { end_of_change, wake_userfault } from "./userfaultfd_fault.ts";
import { set_watch } from "./userfaultfd_vma.ts";

export const O_NONBLOCK = 0o4000;
export const O_CLOEXEC = 0o2000000;

/**
 * A new userfaultfd for the running program's memory. It does nothing before UFFDIO_API.
 *
 * @param flags O_CLOEXEC, O_NONBLOCK, UFFD_USER_MODE_ONLY
 * @returns the context, or
 *   -EINVAL  other flags
 *   -ENOMEM  the running task has no memory of its own
 *
 * Source: fs/userfaultfd.c SYSCALL_DEFINE1(userfaultfd)
 */
export function new_userfaultfd(flags: number): userfaultfd_ctx | number {
  if (flags & ~(O_CLOEXEC | O_NONBLOCK | UFFD_USER_MODE_ONLY)) return -EINVAL;
  const { mm } = kernel().current;
  if (mm === null) return -ENOMEM;
  return own({
    mm,
    flags,
    features: null,
    fault_pending: [],
    fault_read: [],
    events: [],
    mmap_changing: { value: false },
    released: false,
  });
}

/**
 * The next message, or why there is none. A fault that has been read waits on for its range to be woken;
 * any other event goes on as soon as it has been read.
 *
 * @param count bytes of the program's buffer
 * @returns a message, or
 *   -EINVAL  before UFFDIO_API, or the buffer is too small for a message
 *   -EAGAIN  nothing has happened (this userfaultfd never sleeps in read())
 *
 * Source: fs/userfaultfd.c userfaultfd_read()
 */
export function userfaultfd_read(ctx: userfaultfd_ctx, count: number): uffd_msg | number {
  if (ctx.features === null || count < UFFD_MSG_SIZE) return -EINVAL;
  return read_fault(ctx) ?? read_event(ctx) ?? -EAGAIN;
}

function read_fault(ctx: userfaultfd_ctx): uffd_msg | null {
  const fault = ctx.fault_pending.shift();
  if (fault === undefined) return null;
  ctx.fault_read.push(fault);
  const ptid = (ctx.features ?? 0) & UFFD_FEATURE_THREAD_ID ? fault.task.pid : 0;
  const pagefault = { flags: fault.flags, address: fault.address, feat: { ptid } };
  return { event: UFFD_EVENT_PAGEFAULT, arg: { pagefault } };
}

function read_event(ctx: userfaultfd_ctx): uffd_msg | null {
  const event = ctx.events.shift();
  if (event === undefined) return null;
  event.read = true;
  end_of_change(ctx);
  return {
    event: event.event === "remove" ? UFFD_EVENT_REMOVE : UFFD_EVENT_UNMAP,
    arg: { remove: { start: event.start, end: event.end } },
  };
}

/** poll(): whether read() would return a message; null before UFFDIO_API, when polling is an error. */
export function userfaultfd_poll(ctx: userfaultfd_ctx): boolean | null {
  if (ctx.features === null) return null;
  return ctx.fault_pending.length > 0 || ctx.events.length > 0;
}

/**
 * The last descriptor is closed: nothing is watched any more, and everybody who waits goes on.
 *
 * Context: no lock is held. Sleeps.
 * Source: fs/userfaultfd.c userfaultfd_release()
 */
export function userfaultfd_release(ctx: userfaultfd_ctx): void {
  ctx.released = true;
  if (ctx.mm.mm_users > 0) {
    mmap_write_lock(ctx.mm);
    set_watch(ctx.mm, 0 as user_addr, TASK_SIZE, (vma) =>
      vma.vm_userfaultfd_ctx.ctx === ctx ? { ctx: null, flags: 0 } : null,
    );
    mmap_write_unlock(ctx.mm);
  }
  for (const event of ctx.events.splice(0)) event.read = true;
  ctx.mmap_changing.value = false;
  wake_userfault(ctx, 0 as user_addr, TASK_SIZE);
}
