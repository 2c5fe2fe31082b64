// A program's system calls on memory, and its loads and stores.
// Source: mm/mmap.c, mm/mprotect.c, mm/mlock.c, mm/madvise.c; the processor.

import { fget } from "../fs/file.ts";
import { PAGE_ALIGNED, PAGE_SIZE } from "../include/linux/mm.ts";
import type { task_struct, userfaultfd_wait } from "../include/linux/mm_types.ts";
import type { user_addr } from "../include/linux/types.ts";
import { kernel } from "../kernel.ts";
import { EBADF, EINVAL } from "../lib/errno.ts";
import { type advice, do_madvise } from "../mm/madvise.ts";
import { do_mlock, do_munlock } from "../mm/mlock.ts";
import { do_mmap, do_munmap, MAP_ANONYMOUS, MAP_FIXED, type suspended } from "../mm/mmap.ts";
import { do_mprotect } from "../mm/mprotect.ts";
import { ERESTARTSYS, maySleep, type process, syscall } from "./entry.ts";
import { file_calls } from "./program_files.ts";
import type { progress, thread } from "./thread.ts";
import { type access, user_load, user_store } from "./uaccess.ts";

export const MADV_DONTNEED = 4;
export const MADV_REMOVE = 9;
export const MADV_POPULATE_READ = 22;
export const MADV_POPULATE_WRITE = 23;
export const MLOCK_ONFAULT = 1;

/** How a load or store ended; or the thread that sleeps in it. */
export type access_result =
  | Exclude<access, { kind: "blocked" }>
  | { readonly kind: "blocked"; readonly thread: thread }
  /** The program has exited, or the machine is dead. */
  | { readonly kind: "gone" };

/** The system calls on files and memory. Every one returns 0, a count or an address, or a negative errno. */
export class memory_calls extends file_calls {
  /** Returns the address. @param offset bytes into the file */
  mmap(addr: number, len: number, prot: number, flags: number, fd: number, offset: number): number {
    const place = { addr: flags & MAP_FIXED ? addr : undefined, len };
    return syscall(this.proc, "mmap", () => mmap(this.proc, place, prot, flags, fd, offset));
  }

  /** -ERESTARTSYS, as from madvise(): it sleeps until the monitor has read of it, as the last of `threads`. */
  munmap(addr: number, len: number): number {
    return sleepy(this.proc, "munmap", () => do_munmap(this.proc.mm, addr, len));
  }

  mprotect(addr: number, len: number, prot: number): number {
    return syscall(this.proc, "mprotect", () => do_mprotect(this.proc.mm, addr, len, prot));
  }

  mlock(addr: number, len: number): number {
    return syscall(this.proc, "mlock", () => do_mlock(this.proc.mm, addr, len, false));
  }

  mlock2(addr: number, len: number, flags: number): number {
    return syscall(this.proc, "mlock2", () => mlock2(this.proc, addr, len, flags));
  }

  munlock(addr: number, len: number): number {
    return syscall(this.proc, "munlock", () => do_munlock(this.proc.mm, addr, len));
  }

  madvise(addr: number, len: number, behavior: number): number {
    const name = advice_names.get(behavior);
    if (name === undefined) return -EINVAL;
    return sleepy(this.proc, "madvise", () => do_madvise(this.proc.mm, addr, len, name));
  }

  /** Loads one byte, as a thread of its own if it must sleep. */
  load(addr: number): access_result {
    return do_access(this.proc, `load 0x${addr.toString(16)}`, (task, restarted) =>
      user_load(task, addr as user_addr, restarted),
    );
  }

  /** Stores one byte, as a thread of its own if it must sleep. */
  store(addr: number, byte: number): access_result {
    return do_access(this.proc, `store 0x${addr.toString(16)}`, (task, restarted) =>
      user_store(task, addr as user_addr, byte, restarted),
    );
  }
}

const advice_names: ReadonlyMap<number, advice> = new Map([
  [MADV_DONTNEED, "dontneed"],
  [MADV_REMOVE, "remove"],
  [MADV_POPULATE_READ, "populate_read"],
  [MADV_POPULATE_WRITE, "populate_write"],
]);

function mmap(
  p: process,
  { addr, len }: { readonly addr: number | undefined; readonly len: number },
  prot: number,
  flags: number,
  fd: number,
  offset: number,
): number {
  if (!PAGE_ALIGNED(offset) || offset < 0) return -EINVAL;
  if (flags & MAP_ANONYMOUS) return do_mmap(p.mm, { addr, len, prot, flags });
  const file = fget(p.files, fd);
  if (file === null) return -EBADF;
  return do_mmap(p.mm, { addr, len, prot, flags, file, pgoff: offset / PAGE_SIZE });
}

function mlock2(p: process, addr: number, len: number, flags: number): number {
  if (flags & ~MLOCK_ONFAULT) return -EINVAL;
  return do_mlock(p.mm, addr, len, (flags & MLOCK_ONFAULT) !== 0);
}

/** A call that may have to wait for the monitor. */
function sleepy(p: process, name: string, f: () => number | suspended): number {
  const end = maySleep(p, name, () => as_progress(f()));
  if (end === null) return syscall(p, name, () => -EINVAL);
  if ("task" in end) return -ERESTARTSYS;
  return end.result;
}

function as_progress(step: number | suspended): progress<number> {
  if (typeof step === "number") return { done: true, result: step };
  return { done: false, wait: step.wait.event, resume: () => as_progress(step.resume()) };
}

type restartable = (task: task_struct, restarted?: userfaultfd_wait) => access;

function do_access(p: process, what: string, f: restartable): access_result {
  const once = (restarted?: userfaultfd_wait): progress<access> => {
    const end = f(kernel().current, restarted);
    if (end.kind !== "blocked") return { done: true, result: end };
    return { done: false, wait: end.wait, resume: () => once(end.wait) };
  };
  const end = maySleep(p, what, () => once());
  if (end === null) return { kind: "gone" };
  if ("task" in end) return { kind: "blocked", thread: end };
  return end.result as Exclude<access, { kind: "blocked" }>;
}
