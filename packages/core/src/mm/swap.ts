// References to pages, and the lists on which reclaim finds them. (Swapping is elsewhere: the name is Linux's.)
// Source: mm/swap.c, mm/vmscan.c; no per-CPU batches: what is added to a list is on it at once.

import { VM_LOCKED, VM_SPECIAL } from "../include/linux/mm.ts";
import type { page, vm_area_struct } from "../include/linux/mm_types.ts";
import {
  PageActive,
  PageReferenced,
  PG_active,
  PG_lru,
  PG_mlocked,
  PG_referenced,
  PG_swapbacked,
  PG_unevictable,
} from "../include/linux/page_flags.ts";
import { EXPORT_SYMBOL } from "../kernel/export.ts";
import { assert_some_ptl_held } from "../kernel/locking.ts";
import { kernel, type lru_list } from "../kernel.ts";
import { BUG, VM_BUG_ON_PAGE } from "../lib/bug.ts";
import { free_unref_page } from "./page_alloc.ts";

/** How many hold the page. */
export const page_count = EXPORT_SYMBOL(
  "page_count",
  ["page"],
  (page: page): number => page._refcount,
);

/** Takes one more reference. @throws KernelBug on a page that is free already */
export const get_page = EXPORT_SYMBOL("get_page", ["page"], (page: page): void => {
  VM_BUG_ON_PAGE(
    page._refcount <= 0,
    page,
    "A reference is taken to a page that has been freed.",
    "use-after-free",
  );
  page._refcount += 1;
});

/**
 * Drops one reference; the last one frees the page. Whoever drops it must have unlocked the page
 * and taken it out of its file before.
 *
 * @throws KernelBug on a page that is free already
 */
export const put_page = EXPORT_SYMBOL("put_page", ["page"], (page: page): void => {
  VM_BUG_ON_PAGE(
    page._refcount <= 0,
    page,
    "A reference is dropped to a page that has been freed.",
    "use-after-free",
  );
  page._refcount -= 1;
  if (page._refcount > 0) return;
  if (page.flags & PG_lru) del_page_from_lru_list(page);
  free_unref_page(page);
});

/** Reads the five lists of reclaim as a table, and says on which one a page with these flags belongs. */
export function page_lru(page: page): lru_list {
  const { lru } = kernel();
  const swap = page.flags & PG_swapbacked ? 0 : 2;
  const at = page.flags & PG_unevictable ? 4 : swap + (page.flags & PG_active ? 1 : 0);
  return lru[at] ?? BUG("kernel BUG: lru", "The lists of reclaim are missing.");
}

export const lru_lists = (): lru_list[] =>
  (["inactive_anon", "active_anon", "inactive_file", "active_file", "unevictable"] as const).map(
    (name) => ({
      name,
      head: null,
      tail: null,
      size: 0,
    }),
  );

function add_page_to_lru_list(page: page): void {
  const list = page_lru(page);
  page.lru_prev = list.tail;
  page.lru_next = null;
  if (list.tail === null) list.head = page;
  else list.tail.lru_next = page;
  list.tail = page;
  list.size += 1;
  page.flags |= PG_lru;
}

/** Takes a page off its list, and forgets what the lists knew of it. */
export function del_page_from_lru_list(page: page): void {
  unlink(page, page_lru(page));
  page.flags &= ~(PG_lru | PG_active | PG_unevictable);
}

function unlink(page: page, list: lru_list): void {
  if (page.lru_prev === null) list.head = page.lru_next;
  else page.lru_prev.lru_next = page.lru_next;
  if (page.lru_next === null) list.tail = page.lru_prev;
  else page.lru_next.lru_prev = page.lru_prev;
  page.lru_prev = page.lru_next = null;
  list.size -= 1;
}

/** Sets and clears flags that decide on which list a page is, and moves it there. */
export function change_lru_flags(page: page, set: number, clear: number): void {
  const listed = (page.flags & PG_lru) !== 0;
  if (listed) unlink(page, page_lru(page));
  page.flags = (page.flags | set) & ~clear;
  if (listed) add_page_to_lru_list(page);
}

/**
 * Puts a new page on the list of reclaim that fits its flags. Takes no lasting reference.
 *
 * @throws KernelBug if it is on a list already
 */
export const lru_cache_add = EXPORT_SYMBOL("lru_cache_add", ["page"], (page: page): void =>
  __lru_cache_add(page),
);

function __lru_cache_add(page: page): void {
  VM_BUG_ON_PAGE(
    page.flags & PG_lru,
    page,
    "A page is added to the LRU that is on it already.",
    "lru-twice",
  );
  VM_BUG_ON_PAGE(
    page._refcount <= 0,
    page,
    "A page is added to the LRU that has been freed.",
    "use-after-free",
  );
  if (page.flags & PG_mlocked) page.flags |= PG_unevictable;
  add_page_to_lru_list(page);
}

/**
 * lru_cache_add(), but a page of a VM_LOCKED area is marked and counted as mlocked first, so reclaim lets it be.
 *
 * Context: the pte lock is held.
 * @throws KernelBug if the page is on a list already
 */
export const lru_cache_add_inactive_or_unevictable = EXPORT_SYMBOL(
  "lru_cache_add_inactive_or_unevictable",
  ["page", "vma"],
  (page: page, vma: vm_area_struct): void => {
    VM_BUG_ON_PAGE(
      page.flags & PG_lru,
      page,
      "A page is added to the LRU that is on it already.",
      "lru-twice",
    );
    assert_some_ptl_held("A page is added to the LRU for a vma without the pte lock.");
    if ((vma.vm_flags & (VM_LOCKED | VM_SPECIAL)) === VM_LOCKED) mlock_vma_page(page);
    __lru_cache_add(page);
  },
);

/** Marks and counts a page as mlocked, once, and keeps reclaim away from it. */
export function mlock_vma_page(page: page): void {
  if (page.flags & PG_mlocked) return;
  kernel().vmstat.NR_MLOCK += 1;
  page.flags |= PG_mlocked;
  if (page.flags & PG_lru) change_lru_flags(page, PG_unevictable, PG_active);
}

/** The reverse of mlock_vma_page(). */
export function munlock_vma_page(page: page): void {
  if (!(page.flags & PG_mlocked)) return;
  kernel().vmstat.NR_MLOCK -= 1;
  page.flags &= ~PG_mlocked;
  if (page.flags & PG_lru) change_lru_flags(page, 0, PG_unevictable);
}

/** Notes a use: first referenced, then active, then active and referenced. */
export function mark_page_accessed(page: page): void {
  if (!PageReferenced(page)) {
    page.flags |= PG_referenced;
  } else if (!PageActive(page) && !(page.flags & PG_unevictable)) {
    change_lru_flags(page, PG_active, PG_referenced);
  }
}
