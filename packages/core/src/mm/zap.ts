// Cutting ptes: what becomes of each kind of entry when a program loses a stretch of memory.
// Source: mm/memory.c (zap_pte_range, unmap_mapping_range); pages are freed at once, there is no TLB to flush first.

import {
  is_swap_pte,
  make_pte_marker,
  PTE_MARKER_POISONED,
  PTE_MARKER_UFFD_WP,
  pte_dirty,
  pte_marker,
  pte_pfn,
  pte_present,
  pte_special,
  pte_to_swp_entry,
  pte_uffd_wp,
  pte_young,
} from "../arch/x86/pgtable.ts";
import { userfaultfd_wp } from "../fs/userfaultfd_fault.ts";
import { PAGE_SIZE } from "../include/linux/mm.ts";
import type { address_space, page, vm_area_struct } from "../include/linux/mm_types.ts";
import { PageAnon } from "../include/linux/page_flags.ts";
import type { pte_t, user_addr } from "../include/linux/types.ts";
import { kernel } from "../kernel.ts";
import { set_page_dirty } from "./filemap.ts";
import { remove_rmap } from "./memory_set_pte.ts";
import { pfn_to_page } from "./page_alloc.ts";
import { vma_is_anonymous } from "./pagemap.ts";
import { pmd_of, populated, pte_offset_map_lock, pte_unmap_unlock, set_pte_at } from "./pgtable.ts";
import { dec_mm_counter, MM_SWAPENTS, mm_counter } from "./rmap.ts";
import { mark_page_accessed, put_page } from "./swap.ts";
import { swap_free } from "./swapfile.ts";

/** What is to go, and what may stay. */
export interface zap_details {
  /** Private copies go too, not only pages of the file. */
  readonly even_cows: boolean;
  /** Notes about protected pages go too: the mapping itself is going away. */
  readonly drop_markers: boolean;
}

const EVERYTHING: zap_details = { even_cows: true, drop_markers: true };

/**
 * Cuts every pte in [start, end), and drops what each held.
 *
 * Context: the mmap lock is held, or nobody else can reach the address space. No pte lock is.
 * Source: mm/memory.c zap_page_range()
 */
export function zap_page_range(
  vma: vm_area_struct,
  start: user_addr,
  end: user_addr,
  details = EVERYTHING,
): void {
  for (const [addr, pte] of [...populated(vma.vm_mm, start, end)]) {
    const pmd = pmd_of(vma.vm_mm, addr);
    if (pmd === undefined || !must_go(vma, pte, details)) continue;
    const [ptep, ptl] = pte_offset_map_lock(vma.vm_mm, pmd, addr);
    set_pte_at(vma.vm_mm, addr, ptep, entry_left_behind(vma, pte, details));
    const page = drop_entry(vma, pte);
    pte_unmap_unlock(ptep, ptl);
    if (page !== null) put_page(page);
  }
}

function must_go(vma: vm_area_struct, pte: pte_t, { even_cows, drop_markers }: zap_details) {
  if (pte_present(pte)) return even_cows || pte_special(pte) || !PageAnon(page_of(pte));
  const marker = pte_marker(pte);
  // Poison says that data is lost. That stays true while the data, in a private copy or not, could still be there.
  if (marker & PTE_MARKER_POISONED) return even_cows;
  if (marker & PTE_MARKER_UFFD_WP) return drop_markers || vma_is_anonymous(vma);
  return even_cows;
}

/** Protection of a file's page outlives its pte: the file, or its next page there, is protected still. */
function entry_left_behind(vma: vm_area_struct, pte: pte_t, { drop_markers }: zap_details): pte_t {
  const leave =
    kernel().release.wp_shmem &&
    !drop_markers &&
    !vma_is_anonymous(vma) &&
    userfaultfd_wp(vma) &&
    pte_uffd_wp(pte);
  return leave ? make_pte_marker(PTE_MARKER_UFFD_WP) : (0 as pte_t);
}

const page_of = (pte: pte_t): page => pfn_to_page(pte_pfn(pte));

/** Forgets what an entry counted for. Returns the page whose reference it held. Context: the pte lock is held. */
function drop_entry(vma: vm_area_struct, pte: pte_t): page | null {
  if (is_swap_pte(pte)) {
    dec_mm_counter(vma.vm_mm, MM_SWAPENTS);
    swap_free(pte_to_swp_entry(pte));
    return null;
  }
  if (!pte_present(pte) || pte_special(pte)) return null; // markers and the zero page count nowhere
  const page = page_of(pte);
  if (!PageAnon(page)) {
    // From here on only the page remembers what the pte knew of it.
    if (pte_dirty(pte)) set_page_dirty(page);
    if (pte_young(pte)) mark_page_accessed(page);
  }
  dec_mm_counter(vma.vm_mm, mm_counter(page));
  remove_rmap(page, vma);
  return page;
}

/**
 * Cuts every pte of every program that maps pages `first` up to and without `end` of a file.
 *
 * @param end       Infinity for the rest of the file
 * @param even_cows private copies too: the file is being truncated, not punched
 *
 * Source: mm/memory.c unmap_mapping_range()
 */
export function unmap_mapping_range(
  mapping: address_space,
  first: number,
  end: number,
  even_cows: boolean,
): void {
  for (const vma of mapping.i_mmap) {
    const from = Math.max(first - vma.vm_pgoff, 0) * PAGE_SIZE + vma.vm_start;
    const to = Math.min((end - vma.vm_pgoff) * PAGE_SIZE + vma.vm_start, vma.vm_end);
    if (from >= to) continue;
    zap_page_range(vma, from as user_addr, to as user_addr, { even_cows, drop_markers: false });
  }
}
