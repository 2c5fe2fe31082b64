// A record of what the kernel did, as plain data: every call of a kernel function, and every field written by hand.
// Source: none; kernel/trace/trace_functions_graph.c shows the same for Linux.

import type { field_write, kernel, kernel_call, watcher } from "../kernel.ts";
import { type label, newLabeller } from "./label.ts";

/** A call of a kernel function. */
export interface call_entry {
  readonly kind: "call";
  /** The number of the operation during which it happened. */
  readonly op: number;
  readonly name: string;
  readonly args: readonly label[];
  readonly depth: number;
  /** The kernel function that made the call; null for the system call itself. */
  readonly caller: string | null;
  /** Whether a target made the call: learner code, or the reference in its place. */
  readonly by_target: boolean;
  /** The line of a target's source that ran last; null where nobody keeps count of lines. */
  readonly line: number | null;
  /** Names of the locks that the task held when it called, outermost first. */
  readonly locks: readonly string[];
  /** The same when the call was over. */
  locks_after: readonly string[];
  result: label;
  /** What was thrown instead. */
  error: string | null;
}

/** A write to `info.alloced` or `inode.i_blocks`. */
export interface write_entry {
  readonly kind: "write";
  readonly op: number;
  readonly object: label;
  readonly field: string;
  readonly value: number;
  readonly by_target: boolean;
  /** These two as for a call. */
  readonly depth: number;
  readonly line: number | null;
}

/** Something that another CPU did while an operation ran. */
export interface rival_entry {
  readonly kind: "rival";
  readonly op: number;
  readonly what: string;
  /** From 1 on; the operation itself runs on CPU 0. */
  readonly cpu: number;
  /** How deep in calls the operation was. */
  readonly depth: number;
}

export type trace_entry = call_entry | write_entry | rival_entry;

/** Entries beyond this are dropped: a run-away program must not fill the host's memory. */
const MAX_ENTRIES = 100_000;

/** A watcher that records into `entries`. @param op the number of the operation that is running */
export function newTracer(k: kernel, op: () => number, entries: trace_entry[]): watcher {
  const label = newLabeller(k);
  const open = new Map<kernel_call, call_entry>();
  const callers: string[] = [];
  return {
    call(call: kernel_call): void {
      const entry = begin(k, call, op(), label, callers.at(-1) ?? null);
      callers.push(call.name);
      open.set(call, entry);
      if (entries.length < MAX_ENTRIES) entries.push(entry);
    },
    done(call: kernel_call): void {
      callers.pop();
      const entry = open.get(call);
      open.delete(call);
      if (entry === undefined) return;
      entry.locks_after = locksOf(k);
      entry.result = label(call.result);
      entry.error = call.error instanceof Error ? call.error.message : null;
    },
    write(write: field_write): void {
      const { field, value, by_target } = write;
      if (entries.length < MAX_ENTRIES)
        entries.push({
          kind: "write",
          op: op(),
          object: label(write.object),
          field,
          value,
          by_target,
          depth: k.depth,
          line: k.line,
        });
    },
  };
}

function begin(
  k: kernel,
  call: kernel_call,
  op: number,
  label: (value: unknown) => label,
  caller: string | null,
): call_entry {
  return {
    kind: "call",
    op,
    name: call.name,
    args: call.args.map(label),
    depth: call.depth,
    caller,
    by_target: call.by_target,
    line: k.line,
    locks: locksOf(k),
    locks_after: [],
    result: null,
    error: null,
  };
}

const locksOf = (k: kernel): string[] => k.current.locks_held.map((lock) => lock.name);
