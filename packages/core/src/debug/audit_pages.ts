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

export function auditPages(k: kernel, census: census): finding[] {
  const used = k.frames.filter(
    (page) => page.pfn > ZERO_PFN && (page._refcount > 0 || census.pages.has(page.pfn)),
  );
  const each = used.flatMap((page) => auditPage(page, census.pages.get(page.pfn) ?? nobody));
  return [...each, ...auditCounters(k, used), ...auditLists(k, used)];
}

function auditPage(page: page, held: holders): finding[] {
  return [
    ...auditReferences(page, held),
    ...auditMapcount(page, held),
    ...auditFlags(page, held),
    ...auditData(page, held),
  ];
}

function auditReferences(page: page, held: holders): finding[] {
  const should_be = held.ptes + (held.cache === null ? 0 : 1);
  const numbers = { pfn: page.pfn, counted: page._refcount, should_be };
  if (page._refcount > should_be) {
    return [
      broken(
        "page-leak",
        "leaked page",
        "A page keeps a reference that nobody will ever drop.",
        numbers,
      ),
    ];
  }
  if (page._refcount < should_be) {
    return [
      broken(
        "lost-reference",
        "BUG: Bad page state",
        "A page is in use without holding a reference: it will be freed under its user.",
        numbers,
      ),
    ];
  }
  return [];
}

function auditMapcount(page: page, held: holders): finding[] {
  const found = differ(
    "wrong-mapcount",
    "BUG: Bad page map",
    "A page's count of mappings does not equal the ptes that map it.",
    page._mapcount + 1,
    held.ptes,
  );
  const misplaced =
    held.cache !== null && (page.mapping !== held.cache || page.index !== held.index);
  if (misplaced)
    found.push(
      broken(
        "wrong-mapping",
        "BUG: Bad page cache",
        "A page in a file's cache does not know where it is.",
        { pfn: page.pfn },
      ),
    );
  return found;
}

function auditFlags(page: page, held: holders): finding[] {
  const found: finding[] = [];
  const say = (rule: string, words: string, message: string): void =>
    void found.push(broken(rule, words, message, { pfn: page.pfn }));
  if (PageLocked(page))
    say(
      "page-left-locked",
      "INFO: task blocked for more than 120 seconds",
      "A page is left locked: the next one who needs it waits for ever.",
    );
  const in_use = held.ptes > 0 || held.cache !== null;
  if (in_use && !PageLRU(page))
    say(
      "not-on-lru",
      "page not on LRU",
      "A page is in use but on no list of reclaim: it can never be swapped out.",
    );
  if (in_use && !page.memcg_data)
    say("not-charged", "page not charged", "A page is in use but no control group pays for it.");
  return found;
}

/** Data that is only in memory must be known as such, by the page or by a pte; else reclaim drops it as clean. */
function auditData(page: page, held: holders): finding[] {
  const in_use = held.ptes > 0 || held.cache !== null;
  if (!in_use || PageDirty(page) || held.dirty_ptes > 0 || isZero(page)) return [];
  const message =
    "A page has data but neither it nor a pte is marked dirty: reclaim would drop the data as clean.";
  return [broken("dirty-loss", "clean page with data", message, { pfn: page.pfn })];
}

function isZero({ content }: page): boolean {
  if (content === ZEROES) return true;
  for (const byte of content.bytes) if (byte !== 0) return false;
  return true;
}

function auditCounters(k: kernel, used: readonly page[]): finding[] {
  const count = (which: (page: page) => boolean): number => used.filter(which).length;
  const mapped = (page: page): boolean => page._mapcount >= 0;
  const cached = (page: page): boolean => page.mapping?.PAGE_MAPPING_ANON === 0;
  const real: vmstat = {
    NR_FILE_PAGES: count(cached),
    NR_SHMEM: count((page) => cached(page) && PageSwapBacked(page)),
    NR_FILE_MAPPED: count((page) => mapped(page) && !PageAnon(page)),
    NR_ANON_MAPPED: count((page) => mapped(page) && PageAnon(page)),
    NR_MLOCK: count(PageMlocked),
  };
  return (Object.keys(real) as (keyof vmstat)[]).flatMap((name) =>
    differ(
      "wrong-vmstat",
      `vmstat: ${name}`,
      `The machine's count ${name} does not equal what it counts.`,
      k.vmstat[name],
      real[name],
    ),
  );
}

function auditLists(k: kernel, used: readonly page[]): finding[] {
  const listed = k.lru.reduce((sum, list) => sum + list.size, 0);
  const flagged = used.filter((page) => PageLRU(page)).length;
  return differ(
    "lru-corrupt",
    "BUG: list corruption",
    "The lists of reclaim do not have the pages that say they are on them.",
    listed,
    flagged,
  );
}
