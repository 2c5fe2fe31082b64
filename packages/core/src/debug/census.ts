// Who holds which page, counted from the page tables and the page caches themselves: what the audit compares with.
// Source: none; it trusts no counter of the kernel.

import { is_swap_pte, pte_dirty, pte_pfn, pte_present, pte_special } from "../arch/x86/pgtable.ts";
import { TASK_SIZE } from "../include/linux/mm.ts";
import type { address_space, inode, mm_struct, page } from "../include/linux/mm_types.ts";
import { PageAnon, PageSwapBacked } from "../include/linux/page_flags.ts";
import type { user_addr } from "../include/linux/types.ts";
import type { kernel } from "../kernel.ts";
import { xa_entries } from "../lib/xarray.ts";
import { populated } from "../mm/pgtable.ts";
import { MM_ANONPAGES, MM_FILEPAGES, MM_SHMEMPAGES, MM_SWAPENTS } from "../mm/rmap.ts";

/** Who holds one page. */
export interface holders {
  ptes: number;
  dirty_ptes: number;
  /** The file whose cache has the page, and where. */
  cache: address_space | null;
  index: number;
}

export interface census {
  /** By pfn; a page that nobody holds is not in it. */
  readonly pages: ReadonlyMap<number, holders>;
  /** Per address space, the ptes by kind. */
  readonly rss: ReadonlyMap<mm_struct, number[]>;
  /** Per file, what its cache really has. */
  readonly files: ReadonlyMap<inode, { pages: number; swapped: number }>;
}

export function takeCensus(k: kernel): census {
  const pages = new Map<number, holders>();
  const rss = new Map<mm_struct, number[]>();
  const files = new Map<inode, { pages: number; swapped: number }>();
  for (const mm of k.mms) rss.set(mm, countPtes(k, mm, pages));
  for (const inode of k.inodes) files.set(inode, countCache(inode, pages));
  return { pages, rss, files };
}

function holdersOf(pages: Map<number, holders>, pfn: number): holders {
  const known = pages.get(pfn) ?? { ptes: 0, dirty_ptes: 0, cache: null, index: 0 };
  pages.set(pfn, known);
  return known;
}

function countPtes(k: kernel, mm: mm_struct, pages: Map<number, holders>): number[] {
  const rss = [0, 0, 0, 0];
  for (const [, pte] of populated(mm, 0 as user_addr, TASK_SIZE)) {
    if (is_swap_pte(pte)) add(rss, MM_SWAPENTS);
    const page = pte_present(pte) && !pte_special(pte) ? k.frames[pte_pfn(pte)] : undefined;
    if (page === undefined) continue;
    add(rss, kindOf(page));
    const held = holdersOf(pages, page.pfn);
    held.ptes += 1;
    if (pte_dirty(pte)) held.dirty_ptes += 1;
  }
  return rss;
}

const add = (counts: number[], at: number): void => {
  counts[at] = (counts[at] ?? 0) + 1;
};

function kindOf(page: page): number {
  if (PageAnon(page)) return MM_ANONPAGES;
  return PageSwapBacked(page) ? MM_SHMEMPAGES : MM_FILEPAGES;
}

function countCache(inode: inode, pages: Map<number, holders>): { pages: number; swapped: number } {
  const count = { pages: 0, swapped: 0 };
  for (const [index, entry] of xa_entries(inode.i_mapping.i_pages)) {
    if (typeof entry === "number") {
      count.swapped += 1;
      continue;
    }
    count.pages += 1;
    const held = holdersOf(pages, entry.pfn);
    held.cache = inode.i_mapping;
    held.index = index;
  }
  return count;
}
