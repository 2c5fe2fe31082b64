// Reverse mapping: keeping count of who maps a page, so that reclaim and truncation can find and cut every mapping.
// Source: mm/rmap.c, include/linux/mm.h (mm_counter); single pages, one anon_vma per vma family.

import { VM_LOCKED } from "../include/linux/mm.ts";
import type { anon_vma, mm_struct, page, vm_area_struct } from "../include/linux/mm_types.ts";
import { PageAnon, PG_swapbacked, PG_uptodate } from "../include/linux/page_flags.ts";
import type { user_addr } from "../include/linux/types.ts";
import { EXPORT_SYMBOL } from "../kernel/export.ts";
import { should_fail } from "../kernel/fail_function.ts";
import { assert_some_ptl_held, might_sleep } from "../kernel/locking.ts";
import { kernel } from "../kernel.ts";
import { BUG_ON, report, VM_BUG_ON } from "../lib/bug.ts";
import { ENOMEM } from "../lib/errno.ts";
import { linear_page_index } from "./pagemap.ts";
import { mlock_vma_page, munlock_vma_page } from "./swap.ts";

/** Kinds of resident pages: places in mm->rss_stat. */
export const MM_FILEPAGES = 0;
export const MM_ANONPAGES = 1;
export const MM_SWAPENTS = 2;
export const MM_SHMEMPAGES = 3;
export const rss_names = ["MM_FILEPAGES", "MM_ANONPAGES", "MM_SWAPENTS", "MM_SHMEMPAGES"] as const;

/** As what a page of a file counts: as shmem if it would be swapped, else as a file's. */
export const mm_counter_file = EXPORT_SYMBOL("mm_counter_file", ["page"], (page: page): number =>
  page.flags & PG_swapbacked ? MM_SHMEMPAGES : MM_FILEPAGES,
);

/**
 * As what a page counts in mm->rss_stat. A new anonymous page is known as one only once it has
 * been mapped by page_add_new_anon_rmap(): asked before, this says MM_FILEPAGES.
 */
export const mm_counter = EXPORT_SYMBOL("mm_counter", ["page"], (page: page): number => {
  if (page.mapping?.PAGE_MAPPING_ANON === 1) return MM_ANONPAGES;
  return page.flags & PG_swapbacked ? MM_SHMEMPAGES : MM_FILEPAGES;
});

/** Counts one page more of a kind. */
export const inc_mm_counter = EXPORT_SYMBOL(
  "inc_mm_counter",
  ["mm", "int"],
  (mm: mm_struct, member: number): void => {
    mm.rss_stat[member] = (mm.rss_stat[member] ?? 0) + 1;
  },
);

/** Counts one page less of a kind. */
export const dec_mm_counter = EXPORT_SYMBOL(
  "dec_mm_counter",
  ["mm", "int"],
  (mm: mm_struct, member: number): void => {
    mm.rss_stat[member] = (mm.rss_stat[member] ?? 0) - 1;
  },
);

/**
 * Makes sure that anonymous pages of the vma can be found by reverse mapping. Needed before page_add_new_anon_rmap().
 *
 * @returns 0 or -ENOMEM
 *
 * Context: the mmap lock is held. May sleep.
 */
export const anon_vma_prepare = EXPORT_SYMBOL(
  "anon_vma_prepare",
  ["vma"],
  (vma: vm_area_struct): number => {
    might_sleep();
    if (vma.anon_vma !== null) return 0;
    if (should_fail("anon_vma_prepare")) return -ENOMEM;
    const family: anon_vma = { PAGE_MAPPING_ANON: 1 };
    vma.anon_vma = family;
    return 0;
  },
);

/**
 * Counts one more pte that maps a page of a file. Neither takes a reference, nor touches rss or page->mapping.
 *
 * Context: the pte lock is held.
 */
export const page_add_file_rmap = EXPORT_SYMBOL(
  "page_add_file_rmap",
  ["page", "bool"],
  (page: page, _compound: boolean): void => {
    assert_some_ptl_held("A page is added to the reverse map without the pte lock.");
    page._mapcount += 1;
    if (page._mapcount === 0) kernel().vmstat.NR_FILE_MAPPED += 1;
  },
);

/**
 * page_add_file_rmap() for a page that a vma maps: later kernels see to mlock(2) here.
 *
 * Context: the pte lock is held.
 */
export function add_file_rmap(page: page, vma: vm_area_struct): void {
  page_add_file_rmap(page, false);
  if (kernel().release.mlock_by_rmap && vma.vm_flags & VM_LOCKED) mlock_vma_page(page);
}

/**
 * Makes a brand-new page anonymous memory of the vma, mapped once: its count of ptes is set, not raised.
 *
 * Context: the pte lock is held; nobody else can find the page; its contents are defined, and it says so;
 * anon_vma_prepare() has succeeded.
 * @throws KernelBug if the vma has no anon_vma, or `addr` lies outside it
 */
export const page_add_new_anon_rmap = EXPORT_SYMBOL(
  "page_add_new_anon_rmap",
  ["page", "vma", "addr", "bool"],
  (page: page, vma: vm_area_struct, addr: user_addr, _compound: boolean): void => {
    assert_some_ptl_held("A page is added to the reverse map without the pte lock.");
    VM_BUG_ON(
      addr < vma.vm_start || addr >= vma.vm_end,
      "An anonymous page is mapped outside of its vma.",
    );
    assert_contents_defined(page);
    page.flags |= PG_swapbacked;
    page._mapcount = 0;
    kernel().vmstat.NR_ANON_MAPPED += 1;
    page_set_anon_rmap(page, vma, addr);
  },
);

/** The flag comes with the barrier that makes other CPUs see the bytes no later than the pte. */
function assert_contents_defined(page: page): void {
  if (page.flags & PG_uptodate) return;
  report(
    "not-uptodate",
    `BUG: KCSAN: data-race on the contents of pfn:${page.pfn}`,
    "A new page is mapped before it says that its contents are defined: another CPU may see what was there before.",
    { pfn: page.pfn },
  );
}

function page_set_anon_rmap(page: page, vma: vm_area_struct, addr: user_addr): void {
  BUG_ON(vma.anon_vma === null, "A page is made anonymous in a vma that was not prepared for it.");
  if (PageAnon(page)) return;
  page.mapping = vma.anon_vma;
  page.index = linear_page_index(vma, addr);
}

/**
 * Counts one pte less that maps the page. Once nothing maps it, it is no longer mlocked.
 *
 * Context: the pte lock is held.
 */
export const page_remove_rmap = EXPORT_SYMBOL(
  "page_remove_rmap",
  ["page", "bool"],
  (page: page, _compound: boolean): void => {
    assert_some_ptl_held("A page is taken from the reverse map without the pte lock.");
    page._mapcount -= 1;
    if (page._mapcount < -1) {
      report(
        "bad-page-map",
        `BUG: Bad page map, pfn:${page.pfn}`,
        "A page is unmapped more often than it was counted as mapped.",
        {
          pfn: page.pfn,
          mapcount: page._mapcount,
        },
      );
    }
    if (page._mapcount >= 0) return;
    kernel().vmstat[PageAnon(page) ? "NR_ANON_MAPPED" : "NR_FILE_MAPPED"] -= 1;
    munlock_vma_page(page);
  },
);

/** How many ptes map the page. */
export const page_mapcount = EXPORT_SYMBOL(
  "page_mapcount",
  ["page"],
  (page: page): number => page._mapcount + 1,
);
