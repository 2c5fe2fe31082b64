// What is known of a page frame, bit by bit.
// Source: include/linux/page-flags.h; single pages only. PageX asks, SetPageX is atomic, __SetPageX is not.

import { EXPORT_SYMBOL } from "../../kernel/export.ts";
import { report, VM_BUG_ON_PAGE } from "../../lib/bug.ts";
import type { page } from "./mm_types.ts";

export const PG_locked = 1 << 0;
export const PG_referenced = 1 << 1;
export const PG_uptodate = 1 << 2;
export const PG_dirty = 1 << 3;
export const PG_lru = 1 << 4;
export const PG_active = 1 << 5;
export const PG_swapbacked = 1 << 19;
export const PG_unevictable = 1 << 20;
export const PG_mlocked = 1 << 21;

/** The names of the bits, for whoever shows a page. */
export const page_flag_names: readonly (readonly [bit: number, name: string])[] = [
  [PG_locked, "locked"],
  [PG_referenced, "referenced"],
  [PG_uptodate, "uptodate"],
  [PG_dirty, "dirty"],
  [PG_lru, "lru"],
  [PG_active, "active"],
  [PG_swapbacked, "swapbacked"],
  [PG_unevictable, "unevictable"],
  [PG_mlocked, "mlocked"],
];

const test = (name: string, bit: number) =>
  EXPORT_SYMBOL(name, ["page"], (page: page): boolean => (page.flags & bit) !== 0);

/** Whether somebody holds the page lock. */
export const PageLocked = test("PageLocked", PG_locked);
/** Whether the page has data that would be lost if the page were dropped. */
export const PageDirty = test("PageDirty", PG_dirty);
/** Whether the contents are defined. In tmpfs a page without it is one that fallocate only reserved. */
export const PageUptodate = test("PageUptodate", PG_uptodate);
/** Whether the page would go to the swap area, not back to a disk: so it counts as shmem or as anonymous. */
export const PageSwapBacked = test("PageSwapBacked", PG_swapbacked);
/** Whether the page is on a list of reclaim. */
export const PageLRU = test("PageLRU", PG_lru);
/** Whether the page lies in a VM_LOCKED area, and was counted for that. */
export const PageMlocked = test("PageMlocked", PG_mlocked);
/** Whether reclaim must leave the page alone. */
export const PageUnevictable = test("PageUnevictable", PG_unevictable);
export const PageReferenced = (page: page): boolean => (page.flags & PG_referenced) !== 0;
export const PageActive = (page: page): boolean => (page.flags & PG_active) !== 0;

/** Whether the page is anonymous memory: its `mapping` is an anon_vma. A new page is not, until it is mapped. */
export const PageAnon = EXPORT_SYMBOL(
  "PageAnon",
  ["page"],
  (page: page): boolean => page.mapping?.PAGE_MAPPING_ANON === 1,
);

/**
 * Locks a new page. Not atomic: on a page that others can find, it may undo what they do to the other flags.
 *
 * Context: nobody else can find the page.
 */
export const __SetPageLocked = EXPORT_SYMBOL("__SetPageLocked", ["page"], (page: page): void =>
  setPrivately(page, PG_locked, "__SetPageLocked"),
);

/** Marks a new page as one for the swap area. Not atomic. Context: nobody else can find the page. */
export const __SetPageSwapBacked = EXPORT_SYMBOL(
  "__SetPageSwapBacked",
  ["page"],
  (page: page): void => setPrivately(page, PG_swapbacked, "__SetPageSwapBacked"),
);

/**
 * Says that the contents are defined, after everything that was stored into them. Not atomic.
 *
 * Context: nobody else can find the page.
 */
export const __SetPageUptodate = EXPORT_SYMBOL("__SetPageUptodate", ["page"], (page: page): void =>
  setPrivately(page, PG_uptodate, "__SetPageUptodate"),
);

/** Says that the contents are defined, on a page that others may find. */
export const SetPageUptodate = EXPORT_SYMBOL("SetPageUptodate", ["page"], (page: page): void => {
  page.flags |= PG_uptodate;
});

/** Marks the page as having data to lose: the bit, and nothing else. */
export const SetPageDirty = EXPORT_SYMBOL("SetPageDirty", ["page"], (page: page): void => {
  page.flags |= PG_dirty;
});

/** Takes the dirty bit away: the bit, and nothing else. */
export const ClearPageDirty = EXPORT_SYMBOL("ClearPageDirty", ["page"], (page: page): void => {
  page.flags &= ~PG_dirty;
});

function setPrivately(page: page, bit: number, name: string): void {
  if (bit === PG_locked)
    VM_BUG_ON_PAGE(
      page.flags & PG_locked,
      page,
      "A page is locked that is locked already.",
      "page-lock",
    );
  if (page.mapping !== null || page._mapcount >= 0) {
    report(
      "unsafe-flag-write",
      `BUG: KCSAN: data-race in ${name}`,
      "Page flags are changed without atomicity on a page that others can already find.",
      { pfn: page.pfn },
    );
  }
  page.flags |= bit;
}
