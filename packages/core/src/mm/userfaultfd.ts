// Filling one page where a fault waits, or would: mapping it, and making it for private memory.
// Source: mm/userfaultfd.c, 5.14 (there named mfill_...); the reference behind four of the exercises.

import {
  mk_pte,
  my_zero_pfn,
  pfn_pte,
  pte_marker,
  pte_mkdirty,
  pte_mkspecial,
  pte_mkuffd_wp,
  pte_mkwrite,
  pte_none,
} from "../arch/x86/pgtable.ts";
import { DIV_ROUND_UP, PAGE_SIZE, VM_SHARED, VM_WRITE } from "../include/linux/mm.ts";
import type { mm_struct, page, pmd_t, vm_area_struct } from "../include/linux/mm_types.ts";
import { __SetPageUptodate } from "../include/linux/page_flags.ts";
import type { out, pte_t, user_addr } from "../include/linux/types.ts";
import type { pte_ptr } from "../kernel/handles.ts";
import { mcopy_atomic_install_pte, mk_fill_pte } from "../kernel/livepatch.ts";
import { copy_from_user } from "../kernel/uaccess.ts";
import { kernel } from "../kernel.ts";
import { EEXIST, EFAULT, ENOENT, ENOMEM } from "../lib/errno.ts";
import { unlock_page } from "./filemap.ts";
import { kmap_atomic, kunmap_atomic } from "./highmem.ts";
import { mem_cgroup_charge } from "./memcontrol.ts";
import { GFP_HIGHUSER_MOVABLE, GFP_KERNEL } from "./page_alloc.ts";
import { file_inode, i_size_read, linear_page_index, vma_is_shmem } from "./pagemap.ts";
import {
  pte_offset_map_lock,
  pte_unmap_unlock,
  ptep_get,
  set_pte_at,
  update_mmu_cache,
} from "./pgtable.ts";
import { add_file_rmap, inc_mm_counter, mm_counter, page_add_new_anon_rmap } from "./rmap.ts";
import { SGP_NOALLOC, SGP_READ, shmem_getpage } from "./shmem.ts";
import { alloc_page_vma } from "./shmem_cache.ts";
import { lru_cache_add_inactive_or_unevictable, put_page } from "./swap.ts";

/**
 * Maps `page` at `dst_addr`, if nothing is mapped there yet.
 *
 * @param dst_addr byte address inside `dst_vma`, page aligned
 * @param page     the page to map: one that its file already has, or a new one that becomes anonymous memory.
 *                 On success the pte takes over the caller's reference; on failure nothing at all has changed
 * @param newly_allocated the page is on no list of reclaim yet
 * @param wp_copy  protect the page, so that the first write is reported
 * @returns 0, or
 *   -EFAULT  the file ends before this page: it was truncated since the caller looked
 *   -EEXIST  something is mapped there already: another thread was faster
 *
 * Context: dst_mm is locked for reading, dst_pmd has a table; a page of a file is locked. Does not sleep.
 * Source: mm/userfaultfd.c mfill_atomic_install_pte()
 */
export function install_pte(
  dst_mm: mm_struct,
  dst_pmd: pmd_t,
  dst_vma: vm_area_struct,
  dst_addr: user_addr,
  page: page,
  newly_allocated: boolean,
  wp_copy: boolean,
): number {
  const in_cache = page.mapping !== null;
  const pte = mk_fill_pte(dst_vma, page, wp_copy);
  const [ptep, ptl] = pte_offset_map_lock(dst_mm, dst_pmd, dst_addr);
  const error = refusal(dst_vma, dst_addr, ptep);
  if (error === 0) {
    if (in_cache) add_file_rmap(page, dst_vma);
    else page_add_new_anon_rmap(page, dst_vma, dst_addr, false);
    // Only now is a new page known as anonymous: asked before, it would be counted as a file's.
    inc_mm_counter(dst_mm, mm_counter(page));
    if (newly_allocated) lru_cache_add_inactive_or_unevictable(page, dst_vma);
    set_pte_at(dst_mm, dst_addr, ptep, pte);
    update_mmu_cache(dst_vma, dst_addr, ptep);
  }
  pte_unmap_unlock(ptep, ptl);
  return error;
}

/**
 * The truth table of story and lesson: which bits the pte of a filled page gets.
 *
 * @param page    as for the installer
 * @param wp_copy as for the installer
 *
 * Context: the page is locked if it is a file's. Changes nothing.
 * Source: mm/userfaultfd.c, the beginning of mfill_atomic_install_pte(). That it can be replaced by itself is ours.
 */
export function filled_pte(vma: vm_area_struct, page: page, wp_copy: boolean): pte_t {
  const in_cache = page.mapping !== null;
  // A private mapping may look at the file's page but not write to it: the first write must copy.
  const private_view = in_cache && !(vma.vm_flags & VM_SHARED);
  const writable = (vma.vm_flags & VM_WRITE) !== 0 && !private_view;
  const { dirty_always, wp_shmem } = kernel().release;

  let pte = mk_pte(page, vma.vm_page_prot);
  // A new anonymous page was just written, and nothing else remembers that.
  if (writable || !in_cache || dirty_always) pte = pte_mkdirty(pte);
  if (writable && !wp_copy) pte = pte_mkwrite(pte);
  if (wp_copy && (writable || wp_shmem)) pte = pte_mkuffd_wp(pte);
  return pte;
}

/** Why nothing may be mapped at this pte, as an errno; 0 if it may. Context: the pte's lock is held. */
function refusal(vma: vm_area_struct, addr: user_addr, ptep: pte_ptr): number {
  // Truncation lowers the size first and cuts the ptes next, under this lock: read here, the size
  // is either the new one, or our pte is there to be cut.
  if (beyond_eof(vma, addr)) return -EFAULT;
  const old = ptep_get(ptep);
  // A marker of later kernels is a note about a page that is not there.
  return pte_none(old) || pte_marker(old) !== 0 ? 0 : -EEXIST;
}

function beyond_eof(vma: vm_area_struct, addr: user_addr): boolean {
  // A private mapping of /dev/zero has a file without a size, and is anonymous memory all the same.
  const looks = vma_is_shmem(vma) || kernel().release.size_test_by_vm_file;
  return looks && beyond_vm_file(vma, addr);
}

/** Whether the vma has a file, and it ends before the page that belongs at `addr`. */
function beyond_vm_file(vma: vm_area_struct, addr: user_addr): boolean {
  if (vma.vm_file === null) return false;
  const max_off = DIV_ROUND_UP(i_size_read(file_inode(vma.vm_file)), PAGE_SIZE);
  return linear_page_index(vma, addr) >= max_off;
}

/**
 * Puts a copy of the page at `src_addr` into private memory at `dst_addr`.
 *
 * @param pagep a page that the caller has filled itself after an earlier -ENOENT, or null;
 *              null again afterwards, except with -ENOENT
 * @returns 0, or
 *   -ENOENT  the source is not there at the moment: the new page is in `pagep`, for the caller to fill
 *   -ENOMEM  no memory, or the control group refuses to pay
 *   -EFAULT, -EEXIST  as for the installer; the page is freed
 *
 * Context: dst_mm is locked for reading, the vma has an anon_vma. May sleep.
 * Source: mm/userfaultfd.c mcopy_atomic_pte()
 */
export function copy_pte(
  dst_mm: mm_struct,
  dst_pmd: pmd_t,
  dst_vma: vm_area_struct,
  dst_addr: user_addr,
  src_addr: user_addr,
  pagep: out<page | null>,
  wp_copy: boolean,
): number {
  let page = pagep.value;
  pagep.value = null;
  if (page === null) {
    page = alloc_page_vma(GFP_HIGHUSER_MOVABLE, dst_vma, dst_addr);
    if (page === null) return -ENOMEM;
    if (copy_atomically(page, src_addr) !== 0) {
      pagep.value = page;
      return -ENOENT;
    }
  }
  // Before anybody can find the page: its bytes must be seen no later than the flag.
  __SetPageUptodate(page);
  let error = mem_cgroup_charge(page, dst_mm, GFP_KERNEL);
  if (error === 0)
    error = mcopy_atomic_install_pte(dst_mm, dst_pmd, dst_vma, dst_addr, page, true, wp_copy);
  if (error !== 0) put_page(page);
  return error;
}

/** Copies a page of the program's memory without waiting for it; returns how many bytes are missing. */
export function copy_atomically(page: page, src_addr: user_addr): number {
  const kaddr = kmap_atomic(page);
  const missing = copy_from_user(kaddr, src_addr, PAGE_SIZE);
  kunmap_atomic(kaddr);
  return missing;
}

/**
 * Maps the shared page of zeros into private memory. It counts nowhere: no reference, no rss, no list.
 *
 * @returns 0, -EFAULT (beyond the end of the file) or -EEXIST (something is mapped there)
 *
 * Context: dst_mm is locked for reading. Does not sleep.
 * Source: mm/userfaultfd.c mfill_zeropage_pte()
 */
export function zeropage_pte(
  dst_mm: mm_struct,
  dst_pmd: pmd_t,
  dst_vma: vm_area_struct,
  dst_addr: user_addr,
): number {
  const pte = pte_mkspecial(pfn_pte(my_zero_pfn(dst_addr), dst_vma.vm_page_prot));
  const [ptep, ptl] = pte_offset_map_lock(dst_mm, dst_pmd, dst_addr);
  const error = zeropage_refusal(dst_vma, dst_addr, ptep);
  if (error === 0) {
    set_pte_at(dst_mm, dst_addr, ptep, pte);
    update_mmu_cache(dst_vma, dst_addr, ptep);
  }
  pte_unmap_unlock(ptep, ptl);
  return error;
}

/** As refusal(), but any vma with a file has an end, and a marker is in the way. */
function zeropage_refusal(vma: vm_area_struct, addr: user_addr, ptep: pte_ptr): number {
  if (beyond_vm_file(vma, addr)) return -EFAULT;
  return pte_none(ptep_get(ptep)) ? 0 : -EEXIST;
}

/**
 * Maps the page that the file already has at `dst_addr`.
 *
 * @returns 0, or
 *   -EFAULT  the file has no page there, or was truncated meanwhile
 *   -EINVAL  beyond the end of the file
 *   -EEXIST  something is mapped there already
 *   -ENOMEM, -EIO  the page is swapped out and cannot be brought back
 *
 * Context: dst_mm is locked for reading. May sleep.
 * Source: mm/userfaultfd.c mcontinue_atomic_pte()
 */
export function continue_pte(
  dst_mm: mm_struct,
  dst_pmd: pmd_t,
  dst_vma: vm_area_struct,
  dst_addr: user_addr,
  wp_copy: boolean,
): number {
  if (dst_vma.vm_file === null) return -EFAULT;
  const pagep: out<page | null> = { value: null };
  const index = linear_page_index(dst_vma, dst_addr);
  const sgp = kernel().release.continue_clears_fallocated ? SGP_NOALLOC : SGP_READ;
  let error = shmem_getpage(file_inode(dst_vma.vm_file), index, pagep, sgp);
  if (error !== 0) return error;
  const page = pagep.value;
  if (page === null) return -EFAULT;
  error = mcopy_atomic_install_pte(dst_mm, dst_pmd, dst_vma, dst_addr, page, false, wp_copy);
  unlock_page(page);
  if (error !== 0) put_page(page); // on success the reference is the pte's now
  return error;
}
