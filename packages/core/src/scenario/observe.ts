// What a program could see of a machine after an operation, in exactly the form of the recordings of a running kernel.
// Source: none; the words are those of /proc/self/pagemap, kpageflags, smaps, status, stat(2) and statfs(2).

import {
  PTE_MARKER_UFFD_WP,
  pte_dirty,
  pte_marker,
  pte_none,
  pte_pfn,
  pte_present,
  pte_special,
  pte_to_swp_entry,
  pte_uffd_wp,
} from "../arch/x86/pgtable.ts";
import {
  PAGE_SIZE,
  VM_ACCOUNT,
  VM_EXEC,
  VM_LOCKED,
  VM_LOCKONFAULT,
  VM_MAYREAD,
  VM_MAYWRITE,
  VM_NORESERVE,
  VM_READ,
  VM_SHARED,
  VM_UFFD_MINOR,
  VM_UFFD_MISSING,
  VM_UFFD_WP,
  VM_WRITE,
} from "../include/linux/mm.ts";
import type { inode, mm_struct, page, vm_area_struct } from "../include/linux/mm_types.ts";
import {
  PageAnon,
  PageDirty,
  PageUptodate,
  PG_active,
  PG_dirty,
  PG_locked,
  PG_lru,
  PG_mlocked,
  PG_referenced,
  PG_swapbacked,
  PG_unevictable,
  PG_uptodate,
} from "../include/linux/page_flags.ts";
import type { pte_t, user_addr } from "../include/linux/types.ts";
import { xa_load } from "../lib/xarray.ts";
import { byte_at } from "../mm/highmem.ts";
import { pfn_to_page } from "../mm/page_alloc.ts";
import { find_vma } from "../mm/pagemap.ts";
import { populated, pte_at } from "../mm/pgtable.ts";
import { MM_ANONPAGES, MM_FILEPAGES, MM_SHMEMPAGES } from "../mm/rmap.ts";

/** One VMA: first page, pages, flags, Rss, Shared_Clean, Shared_Dirty, Private_Clean, Private_Dirty, Anonymous. */
export type vma_line = [
  first: number,
  pages: number,
  flags: string,
  rss: number,
  shared_clean: number,
  shared_dirty: number,
  private_clean: number,
  private_dirty: number,
  anonymous: number,
];

/** The counters at the end of an observation; in pages but for `sz` (bytes) and `bl` (512 bytes). */
export interface counts {
  readonly sz: number | null;
  readonly bl: number | null;
  readonly bf: number | null;
  readonly rss: readonly [anon: number, file: number, shmem: number];
  readonly lck: number;
}

export interface observation extends counts {
  /** One string per page of the region. */
  readonly pg: readonly string[];
  readonly vma: readonly vma_line[];
  /** One string per page of the file. */
  readonly fc: readonly string[];
}

/** What is looked at. */
export interface subject {
  readonly mm: mm_struct;
  readonly start: user_addr;
  readonly pages: number;
  /** Null when it has been closed, and for private anonymous memory. */
  readonly inode: inode | null;
  readonly file_pages: number;
  /** Whether the mount's free blocks are shown. */
  readonly mounted: boolean;
  readonly base: {
    readonly used: number;
    readonly rss: readonly number[];
    readonly lck: number;
    readonly sb: inode["i_sb"] | null;
  };
}

/** Looks at everything, and changes nothing: it does not even recalculate, as fstat(2) does. */
export function observe(s: subject): observation {
  const { pg, fc } = observePages(s, flags_of);
  return { pg, vma: show_vmas(s), ...observeCounts(s), fc };
}

/** The pages of the region and those of its file. @param flags what is shown of the flags of each */
export function observePages(
  s: subject,
  flags: (page: page) => string,
): Pick<observation, "pg" | "fc"> {
  const pg: string[] = [];
  const fc: string[] = [];
  for (let i = 0; i < s.pages; i++)
    pg.push(show_pte(s.mm, (s.start + i * PAGE_SIZE) as user_addr, flags));
  if (s.inode === null) return { pg, fc };
  for (let i = 0; i < s.file_pages; i++) fc.push(show_cached(s.inode, i, flags));
  return { pg, fc };
}

/** The counters only. */
export function observeCounts(s: subject): counts {
  const kind = (member: number): number => (s.mm.rss_stat[member] ?? 0) - (s.base.rss[member] ?? 0);
  const used = s.base.sb?.s_fs_info.used_blocks.count ?? 0;
  return {
    sz: s.inode?.i_size ?? null,
    bl: s.inode?.i_blocks ?? null,
    bf: s.mounted ? nonzero(s.base.used - used) : null,
    rss: [kind(MM_ANONPAGES), kind(MM_FILEPAGES), kind(MM_SHMEMPAGES)],
    lck: s.mm.locked_vm - s.base.lck,
  };
}

/** 0 for -0, which JSON has no word for. */
const nonzero = (n: number): number => (n === 0 ? 0 : n);

const hex = (byte: number): string => byte.toString(16).padStart(2, "0");
const content = (page: page): string => hex(byte_at(page, 0)) + hex(byte_at(page, PAGE_SIZE - 1));

/** The letters of /proc/kpageflags, in their order. */
const letters: readonly (readonly [letter: string, is: (page: page) => boolean])[] = [
  ["l", (page) => (page.flags & PG_locked) !== 0],
  ["r", (page) => (page.flags & PG_referenced) !== 0],
  ["u", (page) => (page.flags & PG_uptodate) !== 0],
  ["d", (page) => (page.flags & PG_dirty) !== 0],
  ["L", (page) => (page.flags & PG_lru) !== 0],
  ["A", (page) => (page.flags & PG_active) !== 0],
  ["M", (page) => page._mapcount >= 0],
  ["a", (page) => PageAnon(page)],
  ["s", (page) => (page.flags & PG_swapbacked) !== 0],
  ["E", (page) => (page.flags & PG_unevictable) !== 0],
  ["K", (page) => (page.flags & PG_mlocked) !== 0],
  // PG_anon_exclusive: without fork(2) no anonymous page is ever shared.
  ["x", (page) => PageAnon(page)],
];

const flags_of = (page: page): string =>
  letters.map(([letter, is]) => (is(page) ? letter : "")).join("");

function show_pte(mm: mm_struct, addr: user_addr, flags: (page: page) => string): string {
  const pte = pte_at(mm, addr);
  const vma = find_vma(mm, addr);
  if (pte_none(pte) || vma === null || vma.vm_start > addr) return "";
  if (!pte_present(pte)) return show_absent(pte);
  const wp = pte_uffd_wp(pte) ? "W" : "";
  const page = pfn_to_page(pte_pfn(pte));
  const bytes = vma.vm_flags & VM_READ ? content(page) : "?";
  if (pte_special(pte)) return `P${wp}|Z|0|${bytes}`;
  const file = PageAnon(page) ? "" : "F";
  const once = page._mapcount === 0 ? "X" : "";
  return `P${file}${once}${wp}|${flags(page)}|${page._mapcount + 1}|${bytes}`;
}

/** A swap entry or a marker. The recorded machine has no swap, so only the second was ever seen there. */
function show_absent(pte: pte_t): string {
  const marker = pte_marker(pte);
  if (marker === 0) return `S${pte_uffd_wp(pte) ? "W" : ""}t0m${pte_to_swp_entry(pte)}`;
  return `S${marker & PTE_MARKER_UFFD_WP ? "W" : ""}m${marker}`;
}

function show_cached(inode: inode, index: number, flags: (page: page) => string): string {
  const entry = xa_load(inode.i_mapping.i_pages, index);
  if (entry === undefined) return "";
  if (typeof entry === "number") return `S${entry}`;
  if (!PageUptodate(entry)) return "C";
  return `CI|${flags(entry).replace("M", "")}|${entry._mapcount + 1}|${content(entry)}`;
}

/** The words of VmFlags in /proc/self/smaps, in their order. */
const words: readonly (readonly [word: string, flag: number])[] = [
  ["rd", VM_READ],
  ["wr", VM_WRITE],
  ["ex", VM_EXEC],
  ["sh", VM_SHARED],
  ["mr", VM_MAYREAD],
  ["mw", VM_MAYWRITE],
  ["lo", VM_LOCKED],
  ["lf", VM_LOCKONFAULT],
  ["ac", VM_ACCOUNT],
  ["nr", VM_NORESERVE],
  ["um", VM_UFFD_MISSING],
  ["uw", VM_UFFD_WP],
  ["ui", VM_UFFD_MINOR],
];

function show_vmas(s: subject): vma_line[] {
  const end = s.start + s.pages * PAGE_SIZE;
  return s.mm.mmap
    .filter((vma) => vma.vm_start >= s.start && vma.vm_start < end)
    .map((vma) => show_vma(s, vma));
}

function show_vma(s: subject, vma: vm_area_struct): vma_line {
  const line: vma_line = [
    (vma.vm_start - s.start) / PAGE_SIZE,
    (vma.vm_end - vma.vm_start) / PAGE_SIZE,
    words
      .filter(([, flag]) => vma.vm_flags & flag)
      .map(([word]) => word)
      .join(" "),
    ...[0, 0, 0, 0, 0, 0],
  ] as vma_line;
  for (const [, pte] of populated(s.mm, vma.vm_start, vma.vm_end)) countPte(line, pte);
  return line;
}

function countPte(line: vma_line, pte: pte_t): void {
  if (!pte_present(pte) || pte_special(pte)) return;
  const page = pfn_to_page(pte_pfn(pte));
  const dirty = pte_dirty(pte) || PageDirty(page);
  const at = page._mapcount > 0 ? (dirty ? 5 : 4) : dirty ? 7 : 6;
  line[3] += 1;
  line[at] += 1;
  if (PageAnon(page)) line[8] += 1;
}
