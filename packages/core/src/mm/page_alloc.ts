// Page frames: handed out with one reference, taken back when the last one is dropped, looked over as they come back.
// Source: mm/page_alloc.c; single pages, no zones. A free frame keeps its struct page, as in Linux.

import { PAGE_SIZE } from "../include/linux/mm.ts";
import type { page, page_content } from "../include/linux/mm_types.ts";
import {
  PG_active,
  PG_locked,
  PG_lru,
  PG_mlocked,
  PG_unevictable,
  page_flag_names,
} from "../include/linux/page_flags.ts";
import type { gfp_t, pgoff_t } from "../include/linux/types.ts";
import { kernel } from "../kernel.ts";
import { report } from "../lib/bug.ts";

export const GFP_KERNEL = 0xcc0 as gfp_t;
export const GFP_HIGHUSER_MOVABLE = 0x100cca as gfp_t;
/** The bits of a gfp_t that say how hard to try; the others say what kind of memory. */
export const GFP_RECLAIM_MASK = 0x1fecc0 as gfp_t;

/** Flags that no page may have when it is freed: each says that somebody still counts on it. */
const PAGE_FLAGS_CHECK_AT_FREE = PG_lru | PG_locked | PG_active | PG_unevictable | PG_mlocked;

const filled = (byte: number): page_content => ({
  bytes: new Uint8Array(PAGE_SIZE).fill(byte),
  shared: true,
});

/** What is in a frame that nobody has written: junk on purpose, so that reading it shows. */
export const JUNK: page_content = filled(0xcc);
export const ZEROES: page_content = filled(0);

/** The frames that exist from the start: number 0, which nobody gets, and the zero page. */
export function free_area_init(k: kernel): void {
  newFrame(k)._refcount = 1;
  const zero = newFrame(k);
  zero._refcount = 1;
  zero.content = ZEROES;
}

/** @throws Error if there is no such frame: a pte that names one was never made by the kernel */
export function pfn_to_page(pfn: number): page {
  const page = kernel().frames[pfn];
  if (page === undefined) throw new Error(`There is no page frame ${pfn}.`);
  return page;
}

function newFrame(k: kernel): page {
  const page: page = {
    pfn: k.frames.length,
    flags: 0,
    _refcount: 0,
    _mapcount: -1,
    mapping: null,
    index: 0 as pgoff_t,
    memcg_data: false,
    content: JUNK,
    lru_prev: null,
    lru_next: null,
  };
  k.frames.push(page);
  return page;
}

/**
 * One page frame with one reference, the caller's: unmapped, in no file, without flags, its contents undefined.
 *
 * @returns null if memory is used up
 */
export function alloc_page(_gfp: gfp_t): page | null {
  const k = kernel();
  const page = freeFrame(k);
  if (page === null) return null;
  page.flags = 0;
  page._refcount = 1;
  page._mapcount = -1;
  page.mapping = null;
  page.content = JUNK;
  return page;
}

function freeFrame(k: kernel): page | null {
  if (k.frames.length < k.totalram_pages && k.free_frames.length - k.free_head < QUARANTINE)
    return newFrame(k);
  const pfn = k.free_frames[k.free_head];
  if (pfn === undefined) return null;
  k.free_head += 1;
  if (k.free_head > 1024 && k.free_head * 2 > k.free_frames.length) {
    k.free_frames.splice(0, k.free_head);
    k.free_head = 0;
  }
  return k.frames[pfn] ?? null;
}

/** A frame is not given out again at once, so that whoever still uses it after freeing it is found out. */
const QUARANTINE = 64;

/**
 * Takes back a frame whose last reference is gone. A page that others still count on is reported, and not reused.
 */
export function free_unref_page(page: page): void {
  const k = kernel();
  if (page.memcg_data) {
    page.memcg_data = false;
    k.memcg_charged -= 1;
  }
  if (page.mapping?.PAGE_MAPPING_ANON === 1) page.mapping = null;
  const reason = bad_page_reason(page);
  if (reason !== null) {
    report(
      "bad-page",
      `BUG: Bad page state, pfn:${page.pfn}, ${reason}`,
      "A page is freed while something still counts on it.",
      {
        pfn: page.pfn,
        reason,
      },
    );
    return;
  }
  page.flags = 0; // dirty, uptodate and swapbacked go silently, as in Linux
  page.content = JUNK;
  k.free_frames.push(page.pfn);
}

/** Why a page must not be freed; the last reason that applies, as in Linux. */
function bad_page_reason(page: page): string | null {
  const wrong = page.flags & PAGE_FLAGS_CHECK_AT_FREE;
  if (wrong !== 0) {
    const names = page_flag_names.filter(([bit]) => (wrong & bit) !== 0).map(([, name]) => name);
    return `PAGE_FLAGS_CHECK_AT_FREE flag(s) set: ${names.join(", ")}`;
  }
  if (page.mapping !== null) return "non-NULL mapping";
  if (page._mapcount !== -1) return "nonzero mapcount";
  return null;
}
