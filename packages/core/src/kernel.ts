// Everything that Linux keeps in globals, as one object; and which of several machines is running now.
// Source: none; Linux has one kernel and needs no name for it. See docs/adr on why no parameter is added.

import type {
  address_space,
  file,
  inode,
  mm_struct,
  page,
  page_content,
  percpu_counter,
  super_block,
  task_struct,
} from "./include/linux/mm_types.ts";
import type { targets } from "./include/linux/userfaultfd_k.ts";
import type { release_rules } from "./release.ts";

/** Pages of the whole machine, by what they are used for (/proc/vmstat). */
export interface vmstat {
  NR_FILE_PAGES: number;
  NR_SHMEM: number;
  NR_FILE_MAPPED: number;
  NR_ANON_MAPPED: number;
  NR_MLOCK: number;
}

/** A list of pages in the order of their last use, coldest first. */
export interface lru_list {
  readonly name: "inactive_anon" | "active_anon" | "inactive_file" | "active_file" | "unevictable";
  head: page | null;
  tail: page | null;
  size: number;
}

/** One call of a kernel function, while it runs and after. */
export interface kernel_call {
  readonly name: string;
  readonly args: readonly unknown[];
  /** 0 for a call by what called the kernel, 1 for a call made by that one, … */
  readonly depth: number;
  /** Whether the caller is a target: learner code, or the reference that stands in for it. */
  readonly by_target: boolean;
  result?: unknown;
  /** What the call threw instead of returning. */
  error?: unknown;
}

/** A write to a field that C code writes by hand: `info.alloced++`. */
export interface field_write {
  readonly object: object;
  readonly field: string;
  readonly value: number;
  readonly by_target: boolean;
}

/** Somebody who listens to what the kernel does. State changes first; the event comes after. */
export interface watcher {
  /** It wants to hear what targets do, and nothing of what the kernel does by itself: that can run at full speed. */
  readonly only_targets?: boolean;
  /** Before the function runs. Another CPU may run here. */
  call?(call: kernel_call): void;
  /** After it has returned or thrown. */
  done?(call: kernel_call): void;
  write?(write: field_write): void;
  /** Before a target reads, without a call, a field that other CPUs change under its hands. They may run here. */
  read?(field: string): void;
}

/** A broken rule, found where it broke or by the audit. */
export interface finding {
  /** What kind of mistake this is, such as `accounting-leak`. */
  readonly rule: string;
  /** The kernel's own words for it. */
  readonly kernel: string;
  /** One plain sentence, without numbers. */
  readonly message: string;
  /** The numbers behind it. */
  readonly numbers: Readonly<Record<string, number | string>>;
  /** The kernel function in which it showed, if it was in one. */
  readonly call: string | null;
  /** The line of the learner's file that ran last, where that is known. */
  readonly line: number | null;
}

/** The state of one kernel. */
export interface kernel {
  readonly release: release_rules;
  /** Page frames by number. A freed page keeps its object: a stale pointer points at it, as in C. */
  readonly frames: page[];
  /** Numbers of free frames, first in first out, so that a stale pointer is not hidden by reuse at once. */
  readonly free_frames: number[];
  /** How many of `free_frames` have been used up since it was last compacted. */
  free_head: number;
  /** Frames that the machine may have at most. */
  readonly totalram_pages: number;
  readonly vmstat: vmstat;
  readonly lru: readonly lru_list[];
  readonly swap: (page_content | null)[];
  /** Pages promised to programs and files (Committed_AS). */
  readonly vm_committed_as: percpu_counter;
  /** Per file, pages that reclaim dropped without telling tmpfs: the next recalculation may notice that many. */
  readonly reclaim_drops: Map<inode, number>;
  /** Pages charged to the memory control group. */
  memcg_charged: number;

  current: task_struct;
  readonly mms: Set<mm_struct>;
  readonly inodes: Set<inode>;
  readonly files: Set<file>;
  readonly supers: Set<super_block>;
  readonly mappings: Set<address_space>;
  /** Structures that this machine made and may be handed to its functions; pages are known by `frames`. */
  readonly objects: WeakSet<object>;

  /** The functions that are called through a slot; a livepatch replaces them. */
  readonly targets: targets;
  /** Names of the targets that a livepatch replaced. */
  readonly patched: ReadonlySet<string>;
  watch: watcher | null;
  /** Whether the innermost running function is a target. */
  in_target: boolean;
  /** Whose own code runs, where a target is not the kernel's but a program's. Its form is that of kernel/user_calls. */
  user: object | null;
  depth: number;
  /** Names of the kernel functions that are running under observation, outermost first. */
  readonly stack: string[];
  /** The line of a target's source that ran last; whoever runs targets may keep it, operations reset it. */
  line: number | null;

  /** Per allocating function, how its coming calls fare: true is a failure. See kernel/fail_function. */
  readonly fail: Map<string, boolean[]>;
  readonly findings: finding[];
  /** Per class of locks, the classes that have been taken under it. See kernel/lockdep. */
  readonly lock_order: Map<string, Set<string>>;
  /** What WARN_ON_ONCE has said already. */
  readonly warned: Set<string>;
  readonly dmesg: string[];
  /** The BUG that killed the machine. */
  dead: Error | null;
}

let running: kernel | null = null;

/**
 * The running kernel. Only code that a machine has entered can call this.
 *
 * @throws Error if no machine is running
 */
export function kernel(): kernel {
  return running ?? no_machine();
}

function no_machine(): never {
  throw new Error(
    "No machine is running: kernel functions can be called from boot()'s machine only.",
  );
}

/**
 * Whether calls of kernel functions take the slow path that checks and reports: a target runs, or somebody hears all.
 * True also while no kernel runs, as the slow path says so. A variable of its own: every call asks.
 */
export let attentive = true;

/** Must be called after every change of who runs and who watches. */
export function update_attention(): void {
  attentive = running === null || running.in_target || hears_kernel(running.watch);
}

/** Whether somebody wants to hear what the kernel does by itself. */
const hears_kernel = (watch: watcher | null): boolean =>
  watch !== null && watch.only_targets !== true;

/** Makes `k` the running kernel. Returns what was running before, which the caller must restore. */
export function switch_kernel(k: kernel | null): kernel | null {
  const before = running;
  running = k;
  update_attention();
  return before;
}

/** Makes `k` the running kernel for the length of `f`, and restores what was running before. */
export function enter<T>(k: kernel, f: () => T): T {
  const before = switch_kernel(k);
  try {
    return f();
  } finally {
    switch_kernel(before);
  }
}

/** The kernel that is running, or null: for the few who may be called from outside one. */
export function running_kernel(): kernel | null {
  return running;
}

/** Notes that the running kernel made `object`, so that it may be handed to kernel functions. */
export function own<T extends object>(object: T): T {
  kernel().objects.add(object);
  return object;
}
