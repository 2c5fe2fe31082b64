// What the processor does by itself as a program reads and writes: it follows a pte or faults, and notes that it did.
// Source: Intel SDM volume 3, 5.7 "Accessed and Dirty Flags". No TLB: every access looks at the page table.

import type { mm_struct, page } from "../../include/linux/mm_types.ts";
import type { pte_t, user_addr } from "../../include/linux/types.ts";
import { pfn_to_page } from "../../mm/page_alloc.ts";
import { pmd_of, pte_index } from "../../mm/pgtable.ts";
import { pte_accessible, pte_mkdirty, pte_mkyoung, pte_pfn, pte_write } from "./pgtable.ts";

/**
 * The page that an access to `addr` reaches, with the accessed bit, and for a write the dirty bit, now set in its pte.
 *
 * @returns null for a page fault: nothing is mapped, or not for this kind of access
 *
 * Context: none. The processor asks for no lock.
 */
export function translate(mm: mm_struct, addr: user_addr, write: boolean): page | null {
  const ptes = pmd_of(mm, addr)?.ptes;
  if (!ptes) return null;
  const slot = pte_index(addr);
  const pte = (ptes[slot] ?? 0) as pte_t;
  if (!pte_accessible(pte) || (write && !pte_write(pte))) return null;
  const used = write ? pte_mkdirty(pte_mkyoung(pte)) : pte_mkyoung(pte);
  if (used !== pte) ptes[slot] = used;
  return pfn_to_page(pte_pfn(pte));
}
