// The swap area: slots of one page each, where reclaim puts what has no other place to go.
// Source: mm/swapfile.c; one area, one user a slot (nothing is ever shared by fork), written and read at once.

import type { page, page_content } from "../include/linux/mm_types.ts";
import type { swp_entry_t } from "../include/linux/types.ts";
import { kernel } from "../kernel.ts";
import { BUG_ON } from "../lib/bug.ts";

/** Writes a page to a free slot. Returns null if the area is full or there is none. */
export function swap_out(page: page): swp_entry_t | null {
  const { swap } = kernel();
  const slot = swap.indexOf(null);
  if (slot < 0) return null;
  // Page and slot may share the bytes: whoever writes to a page later gets a copy of its own.
  page.content.shared = true;
  swap[slot] = page.content;
  return slot as swp_entry_t;
}

/** What is in a slot. @throws KernelBug if it is free */
export function swap_content(entry: swp_entry_t): page_content {
  const content = kernel().swap[entry] ?? null;
  BUG_ON(content === null, "A page is read back from a swap slot that is free.");
  return content as page_content;
}

/** Frees a slot. @throws KernelBug if it is free already */
export function swap_free(entry: swp_entry_t): void {
  BUG_ON((kernel().swap[entry] ?? null) === null, "A swap slot is freed that is free already.");
  kernel().swap[entry] = null;
}
