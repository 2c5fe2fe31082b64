// What the processor does by itself as a program reads and writes: it follows a pte or faults, and notes that it did.
// Source: Intel SDM volume 3, 5.7 "Accessed and Dirty Flags". No TLB: every access looks at the page table.

import { PAGE_SIZE } from "../../include/linux/mm.ts";
import type { mm_struct, page } from "../../include/linux/mm_types.ts";
import type { user_addr } from "../../include/linux/types.ts";
import { pfn_to_page } from "../../mm/page_alloc.ts";
import { pmd_of, pte_at } from "../../mm/pgtable.ts";
import { pte_accessible, pte_mkdirty, pte_mkyoung, pte_pfn, pte_write } from "./pgtable.ts";

/**
 * The page that an access to `addr` reaches, with the accessed bit, and for a write the dirty bit, now set in its pte.
 *
 * @returns null for a page fault: nothing is mapped, or not for this kind of access
 *
 * Context: none. The processor asks for no lock.
 */
export function translate(mm: mm_struct, addr: user_addr, write: boolean): page | null {
  const pte = pte_at(mm, addr);
  if (!pte_accessible(pte) || (write && !pte_write(pte))) return null;
  const pmd = pmd_of(mm, addr);
  const used = write ? pte_mkdirty(pte_mkyoung(pte)) : pte_mkyoung(pte);
  if (pmd?.ptes && used !== pte) pmd.ptes[Math.floor(addr / PAGE_SIZE) % pmd.ptes.length] = used;
  return pfn_to_page(pte_pfn(pte));
}
