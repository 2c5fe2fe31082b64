// A page fault, from the address to the pte: which case it is, and how each case of a file's page is handled.
// Source: mm/memory.c; no huge pages, no NUMA. Anonymous memory is in memory_anon.ts, write faults are in memory_wp.ts.

import {
  is_swap_pte,
  PTE_MARKER_POISONED,
  PTE_MARKER_UFFD_WP,
  pte_marker,
  pte_mkdirty,
  pte_mkyoung,
  pte_none,
  pte_present,
  pte_write,
} from "../arch/x86/pgtable.ts";
import { userfaultfd_wp } from "../fs/userfaultfd_fault.ts";
import {
  FAULT_FLAG_WRITE,
  offset_in_page,
  PAGE_SIZE,
  VM_FAULT_ERROR,
  VM_FAULT_HWPOISON,
  VM_FAULT_LOCKED,
  VM_FAULT_NOPAGE,
  VM_FAULT_OOM,
  VM_FAULT_RETRY,
  VM_FAULT_SIGBUS,
  VM_SHARED,
  VM_UFFD_MINOR,
  VM_UFFD_WP,
} from "../include/linux/mm.ts";
import type { vm_area_struct, vm_fault, vm_fault_t } from "../include/linux/mm_types.ts";
import { __SetPageUptodate } from "../include/linux/page_flags.ts";
import type { pte_t, user_addr } from "../include/linux/types.ts";
import { set_page_dirty, unlock_page } from "./filemap.ts";
import { copy_highpage } from "./highmem.ts";
import { mem_cgroup_charge } from "./memcontrol.ts";
import { do_anonymous_page } from "./memory_anon.ts";
import { do_set_pte } from "./memory_set_pte.ts";
import { do_swap_page } from "./memory_swap.ts";
import { do_wp_page } from "./memory_wp.ts";
import { GFP_HIGHUSER_MOVABLE, GFP_KERNEL } from "./page_alloc.ts";
import { linear_page_index, vma_is_anonymous } from "./pagemap.ts";
import {
  __pte_alloc,
  mm_alloc_pmd,
  pmd_none,
  pte_at,
  pte_offset_map_lock,
  pte_unmap_unlock,
  ptep_get,
  set_pte_at,
} from "./pgtable.ts";
import { anon_vma_prepare } from "./rmap.ts";
import { alloc_page_vma } from "./shmem_cache.ts";
import { put_page } from "./swap.ts";

/** How many pages a fault-around looks at: an aligned window of 64 KiB. */
const fault_around_pages = 16;

/**
 * Resolves a page fault, or reports it to whoever should.
 *
 * @param flags FAULT_FLAG_* bits: what the access was
 * @returns VM_FAULT_* bits
 *   0, NOPAGE  the access may be made again: it succeeds, or faults for the next reason
 *   RETRY      the mmap lock has been dropped; see handle_userfault()
 *   SIGBUS     beyond the end of the file, no block left, or a userfaultfd that wants it so
 *   HWPOISON   the page is poisoned
 *   OOM        no memory
 *
 * Context: the mmap lock is held for reading; the vma allows the access. Sleeps.
 * Source: mm/memory.c handle_mm_fault(), handle_pte_fault()
 */
export function handle_mm_fault(
  vma: vm_area_struct,
  real_address: user_addr,
  flags: number,
): vm_fault_t {
  const address = (real_address - offset_in_page(real_address)) as user_addr;
  const pmd = mm_alloc_pmd(vma.vm_mm, address);
  if (pmd === null || (pmd_none(pmd) && __pte_alloc(vma.vm_mm, pmd) !== 0)) return VM_FAULT_OOM;
  const vmf: vm_fault = {
    vma,
    flags,
    address,
    real_address,
    pgoff: linear_page_index(vma, address),
    pmd,
    orig_pte: pte_at(vma.vm_mm, address),
    page: null,
    cow_page: null,
  };
  return handle_pte_fault(vmf);
}

function handle_pte_fault(vmf: vm_fault): vm_fault_t {
  const pte = vmf.orig_pte;
  if (pte_none(pte)) return do_pte_missing(vmf);
  if (pte_marker(pte) !== 0) return handle_pte_marker(vmf);
  if (is_swap_pte(pte)) return do_swap_page(vmf);
  if (!pte_present(pte)) return VM_FAULT_SIGBUS;
  if (vmf.flags & FAULT_FLAG_WRITE && !pte_write(pte)) return do_wp_page(vmf);
  // Somebody else has resolved it, or the processor had not seen the pte yet.
  return store_pte(vmf, pte_mkyoung(vmf.flags & FAULT_FLAG_WRITE ? pte_mkdirty(pte) : pte));
}

const do_pte_missing = (vmf: vm_fault): vm_fault_t =>
  vma_is_anonymous(vmf.vma) ? do_anonymous_page(vmf) : do_fault(vmf);

function handle_pte_marker(vmf: vm_fault): vm_fault_t {
  const marker = pte_marker(vmf.orig_pte);
  if (marker & PTE_MARKER_POISONED) return VM_FAULT_HWPOISON;
  if (!(marker & PTE_MARKER_UFFD_WP)) return VM_FAULT_SIGBUS;
  // Nobody protects the area any more: the note has outlived its reason.
  if (!userfaultfd_wp(vmf.vma)) return store_pte(vmf, 0 as pte_t);
  return do_pte_missing(vmf);
}

/** Puts `pte` where orig_pte is, if it still is. */
function store_pte(vmf: vm_fault, pte: pte_t): vm_fault_t {
  const { vm_mm } = vmf.vma;
  const [ptep, ptl] = pte_offset_map_lock(vm_mm, vmf.pmd, vmf.address);
  if (ptep_get(ptep) === vmf.orig_pte) set_pte_at(vm_mm, vmf.address, ptep, pte);
  pte_unmap_unlock(ptep, ptl);
  return 0;
}

function do_fault(vmf: vm_fault): vm_fault_t {
  if (!(vmf.flags & FAULT_FLAG_WRITE)) return do_read_fault(vmf);
  return vmf.vma.vm_flags & VM_SHARED ? do_shared_fault(vmf) : do_cow_fault(vmf);
}

function do_read_fault(vmf: vm_fault): vm_fault_t {
  const ret = do_fault_around(vmf) || __do_fault(vmf);
  return ret === VM_FAULT_LOCKED ? finish_fault(vmf, false) : ret;
}

/**
 * Maps what the page cache has in the window around the fault. Where userfaultfd asks for minor or protection
 * faults it must not: they are raised one by one.
 */
function do_fault_around(vmf: vm_fault): vm_fault_t {
  const { vma } = vmf;
  if (vma.vm_ops === null || vma.vm_flags & (VM_UFFD_MINOR | VM_UFFD_WP)) return 0;
  const in_table = (vmf.address / PAGE_SIZE) % 512;
  const in_vma = vmf.pgoff - vma.vm_pgoff;
  const pages = (vma.vm_end - vma.vm_start) / PAGE_SIZE;
  const aligned = in_table - (in_table % fault_around_pages);
  const from = Math.max(aligned, in_table - in_vma);
  const to = Math.min(from + fault_around_pages, 512, in_table + pages - in_vma) - 1;
  return vma.vm_ops.map_pages(vmf, vmf.pgoff + from - in_table, vmf.pgoff + to - in_table);
}

/** A write to a private mapping: the file's page is only read, and the copy is what gets mapped. */
function do_cow_fault(vmf: vm_fault): vm_fault_t {
  const { vma } = vmf;
  if (anon_vma_prepare(vma) !== 0) return VM_FAULT_OOM;
  vmf.cow_page = alloc_page_vma(GFP_HIGHUSER_MOVABLE, vma, vmf.address);
  if (vmf.cow_page === null) return VM_FAULT_OOM;
  const charged = mem_cgroup_charge(vmf.cow_page, vma.vm_mm, GFP_KERNEL) === 0;
  const ret = charged ? __do_fault(vmf) : VM_FAULT_OOM;
  if (ret !== VM_FAULT_LOCKED || vmf.page === null) {
    put_page(vmf.cow_page);
    return ret;
  }
  copy_highpage(vmf.cow_page, vmf.page);
  __SetPageUptodate(vmf.cow_page);
  return finish_fault(vmf, true);
}

function do_shared_fault(vmf: vm_fault): vm_fault_t {
  const ret = __do_fault(vmf);
  if (ret !== VM_FAULT_LOCKED || vmf.page === null) return ret;
  // The write that follows makes only the pte dirty, and of that nobody hears before it is cut.
  set_page_dirty(vmf.page);
  return finish_fault(vmf, false);
}

/** Has vmf.page found. Returns VM_FAULT_LOCKED if it was, with the page locked, or why not. */
function __do_fault(vmf: vm_fault): vm_fault_t {
  const ret = vmf.vma.vm_ops?.fault(vmf) ?? VM_FAULT_SIGBUS;
  const over = ret & (VM_FAULT_ERROR | VM_FAULT_NOPAGE | VM_FAULT_RETRY);
  return over || vmf.page === null ? ret : VM_FAULT_LOCKED;
}

/** Maps what has been found, unless somebody else has mapped something meanwhile, and unlocks the file's page. */
function finish_fault(vmf: vm_fault, anon: boolean): vm_fault_t {
  const { page, cow_page, vma } = vmf;
  const map = anon ? cow_page : page;
  const [ptep, ptl] = pte_offset_map_lock(vma.vm_mm, vmf.pmd, vmf.address);
  const unchanged = map !== null && ptep_get(ptep) === vmf.orig_pte;
  if (unchanged) do_set_pte(vmf, ptep, map, vmf.address, anon);
  pte_unmap_unlock(ptep, ptl);
  if (page !== null) unlock_page(page);
  if (page !== null && (anon || !unchanged)) put_page(page);
  if (anon && !unchanged && cow_page !== null) put_page(cow_page);
  return unchanged ? 0 : VM_FAULT_NOPAGE;
}
