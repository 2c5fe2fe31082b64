// Who holds which page, counted from the page tables and the page caches themselves: what the audit compares with.
// Source: none; it trusts no counter of the kernel.

import { is_swap_pte, pte_dirty, pte_pfn, pte_present, pte_special } from "../arch/x86/pgtable.ts";
import type { address_space, inode, mm_struct, page } from "../include/linux/mm_types.ts";
import { PageAnon, PageSwapBacked } from "../include/linux/page_flags.ts";
import type { pte_t } from "../include/linux/types.ts";
import type { kernel } from "../kernel.ts";
import { xa_entries } from "../lib/xarray.ts";
import { MM_ANONPAGES, MM_FILEPAGES, MM_SHMEMPAGES, MM_SWAPENTS } from "../mm/rmap.ts";

/** Who holds one page. */
export interface holders {
  ptes: number;
  dirty_ptes: number;
  /** The file whose cache has the page, and where. */
  cache: address_space | null;
  index: number;
}

/** The ptes of one address space, by kind. */
export interface mm_count {
  readonly mm: mm_struct;
  readonly rss: readonly number[];
}

/** What the cache of one file really has. */
export interface file_count {
  readonly inode: inode;
  readonly pages: number;
  readonly swapped: number;
}

/** By pfn; undefined for a page that nobody holds. */
type held_pages = (holders | undefined)[];

export interface census {
  readonly pages: Readonly<held_pages>;
  readonly mms: readonly mm_count[];
  readonly files: readonly file_count[];
}

export function takeCensus(k: kernel): census {
  const pages: held_pages = new Array(k.frames.length);
  const mms: mm_count[] = [];
  const files: file_count[] = [];
  for (const mm of k.mms) mms.push({ mm, rss: countPtes(k, mm, pages) });
  for (const inode of k.inodes) files.push(countCache(inode, pages));
  return { pages, mms, files };
}

function holdersOf(pages: held_pages, pfn: number): holders {
  pages[pfn] ??= { ptes: 0, dirty_ptes: 0, cache: null, index: 0 };
  return pages[pfn];
}

function countPtes(k: kernel, mm: mm_struct, pages: held_pages): number[] {
  const rss = [0, 0, 0, 0];
  for (const { ptes } of mm.pgd.values()) {
    // By index: nearly all of the 512 are 0, and an iterator would take most of the audit's time to say so.
    for (let slot = 0; ptes !== null && slot < ptes.length; slot++) {
      const pte = ptes[slot] ?? 0;
      if (pte !== 0) countPte(k, pte as pte_t, rss, pages);
    }
  }
  return rss;
}

function countPte(k: kernel, pte: pte_t, rss: number[], pages: held_pages): void {
  if (is_swap_pte(pte)) add(rss, MM_SWAPENTS);
  const page = pte_present(pte) && !pte_special(pte) ? k.frames[pte_pfn(pte)] : undefined;
  if (page === undefined) return;
  add(rss, kindOf(page));
  const held = holdersOf(pages, page.pfn);
  held.ptes += 1;
  if (pte_dirty(pte)) held.dirty_ptes += 1;
}

const add = (counts: number[], at: number): void => {
  counts[at] = (counts[at] ?? 0) + 1;
};

function kindOf(page: page): number {
  if (PageAnon(page)) return MM_ANONPAGES;
  return PageSwapBacked(page) ? MM_SHMEMPAGES : MM_FILEPAGES;
}

function countCache(inode: inode, all: held_pages): file_count {
  let pages = 0;
  let swapped = 0;
  for (const [index, entry] of xa_entries(inode.i_mapping.i_pages)) {
    if (typeof entry === "number") {
      swapped += 1;
      continue;
    }
    pages += 1;
    const held = holdersOf(all, entry.pfn);
    held.cache = inode.i_mapping;
    held.index = index;
  }
  return { inode, pages, swapped };
}
