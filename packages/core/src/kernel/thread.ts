// Threads of a program that sleep in the kernel, and go on when what they wait for has happened.
// Source: none; Linux keeps the sleeping thread's stack. Here it makes its access, or the rest of its call, again.

import type { task_struct, uffd_event, userfaultfd_wait } from "../include/linux/mm_types.ts";

/** What a thread sleeps for: its fault to be resolved, or a message to be read. */
export type sleep = userfaultfd_wait | uffd_event;

/** How far a call has come: done, or asleep with a rest to do later. */
export type progress<R> =
  | { readonly done: true; readonly result: R }
  | { readonly done: false; readonly wait: sleep; readonly resume: () => progress<R> };

/** A thread that fell asleep. */
export interface thread<R = unknown> {
  readonly task: task_struct;
  /** What it was doing, in words: `store 0x200000001000`. */
  readonly what: string;
  /** `done` once it has gone on and come to its end. */
  state: "blocked" | "done";
  wait: sleep | null;
  resume: (() => progress<R>) | null;
  /** What the call returned in the end. */
  result: R | null;
}

/** The thread for a call that has come as far as `progress`. */
export function new_thread<R>(task: task_struct, what: string, progress: progress<R>): thread<R> {
  const thread: thread<R> = { task, what, state: "done", wait: null, resume: null, result: null };
  note(thread, progress);
  return thread;
}

function note<R>(thread: thread<R>, progress: progress<R>): void {
  thread.state = progress.done ? "done" : "blocked";
  thread.result = progress.done ? progress.result : null;
  thread.wait = progress.done ? null : progress.wait;
  thread.resume = progress.done ? null : progress.resume;
}

/** Whether what the thread waits for has happened. */
export function is_awake(thread: thread): boolean {
  if (thread.wait === null) return false;
  return "woken" in thread.wait ? thread.wait.woken : thread.wait.read;
}

/** Lets an awake thread go on. It may fall asleep again. Context: its task is current. */
export function resume_thread(thread: thread): void {
  if (thread.resume !== null && is_awake(thread)) note(thread, thread.resume());
}
