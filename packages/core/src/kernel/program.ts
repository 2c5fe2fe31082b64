// A program, as seen by the host that lets it act: the system calls of a C program under their own names.
// Source: the manual pages, section 2. What each does is in program_files, program_memory and program_uffd.

import type { mm_struct, task_struct, userfaultfd_wait } from "../include/linux/mm_types.ts";
import { do_exit, type gate, type process, syscall } from "./entry.ts";
import { mm_alloc, new_task } from "./fork.ts";
import { uffd_calls } from "./program_uffd.ts";
import { resume_thread, type thread } from "./thread.ts";

/** A running program. Its calls return 0 or more, or a negative errno; they never throw. */
export class program extends uffd_calls {
  readonly name: string;
  readonly mm: mm_struct;
  readonly task: task_struct;
  /** Accesses and calls that fell asleep, and those that have come to their end since, in order. */
  readonly threads: readonly thread[];

  /** @param proc what other programs can share */
  constructor(name: string, proc: process) {
    super(proc);
    this.name = name;
    this.mm = proc.mm;
    this.task = proc.task;
    this.threads = proc.threads;
  }

  /** Ends the program: everything is unmapped and closed. */
  exit(): void {
    syscall(this.proc, "exit", () => do_exit(this.proc));
  }

  /** Takes a thread out of its sleep, as a signal does: it waits no more, and does nothing more. */
  interrupt(thread: thread): void {
    syscall(this.proc, "kill", () => interrupt(this.proc, thread));
  }

  /** Lets an awake thread go on. The machine does so after every operation. */
  resume(thread: thread): void {
    resume_thread(thread);
  }

  /** Runs kernel code on the program's behalf, as a system call of its own would. */
  in_kernel(name: string, f: () => number): number {
    return syscall(this.proc, name, f);
  }
}

/** What a new program shares with another one, as clone(2) says. */
export interface clone_flags {
  /** CLONE_FILES: the descriptors of this one. */
  readonly files?: program;
  /** CLONE_VM: the memory of this one. Then it is another thread of it. */
  readonly vm?: program;
}

/**
 * Starts a program.
 *
 * @param share what it shares; mounts are always everybody's
 * Context: the machine is entered.
 */
export function new_program(
  name: string,
  pid: number,
  share: clone_flags,
  mounts: process["mounts"],
  gate: gate,
): program {
  const mm = share.vm?.proc.mm ?? mm_alloc();
  if (share.vm !== undefined) mm.mm_users += 1;
  const shared = share.files?.proc.files;
  if (shared !== undefined) shared.count += 1;
  const proc: process = {
    task: new_task(name, pid, mm),
    mm,
    files: shared ?? { fd: new Map(), count: 1 },
    mounts,
    threads: [],
    gate,
    spare: new_task(name, pid, mm),
    exited: false,
  };
  return new program(name, proc);
}

function interrupt(proc: process, thread: thread): number {
  const others = (wait: userfaultfd_wait): boolean => wait !== thread.wait;
  for (const what of proc.files.fd.values()) {
    if (what.kind !== "uffd") continue;
    for (const queue of [what.ctx.fault_pending, what.ctx.fault_read]) {
      queue.splice(0, queue.length, ...queue.filter(others));
    }
  }
  thread.state = "done";
  thread.wait = thread.resume = null;
  return 0;
}
