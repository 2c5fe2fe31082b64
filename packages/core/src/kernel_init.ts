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
  const { livepatch = {}, totalram_pages = 65536, swap_pages = 64 } = options;
  const objects = new WeakSet<object>();
  const k: kernel = {
    ...counters(),
    release: { ...releases[options.release ?? "5.14"], ...options.rules },
    totalram_pages,
    swap: new Array(swap_pages).fill(null),
    objects,
    current: init_task(objects),
    targets: { ...reference_targets, ...livepatch },
    patched: new Set(Object.keys(livepatch)),
    ...observers(),
  };
  objects.add(k.vm_committed_as);
  free_area_init(k);
  enter(k, shmem_init);
  return k;
}

function counters() {
  return {
    frames: [],
    free_frames: [],
    free_head: 0,
    vmstat: {
      NR_FILE_PAGES: 0,
      NR_SHMEM: 0,
      NR_FILE_MAPPED: 0,
      NR_ANON_MAPPED: 0,
      NR_MLOCK: 0,
    },
    lru: lru_lists(),
    vm_committed_as: { count: 0 },
    reclaim_drops: new Map<never, number>(),
    memcg_charged: 0,
    mms: new Set<never>(),
    inodes: new Set<never>(),
    files: new Set<never>(),
    supers: new Set<never>(),
    mappings: new Set<never>(),
  };
}

function observers() {
  return {
    watch: null,
    in_target: false,
    attentive: false,
    depth: 0,
    stack: [],
    fail: new Map<string, boolean[]>(),
    findings: [],
    warned: new Set<string>(),
    dmesg: [],
    dead: null,
    line: null,
  };
}

/** What runs before the first program does. */
function init_task(objects: WeakSet<object>): task_struct {
  const task: task_struct = {
    comm: "swapper",
    pid: 0,
    mm: null,
    locks_held: [],
    pagefault_disabled: 0,
    kmaps: [],
    fatal_signal: false,
  };
  objects.add(task);
  return task;
}
