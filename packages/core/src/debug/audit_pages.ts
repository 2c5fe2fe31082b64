// The part of the audit that looks at every page: references, mappings, lists of reclaim, and data that would be lost.
// Source: none; the wordings of the kernel are those of mm/page_alloc.c, mm/memory.c and mm/debug.c.

import { ZERO_PFN } from "../arch/x86/pgtable.ts";
import type { page } from "../include/linux/mm_types.ts";
import {
  PageAnon,
  PageDirty,
  PageLocked,
  PageLRU,
  PageMlocked,
  PageSwapBacked,
} from "../include/linux/page_flags.ts";
import type { finding, kernel, vmstat } from "../kernel.ts";
import { ZEROES } from "../mm/page_alloc.ts";
import type { census, holders } from "./census.ts";
import { broken, differ } from "./findings.ts";

const nobody: holders = { ptes: 0, dirty_ptes: 0, cache: null, index: 0 };

export function auditPages(k: kernel, census: census, found: finding[]): void {
  const real: vmstat = {
    NR_FILE_PAGES: 0,
    NR_SHMEM: 0,
    NR_FILE_MAPPED: 0,
    NR_ANON_MAPPED: 0,
    NR_MLOCK: 0,
  };
  let flagged = 0;
  for (const page of k.frames) {
    const held = census.pages[page.pfn];
    if (page.pfn <= ZERO_PFN || (page._refcount <= 0 && held === undefined)) continue;
    auditPage(page, held ?? nobody, found);
    countPage(page, real);
    if (PageLRU(page)) flagged += 1;
  }
  auditZeroPage(k, census, found);
  auditCounters(k, real, found);
  auditLists(k, flagged, found);
}

/** Everybody maps it and nobody counts it, so the other rules do not ask about it. */
function auditZeroPage(k: kernel, census: census, found: finding[]): void {
  if (census.pages[ZERO_PFN] !== undefined) {
    const message =
      "The page of zeros is mapped by a pte that is not special: what was never counted will be counted back.";
    broken(found, "zero-page-counted", "BUG: Bad page map", message, { pfn: ZERO_PFN });
  }
  const page = k.frames[ZERO_PFN];
  if (page === undefined || isZero(page)) return;
  const message =
    "The page of zeros was written: whoever is given zeros from now on reads something else.";
  broken(found, "zero-page-written", "BUG: ZERO_PAGE is not zero", message, { pfn: ZERO_PFN });
}

function auditPage(page: page, held: holders, found: finding[]): void {
  auditReferences(page, held, found);
  auditMapcount(page, held, found);
  auditFlags(page, held, found);
  auditData(page, held, found);
}

function auditReferences(page: page, held: holders, found: finding[]): void {
  const should_be = held.ptes + (held.cache === null ? 0 : 1);
  if (page._refcount === should_be) return;
  const numbers = { pfn: page.pfn, counted: page._refcount, should_be };
  if (page._refcount > should_be) {
    const message = "A page keeps a reference that nobody will ever drop.";
    broken(found, "page-leak", "leaked page", message, numbers);
  } else {
    const message =
      "A page is in use without holding a reference: it will be freed under its user.";
    broken(found, "lost-reference", "BUG: Bad page state", message, numbers);
  }
}

function auditMapcount(page: page, held: holders, found: finding[]): void {
  differ(
    found,
    "wrong-mapcount",
    "BUG: Bad page map",
    "A page's count of mappings does not equal the ptes that map it.",
    page._mapcount + 1,
    held.ptes,
  );
  if (held.cache === null || (page.mapping === held.cache && page.index === held.index)) return;
  const message = "A page in a file's cache does not know where it is.";
  broken(found, "wrong-mapping", "BUG: Bad page cache", message, { pfn: page.pfn });
}

function auditFlags(page: page, held: holders, found: finding[]): void {
  const { pfn } = page;
  if (PageLocked(page)) {
    const message = "A page is left locked: the next one who needs it waits for ever.";
    const words = "INFO: task blocked for more than 120 seconds";
    broken(found, "page-left-locked", words, message, { pfn });
  }
  if (!inUse(held)) return;
  if (!PageLRU(page)) {
    const message = "A page is in use but on no list of reclaim: it can never be swapped out.";
    broken(found, "not-on-lru", "page not on LRU", message, { pfn });
  }
  if (!page.memcg_data) {
    const message = "A page is in use but no control group pays for it.";
    broken(found, "not-charged", "page not charged", message, { pfn });
  }
}

const inUse = (held: holders): boolean => held.ptes > 0 || held.cache !== null;

/** Data that is only in memory must be known as such, by the page or by a pte; else reclaim drops it as clean. */
function auditData(page: page, held: holders, found: finding[]): void {
  if (!inUse(held) || PageDirty(page) || held.dirty_ptes > 0 || isZero(page)) return;
  const message =
    "A page has data but neither it nor a pte is marked dirty: reclaim would drop the data as clean.";
  broken(found, "dirty-loss", "clean page with data", message, { pfn: page.pfn });
}

export function isZero({ content }: page): boolean {
  if (content === ZEROES) return true;
  for (const byte of content.bytes) if (byte !== 0) return false;
  return true;
}

function countPage(page: page, real: vmstat): void {
  if (page.mapping?.PAGE_MAPPING_ANON === 0) {
    real.NR_FILE_PAGES += 1;
    if (PageSwapBacked(page)) real.NR_SHMEM += 1;
  }
  if (page._mapcount >= 0) {
    if (PageAnon(page)) real.NR_ANON_MAPPED += 1;
    else real.NR_FILE_MAPPED += 1;
  }
  if (PageMlocked(page)) real.NR_MLOCK += 1;
}

const vmstat_names = [
  "NR_FILE_PAGES",
  "NR_SHMEM",
  "NR_FILE_MAPPED",
  "NR_ANON_MAPPED",
  "NR_MLOCK",
] as const;

function auditCounters(k: kernel, real: vmstat, found: finding[]): void {
  for (const name of vmstat_names) {
    if (k.vmstat[name] === real[name]) continue;
    const message = `The machine's count ${name} does not equal what it counts.`;
    differ(found, "wrong-vmstat", `vmstat: ${name}`, message, k.vmstat[name], real[name]);
  }
}

function auditLists(k: kernel, flagged: number, found: finding[]): void {
  let listed = 0;
  for (const list of k.lru) listed += list.size;
  differ(
    found,
    "lru-corrupt",
    "BUG: list corruption",
    "The lists of reclaim do not have the pages that say they are on them.",
    listed,
    flagged,
  );
}
