// Address spaces and tasks: how they begin, and what is checked when an address space ends.
// Source: kernel/fork.c (mm_init, mmput, check_mm); no copying of address spaces: there is no fork(2) here.

import type { mm_struct, task_struct } from "../include/linux/mm_types.ts";
import { kernel, own } from "../kernel.ts";
import { report } from "../lib/bug.ts";
import { exit_mmap } from "../mm/mmap.ts";
import { rss_names } from "../mm/rmap.ts";
import { init_rwsem } from "./locking.ts";

/** An empty address space with one user. */
export function mm_alloc(): mm_struct {
  const mm: mm_struct = own({
    mmap: [],
    pgd: new Map(),
    mmap_lock: init_rwsem("mmap_lock"),
    rss_stat: rss_names.map(() => 0),
    locked_vm: 0,
    mm_users: 1,
  });
  kernel().mms.add(mm);
  return mm;
}

/** A task of that name, which holds nothing yet. */
export function new_task(comm: string, pid: number, mm: mm_struct | null): task_struct {
  return own({
    comm,
    pid,
    mm,
    locks_held: [],
    preempt_count: 0,
    pagefault_disabled: 0,
    kmaps: [],
    fatal_signal: false,
  });
}

/**
 * Drops one user of the address space; the last one unmaps all that is mapped.
 * Reports a count of resident pages that is not back at 0 then: some pte was counted wrongly.
 */
export function mmput(mm: mm_struct): void {
  mm.mm_users -= 1;
  if (mm.mm_users > 0) return;
  exit_mmap(mm);
  check_mm(mm);
  kernel().mms.delete(mm);
}

function check_mm(mm: mm_struct): void {
  for (const [i, name] of rss_names.entries()) {
    const val = mm.rss_stat[i] ?? 0;
    if (val === 0) continue;
    report(
      "bad-rss",
      `BUG: Bad rss-counter state mm type:${name} val:${val}`,
      "A program has exited, and its count of resident pages is not back at zero.",
      { type: name, val },
    );
  }
}
