// The bits of a page-table entry, and nothing else in the machine knows them.
// Source: arch/x86/include/asm/pgtable.h; 4-level paging, no NX. Arithmetic, not shifts: a pte has 52 bits.

import type { page } from "../../include/linux/mm_types.ts";
import type { pgprot_t, pte_t, swp_entry_t, user_addr } from "../../include/linux/types.ts";
import { EXPORT_SYMBOL } from "../../kernel/export.ts";
import { kernel } from "../../kernel.ts";

const _PAGE_PRESENT = 1 << 0;
const _PAGE_RW = 1 << 1;
const _PAGE_USER = 1 << 2;
const _PAGE_ACCESSED = 1 << 5;
const _PAGE_DIRTY = 1 << 6;
/** Present to the kernel but not to the processor: what PROT_NONE makes of a page. */
const _PAGE_PROTNONE = 1 << 8;
const _PAGE_SPECIAL = 1 << 9;
const _PAGE_UFFD_WP = 1 << 10;
const _PAGE_SOFT_DIRTY = 1 << 11;
/** Where the fields of an entry that is not present begin: a type, then a value. */
const FLAGS = 4096;

/** Kinds of entries that are not present: a page in the swap area, or a note about a page that is not there. */
const SWP_SWAP = 1;
const SWP_PTE_MARKER = 2;

export const PAGE_NONE = (_PAGE_PROTNONE | _PAGE_ACCESSED) as pgprot_t;
export const PAGE_READONLY = (_PAGE_PRESENT | _PAGE_USER | _PAGE_ACCESSED) as pgprot_t;

/** `&` sees a number modulo 2^32, and of that only the low twelve bits are wanted. */
const bits = (pte: pte_t): number => pte & (FLAGS - 1);
const with_bits = (pte: pte_t, add: number): pte_t => (pte + (add & ~pte)) as pte_t;
const without_bits = (pte: pte_t, drop: number): pte_t => (pte - (pte & drop)) as pte_t;

/** The frame number of the page of zeros that all programs share. */
export const ZERO_PFN = 1;

/** A pte for frame `pfn` with protection `prot`. */
export const pfn_pte = EXPORT_SYMBOL(
  "pfn_pte",
  ["int", "int"],
  (pfn: number, prot: pgprot_t): pte_t => (pfn * FLAGS + prot) as pte_t,
);

/**
 * A pte for `page` with protection `prot`.
 * A vma's vm_page_prot never carries the write bit here, not even a shared writable one's: see FIDELITY.md.
 */
export const mk_pte = EXPORT_SYMBOL(
  "mk_pte",
  ["page", "int"],
  (page: page, prot: pgprot_t): pte_t => (page.pfn * FLAGS + prot) as pte_t,
);

/** The frame number of the zero page for `addr`; one serves all addresses. */
export const my_zero_pfn = EXPORT_SYMBOL(
  "my_zero_pfn",
  ["addr"],
  (_addr: user_addr): number => ZERO_PFN,
);

/** The pte with the dirty bit: the page's contents differ from wherever they came from. */
export const pte_mkdirty = EXPORT_SYMBOL(
  "pte_mkdirty",
  ["pte"],
  (pte: pte_t): pte_t => with_bits(pte, _PAGE_DIRTY | _PAGE_SOFT_DIRTY),
);

/** The pte with the write bit, and nothing else: dirtiness is a bit of its own. */
export const pte_mkwrite = EXPORT_SYMBOL(
  "pte_mkwrite",
  ["pte"],
  (pte: pte_t): pte_t => with_bits(pte, _PAGE_RW),
);

/**
 * The pte with the bit by which userfaultfd remembers that it protects the page.
 * In 5.14 the write bit stays as it is; later kernels clear it here.
 */
export const pte_mkuffd_wp = EXPORT_SYMBOL("pte_mkuffd_wp", ["pte"], (pte: pte_t): pte_t => {
  const marked = with_bits(pte, _PAGE_UFFD_WP);
  return kernel().release.uffd_wp_clears_write ? pte_wrprotect(marked) : marked;
});

/** The pte marked as having no struct page that counts: for the zero page. */
export const pte_mkspecial = EXPORT_SYMBOL(
  "pte_mkspecial",
  ["pte"],
  (pte: pte_t): pte_t => with_bits(pte, _PAGE_SPECIAL),
);

/** Whether nothing is there: no page, and no swap entry or marker either. */
export const pte_none = EXPORT_SYMBOL("pte_none", ["pte"], (pte: pte_t): boolean => pte === 0);

/** Whether a page is mapped. A swapped-out page is neither present nor none. */
export const pte_present = EXPORT_SYMBOL(
  "pte_present",
  ["pte"],
  (pte: pte_t): boolean => (bits(pte) & (_PAGE_PRESENT | _PAGE_PROTNONE)) !== 0,
);

/** Whether the program may write without a fault. */
export const pte_write = EXPORT_SYMBOL(
  "pte_write",
  ["pte"],
  (pte: pte_t): boolean => (bits(pte) & _PAGE_RW) !== 0,
);

export const pte_dirty = EXPORT_SYMBOL(
  "pte_dirty",
  ["pte"],
  (pte: pte_t): boolean => (bits(pte) & _PAGE_DIRTY) !== 0,
);

/** Whether userfaultfd protects the page. */
export const pte_uffd_wp = EXPORT_SYMBOL(
  "pte_uffd_wp",
  ["pte"],
  (pte: pte_t): boolean => (bits(pte) & _PAGE_UFFD_WP) !== 0,
);

/** The frame number. */
export const pte_pfn = EXPORT_SYMBOL("pte_pfn", ["pte"], (pte: pte_t): number =>
  Math.floor(pte / FLAGS),
);

/** Whether the entry claims to map a page, and there is no such frame. */
export const pte_wild = (pte: pte_t): boolean =>
  (bits(pte) & (_PAGE_PRESENT | _PAGE_PROTNONE)) !== 0 &&
  kernel().frames[Math.floor(pte / FLAGS)] === undefined;

export const pte_special = (pte: pte_t): boolean => (bits(pte) & _PAGE_SPECIAL) !== 0;
export const pte_young = (pte: pte_t): boolean => (bits(pte) & _PAGE_ACCESSED) !== 0;
/** Whether the processor itself would let the program read. */
export const pte_accessible = (pte: pte_t): boolean => (bits(pte) & _PAGE_PRESENT) !== 0;
export const pte_wrprotect = (pte: pte_t): pte_t => without_bits(pte, _PAGE_RW);
export const pte_clear_uffd_wp = (pte: pte_t): pte_t => without_bits(pte, _PAGE_UFFD_WP);
export const pte_mkyoung = (pte: pte_t): pte_t => with_bits(pte, _PAGE_ACCESSED);

/** The pte under another protection: it keeps its page, its dirt and userfaultfd's mark, and loses the write bit. */
export function pte_modify(pte: pte_t, prot: pgprot_t): pte_t {
  const kept =
    bits(pte) & (_PAGE_DIRTY | _PAGE_SOFT_DIRTY | _PAGE_SPECIAL | _PAGE_UFFD_WP | _PAGE_ACCESSED);
  return (pte - bits(pte) + (kept | prot)) as pte_t;
}

/** The entry left where a page was swapped out. */
export const swp_entry_to_pte = (entry: swp_entry_t, uffd_wp: boolean): pte_t =>
  ((entry * 4 + SWP_SWAP) * FLAGS + (uffd_wp ? _PAGE_UFFD_WP : 0)) as pte_t;

export const is_swap_pte = (pte: pte_t): boolean =>
  !pte_none(pte) && !pte_present(pte) && pte_pfn(pte) % 4 === SWP_SWAP;

export const pte_to_swp_entry = (pte: pte_t): swp_entry_t =>
  Math.floor(pte_pfn(pte) / 4) as swp_entry_t;

/** What a marker remembers about a page that is not there. */
export const PTE_MARKER_UFFD_WP = 1;
export const PTE_MARKER_POISONED = 2;

export const make_pte_marker = (marker: number): pte_t =>
  ((marker * 4 + SWP_PTE_MARKER) * FLAGS) as pte_t;

/** The marker's bits, or 0 if the entry is no marker. */
export function pte_marker(pte: pte_t): number {
  if (pte_none(pte) || pte_present(pte) || pte_pfn(pte) % 4 !== SWP_PTE_MARKER) return 0;
  return Math.floor(pte_pfn(pte) / 4);
}
