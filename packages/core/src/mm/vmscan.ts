// Reclaim of one page: what becomes of a page when memory is short.
// Source: mm/vmscan.c shrink_page_list(), mm/rmap.c try_to_unmap(); whether a page was used lately is not asked.

import {
  make_pte_marker,
  PTE_MARKER_UFFD_WP,
  pte_dirty,
  pte_pfn,
  pte_present,
  pte_special,
  pte_uffd_wp,
  swp_entry_to_pte,
} from "../arch/x86/pgtable.ts";
import { userfaultfd_wp } from "../fs/userfaultfd_fault.ts";
import { PAGE_SIZE } from "../include/linux/mm.ts";
import type { inode, page, vm_area_struct } from "../include/linux/mm_types.ts";
import { PageAnon, PageDirty, PageLRU, PageUnevictable } from "../include/linux/page_flags.ts";
import type { pte_t, swp_entry_t, user_addr } from "../include/linux/types.ts";
import { kernel } from "../kernel.ts";
import { delete_from_page_cache, set_page_dirty, trylock_page, unlock_page } from "./filemap.ts";
import { remove_rmap } from "./memory_set_pte.ts";
import { pmd_of, pte_at, pte_offset_map_lock, pte_unmap_unlock, set_pte_at } from "./pgtable.ts";
import { dec_mm_counter, inc_mm_counter, MM_SWAPENTS, mm_counter, page_mapcount } from "./rmap.ts";
import { shmem_writepage } from "./shmem_swap.ts";
import { get_page, page_count, put_page } from "./swap.ts";
import { swap_out } from "./swapfile.ts";

/**
 * Tries to free a page.
 *
 * @returns
 *   "dropped"  it was clean: its contents are gone, and a file reads zeros there from now on
 *   "swapped"  it had data to lose, which is in the swap area now
 *   "kept"     it is in use: locked, mlocked, held by somebody, on no list of reclaim; or there is no swap slot
 *
 * Context: no spinlock is held. Does not wait.
 */
export function shrink_page(page: page): "dropped" | "swapped" | "kept" {
  if (!PageLRU(page) || PageUnevictable(page) || !trylock_page(page)) return "kept";
  get_page(page); // as isolate_lru_page() does: unmapping must not free it under us
  const result = pinned(page) ? "kept" : PageAnon(page) ? shrink_anon(page) : shrink_file(page);
  unlock_page(page);
  put_page(page);
  return result;
}

/** Whether somebody holds the page besides its ptes, its file and us. */
function pinned(page: page): boolean {
  const in_file = page.mapping?.PAGE_MAPPING_ANON === 0 ? 1 : 0;
  return page_count(page) !== page_mapcount(page) + in_file + 1;
}

function shrink_anon(page: page): "swapped" | "kept" {
  const mapped = try_to_find(page);
  const entry = mapped.length > 0 ? swap_out(page) : null;
  if (entry === null) return "kept";
  for (const [vma, addr] of mapped) unmap_one(page, vma, addr, entry);
  return "swapped";
}

function shrink_file(page: page): "dropped" | "swapped" | "kept" {
  const { mapping } = page;
  if (mapping === null || mapping.PAGE_MAPPING_ANON === 1) return "kept";
  // What the ptes know of the page's dirt reaches the page here, and decides what becomes of it.
  for (const [vma, addr] of try_to_find(page)) unmap_one(page, vma, addr, null);
  if (page_mapcount(page) > 0) return "kept";
  if (PageDirty(page)) return shmem_writepage(mapping.host, page) ? "swapped" : "kept";
  delete_from_page_cache(page);
  note_drop(mapping.host);
  return "dropped";
}

/** tmpfs is not told that a page is gone: until its next recalculation the file claims a page too many. */
function note_drop(inode: inode): void {
  const { reclaim_drops } = kernel();
  reclaim_drops.set(inode, (reclaim_drops.get(inode) ?? 0) + 1);
}

/** Every place that maps the page. The index says where it would be in a vma; the pte says whether it is. */
function try_to_find(page: page): [vma: vm_area_struct, addr: user_addr][] {
  const places: [vm_area_struct, user_addr][] = [];
  for (const vma of candidates(page)) {
    const addr = (vma.vm_start + (page.index - vma.vm_pgoff) * PAGE_SIZE) as user_addr;
    if (addr < vma.vm_start || addr >= vma.vm_end) continue;
    const pte = pte_at(vma.vm_mm, addr);
    if (pte_present(pte) && !pte_special(pte) && pte_pfn(pte) === page.pfn)
      places.push([vma, addr]);
  }
  return places;
}

function candidates(page: page): vm_area_struct[] {
  const { mapping } = page;
  if (mapping?.PAGE_MAPPING_ANON === 0) return [...mapping.i_mmap];
  return [...kernel().mms].flatMap((mm) => mm.mmap).filter((vma) => vma.anon_vma === mapping);
}

/** @param entry where anonymous memory went; null for a page of a file, which the file itself remembers */
function unmap_one(
  page: page,
  vma: vm_area_struct,
  addr: user_addr,
  entry: swp_entry_t | null,
): void {
  const { vm_mm } = vma;
  const pmd = pmd_of(vm_mm, addr);
  if (pmd === undefined) return;
  const pte = pte_at(vm_mm, addr);
  const [ptep, ptl] = pte_offset_map_lock(vm_mm, pmd, addr);
  if (pte_dirty(pte)) set_page_dirty(page);
  dec_mm_counter(vm_mm, mm_counter(page));
  if (entry !== null) inc_mm_counter(vm_mm, MM_SWAPENTS);
  set_pte_at(vm_mm, addr, ptep, pte_left(vma, pte, entry));
  remove_rmap(page, vma);
  pte_unmap_unlock(ptep, ptl);
  put_page(page);
}

function pte_left(vma: vm_area_struct, pte: pte_t, entry: swp_entry_t | null): pte_t {
  if (entry !== null) return swp_entry_to_pte(entry, pte_uffd_wp(pte));
  const keep = kernel().release.wp_shmem && userfaultfd_wp(vma) && pte_uffd_wp(pte);
  return keep ? make_pte_marker(PTE_MARKER_UFFD_WP) : (0 as pte_t);
}
