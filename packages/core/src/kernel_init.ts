// A kernel as it is right after boot: no program, no file, all memory free.
// Source: init/main.c start_kernel(), as far as there is anything to start here.

import type { task_struct } from "./include/linux/mm_types.ts";
import type { targets } from "./include/linux/userfaultfd_k.ts";
import { enter, type kernel } from "./kernel.ts";
import { free_area_init } from "./mm/page_alloc.ts";
import { shmem_init } from "./mm/shmem_file.ts";
import { lru_lists } from "./mm/swap.ts";
import { reference_targets } from "./mm/targets.ts";
import { type release_rules, releases } from "./release.ts";

/** What can be chosen about a kernel before it boots. */
export interface kernel_options {
  readonly release?: release_rules["name"];
  /** Rules that differ from the release's: a kernel that never was, which shows what one rule is responsible for. */
  readonly rules?: Partial<Omit<release_rules, "name">>;
  /** Functions that replace the kernel's own. */
  readonly livepatch?: Partial<targets>;
  /** Page frames. */
  readonly totalram_pages?: number;
  /** Slots of the swap area, a page each. */
  readonly swap_pages?: number;
}

/** Boots a kernel. It runs nothing until somebody enters it. */
export function new_kernel(options: kernel_options = {}): kernel {
  const objects = new WeakSet<object>();
  const k = initial_state(options, init_task(objects), objects);
  objects.add(k.vm_committed_as);
  free_area_init(k);
  enter(k, shmem_init);
  return k;
}

/**
 * One object literal on purpose: every kernel then has the same shape, and what the JavaScript engine has
 * compiled for one machine stays good for the next.
 */
function initial_state(
  { release = "5.14", rules, livepatch, totalram_pages = 65536, swap_pages = 64 }: kernel_options,
  current: task_struct,
  objects: WeakSet<object>,
): kernel {
  return {
    release: rules ? { ...releases[release], ...rules } : releases[release],
    frames: [],
    free_frames: [],
    free_head: 0,
    totalram_pages,
    vmstat: {
      NR_FILE_PAGES: 0,
      NR_SHMEM: 0,
      NR_FILE_MAPPED: 0,
      NR_ANON_MAPPED: 0,
      NR_MLOCK: 0,
    },
    lru: lru_lists(),
    swap: new Array(swap_pages).fill(null),
    vm_committed_as: { count: 0 },
    reclaim_drops: new Map(),
    memcg_charged: 0,
    current,
    mms: new Set(),
    inodes: new Set(),
    files: new Set(),
    supers: new Set(),
    mappings: new Set(),
    objects,
    targets: livepatch ? { ...reference_targets, ...livepatch } : reference_targets,
    patched: new Set(Object.keys(livepatch ?? {})),
    watch: null,
    in_target: false,
    user: null,
    depth: 0,
    stack: [],
    line: null,
    fail: new Map(),
    findings: [],
    lock_order: new Map(),
    warned: new Set(),
    dmesg: [],
    dead: null,
  };
}

/** What runs before the first program does. */
function init_task(objects: WeakSet<object>): task_struct {
  const task: task_struct = {
    comm: "swapper",
    pid: 0,
    mm: null,
    locks_held: [],
    preempt_count: 0,
    pagefault_disabled: 0,
    kmaps: [],
    fatal_signal: false,
  };
  objects.add(task);
  return task;
}
