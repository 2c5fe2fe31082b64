// Fault-around: a read fault maps what the page cache has near it too, and saves the faults to come.
// Source: mm/filemap.c filemap_map_pages(); which pages are near is decided in mm/memory.ts.

import { pte_none } from "../arch/x86/pgtable.ts";
import { DIV_ROUND_UP, PAGE_SIZE, VM_FAULT_NOPAGE } from "../include/linux/mm.ts";
import type { page, vm_fault, vm_fault_t } from "../include/linux/mm_types.ts";
import { PageUptodate } from "../include/linux/page_flags.ts";
import type { user_addr } from "../include/linux/types.ts";
import { page_at, trylock_page, unlock_page } from "./filemap.ts";
import { do_set_pte } from "./memory_set_pte.ts";
import { file_inode, i_size_read } from "./pagemap.ts";
import { pte_offset_map_lock, pte_unmap_unlock, ptep_get } from "./pgtable.ts";
import { get_page } from "./swap.ts";

/**
 * Maps the up-to-date pages of the file from `first` to `last` whose ptes are none. It waits for nothing: a page
 * that somebody has locked is passed over.
 *
 * @returns VM_FAULT_NOPAGE if the page of the fault is mapped now, else 0
 *
 * Context: the mmap lock is held for reading, and the pmd has a table.
 */
export function filemap_map_pages(vmf: vm_fault, first: number, last: number): vm_fault_t {
  const { vm_file } = vmf.vma;
  if (vm_file === null) return 0;
  let ret = 0;
  const end = DIV_ROUND_UP(i_size_read(file_inode(vm_file)), PAGE_SIZE);
  for (let index = first; index <= Math.min(last, end - 1); index++) {
    const page = page_at(vm_file.f_mapping, index);
    if (page === null || !PageUptodate(page) || !trylock_page(page)) continue;
    const addr = (vmf.address + (index - vmf.pgoff) * PAGE_SIZE) as user_addr;
    if (map_if_none(vmf, page, addr) && addr === vmf.address) ret = VM_FAULT_NOPAGE;
    unlock_page(page);
  }
  return ret;
}

/** Returns whether the page is mapped there now. */
function map_if_none(vmf: vm_fault, page: page, addr: user_addr): boolean {
  const [ptep, ptl] = pte_offset_map_lock(vmf.vma.vm_mm, vmf.pmd, addr);
  const none = pte_none(ptep_get(ptep));
  if (none) {
    get_page(page);
    do_set_pte(vmf, ptep, page, addr, false);
  }
  pte_unmap_unlock(ptep, ptl);
  return none;
}
