// Whose vmas are watched, and for what: changing that for a range, which splits and merges vmas.
// Source: fs/userfaultfd.c (the loops of register, unregister and release), mm/userfaultfd.c in later kernels.

import { __VM_UFFD_FLAGS, VM_UFFD_WP } from "../include/linux/mm.ts";
import type { mm_struct, userfaultfd_ctx, vm_area_struct } from "../include/linux/mm_types.ts";
import type { user_addr } from "../include/linux/types.ts";
import { kernel } from "../kernel.ts";
import { uffd_wp_range } from "../mm/userfaultfd_wp.ts";
import { isolate_vma, vma_merge } from "../mm/vma.ts";

/** Who watches a vma from now on, and for what (VM_UFFD_* bits). */
export interface watch {
  readonly ctx: userfaultfd_ctx | null;
  readonly flags: number;
}

/**
 * Changes who watches the mapped parts of a range.
 *
 * @param decide called for each vma with the part of it that lies in the range; null leaves it as it is
 *
 * Context: mm is locked for writing.
 */
export function set_watch(
  mm: mm_struct,
  start: user_addr,
  end: user_addr,
  decide: (vma: vm_area_struct, start: user_addr, end: user_addr) => watch | null,
): void {
  for (const vma of [...mm.mmap]) {
    const from = Math.max(start, vma.vm_start) as user_addr;
    const to = Math.min(end, vma.vm_end) as user_addr;
    const watch = from < to ? decide(vma, from, to) : null;
    if (watch !== null) watch_part(isolate_vma(vma, from, to), watch);
  }
  vma_merge(mm, start, end);
}

function watch_part(vma: vm_area_struct, { ctx, flags }: watch): void {
  // Pages that nobody watches any more must not stay protected: no one would ever unprotect them.
  if (ctx === null && vma.vm_flags & VM_UFFD_WP && kernel().release.unregister_resets_wp)
    uffd_wp_range(vma, vma.vm_start, vma.vm_end - vma.vm_start, false);
  vma.vm_flags = (vma.vm_flags & ~__VM_UFFD_FLAGS) | flags;
  vma.vm_userfaultfd_ctx = { ctx };
}
