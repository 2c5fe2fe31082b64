// What a program is made of: a task, its memory, its descriptors, and threads that sleep.
// Source: kernel/fork.c, kernel/exit.c. The system calls, grouped as in Linux's manual, are in program_*.ts.

import { exit_files, type files_struct, type mount } from "../fs/file.ts";
import type { mm_struct, task_struct } from "../include/linux/mm_types.ts";
import { EIO, ESRCH } from "../lib/errno.ts";
import { mmput, new_task } from "./fork.ts";
import { new_thread, type progress, type thread } from "./thread.ts";

/** How a program enters the kernel: the host runs `f` as `task`, and answers `dead` where the machine is dead. */
export type gate = <T>(task: task_struct, call: string, f: () => T, dead: T) => T;

/** A system call sleeps: it has not returned yet. No program ever sees this number in Linux. */
export const ERESTARTSYS = 512;

export interface process {
  readonly task: task_struct;
  readonly mm: mm_struct;
  readonly files: files_struct;
  readonly mounts: Map<string, mount>;
  /** Threads that fell asleep, and those that have come to their end since. */
  readonly threads: thread[];
  readonly gate: gate;
  /** The task for the next call that may sleep: it becomes that thread's if the call does. */
  spare: task_struct;
  exited: boolean;
}

/**
 * Runs a system call that does not sleep for long.
 *
 * @returns what `f` returns; -ESRCH once the program has exited, -EIO once the machine is dead
 */
export function syscall(p: process, name: string, f: () => number): number {
  if (p.exited) return -ESRCH;
  return p.gate(p.task, name, f, -EIO);
}

/**
 * Runs a call that may fall asleep. Then a thread of its own stands for it, which goes on when it is woken.
 *
 * @returns the thread if it sleeps, else the result; null if the program has exited or the machine is dead
 */
export function maySleep<R>(
  p: process,
  what: string,
  f: () => progress<R>,
): thread<R> | { readonly result: R } | null {
  if (p.exited) return null;
  const { spare } = p;
  const run = () => {
    const progress = f();
    if (progress.done) return { result: progress.result };
    const thread = new_thread(spare, what, progress);
    p.threads.push(thread);
    p.spare = new_task(p.task.comm, p.task.pid, p.mm);
    return thread;
  };
  return p.gate(spare, what, run, null);
}

/** exit(2): everything is closed and unmapped, and nobody sleeps any more. */
export function do_exit(p: process): number {
  p.exited = true;
  for (const thread of p.threads) thread.wait = thread.resume = null;
  // Memory goes first, as in Linux: a userfaultfd that is closed later finds nobody to watch.
  mmput(p.mm);
  exit_files(p.files);
  return 0;
}
