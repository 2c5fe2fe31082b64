// The page cache: which page holds which part of a file; and the page lock.
// Source: mm/filemap.c, mm/page-writeback.c (set_page_dirty); files of tmpfs only.

import { PAGE_SIZE } from "../include/linux/mm.ts";
import type { address_space, page } from "../include/linux/mm_types.ts";
import {
  PageDirty,
  PageLocked,
  PageSwapBacked,
  PG_dirty,
  PG_locked,
} from "../include/linux/page_flags.ts";
import type { pgoff_t } from "../include/linux/types.ts";
import { EXPORT_SYMBOL } from "../kernel/export.ts";
import { might_sleep } from "../kernel/locking.ts";
import { kernel } from "../kernel.ts";
import { BUG, BUG_ON, report, VM_BUG_ON_PAGE } from "../lib/bug.ts";
import { xa_erase, xa_load } from "../lib/xarray.ts";
import { get_page, put_page } from "./swap.ts";

/** The largest index a file can have a page at. */
export const MAX_LFS_INDEX = Math.floor(Number.MAX_SAFE_INTEGER / PAGE_SIZE);

/**
 * Takes the page lock, which guards the page's place in its file.
 *
 * Context: may sleep; never inside the pte lock.
 * @throws KernelBug if the page is locked already: nobody is left to unlock it
 */
export const lock_page = EXPORT_SYMBOL("lock_page", ["page"], (page: page): void => {
  might_sleep();
  if (PageLocked(page)) {
    BUG(
      "INFO: task blocked for more than 120 seconds",
      "A page is waited for that stays locked for ever.",
      "deadlock",
      { pfn: page.pfn },
    );
  }
  page.flags |= PG_locked;
});

/** Takes the page lock if nobody has it. Returns whether it did. */
export const trylock_page = EXPORT_SYMBOL("trylock_page", ["page"], (page: page): boolean => {
  const free = !PageLocked(page);
  page.flags |= PG_locked;
  return free;
});

/** Gives the page lock back. @throws KernelBug if the page is not locked */
export const unlock_page = EXPORT_SYMBOL("unlock_page", ["page"], (page: page): void => {
  VM_BUG_ON_PAGE(
    !(page.flags & PG_locked),
    page,
    "A page is unlocked that is not locked.",
    "page-lock",
  );
  page.flags &= ~PG_locked;
});

/** Marks the page as having data to lose, as SetPageDirty() does on tmpfs. Returns 1 if it was clean before. */
export const set_page_dirty = EXPORT_SYMBOL("set_page_dirty", ["page"], (page: page): number => {
  const before = PageDirty(page);
  page.flags |= PG_dirty;
  return before ? 0 : 1;
});

/** The page at `index`, without lock or reference; null where there is none or it is swapped out. */
export function page_at(mapping: address_space, index: number): page | null {
  const entry = xa_load(mapping.i_pages, index);
  return entry === undefined || typeof entry === "number" ? null : entry;
}

/**
 * The page at `index`, locked and with a reference for the caller.
 *
 * @returns null where there is none; a page that is swapped out is as good as none here
 *
 * Context: may sleep.
 */
export const find_lock_page = EXPORT_SYMBOL(
  "find_lock_page",
  ["mapping", "pgoff"],
  (mapping: address_space, index: pgoff_t): page | null => {
    const page = page_at(mapping, index);
    if (page === null) return null;
    get_page(page);
    lock_page(page);
    return page;
  },
);

/**
 * Takes a page out of its file, and drops the file's reference. The caller keeps its own, and the lock.
 *
 * Context: the page is locked, in a file, and mapped nowhere.
 * @throws KernelBug if it is not locked, in no file, or still mapped
 */
export const delete_from_page_cache = EXPORT_SYMBOL(
  "delete_from_page_cache",
  ["page"],
  (page: page): void => {
    BUG_ON(!PageLocked(page), "A page is taken out of its file without being locked.");
    const { mapping } = page;
    if (mapping === null || mapping.PAGE_MAPPING_ANON === 1) {
      BUG(
        "BUG: kernel NULL pointer dereference",
        "A page is taken out of its file, but it is in none.",
      );
    }
    unaccount_page_cache_page(page);
    xa_erase(mapping.i_pages, page.index);
    page.mapping = null; // the index stays, as in Linux
    mapping.nrpages -= 1;
    put_page(page);
  },
);

function unaccount_page_cache_page(page: page): void {
  const { vmstat, release } = kernel();
  VM_BUG_ON_PAGE(
    page._mapcount >= 0,
    page,
    "A page is taken out of its file while a pte still maps it.",
    "deleted-while-mapped",
  );
  vmstat.NR_FILE_PAGES -= 1;
  if (PageSwapBacked(page)) vmstat.NR_SHMEM -= 1;
  // Nobody will ever write this page's data anywhere: a warning of its own, until 5.18 on tmpfs too.
  if (PageDirty(page) && release.dirty_delete_warns && !kernel().warned.has("dirty-delete")) {
    kernel().warned.add("dirty-delete");
    report(
      "dirty-delete",
      "WARNING: PageDirty in unaccount_page_cache_page",
      "A dirty page is deleted from the page cache.",
      { pfn: page.pfn },
    );
  }
}
