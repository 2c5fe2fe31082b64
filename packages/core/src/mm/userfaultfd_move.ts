// UFFDIO_MOVE: a page leaves one place of private memory and appears at another, without being copied.
// Source: mm/userfaultfd.c (move_pages), 6.8 and later. Only pages that are there and not shared; no huge pages.

import {
  mk_pte,
  pte_mkdirty,
  pte_mkwrite,
  pte_none,
  pte_pfn,
  pte_present,
  pte_special,
} from "../arch/x86/pgtable.ts";
import { PAGE_SIZE, VM_LOCKED, VM_SHARED, VM_WRITE } from "../include/linux/mm.ts";
import type { mm_struct, pmd_t, vm_area_struct } from "../include/linux/mm_types.ts";
import type { out, pte_t, user_addr } from "../include/linux/types.ts";
import { UFFDIO_MOVE_MODE_ALLOW_SRC_HOLES } from "../include/uapi/linux/userfaultfd.ts";
import { mmap_read_lock, mmap_read_unlock } from "../kernel/locking.ts";
import { EAGAIN, EBUSY, EEXIST, EINVAL, ENOENT, ENOMEM } from "../lib/errno.ts";
import { pfn_to_page } from "./page_alloc.ts";
import { find_vma, linear_page_index, vma_is_anonymous } from "./pagemap.ts";
import { pte_at, pte_offset_map_lock, pte_unmap_unlock, ptep_get, set_pte_at } from "./pgtable.ts";
import { anon_vma_prepare } from "./rmap.ts";
import { alloc_pte_table } from "./userfaultfd_poison.ts";

/** A move within one address space. */
interface move {
  readonly mm: mm_struct;
  readonly dst_vma: vm_area_struct;
  readonly holes_allowed: boolean;
}

/**
 * Moves pages of a range, until done or until one cannot be moved.
 *
 * @param mode UFFDIO_MOVE_MODE_* bits
 * @returns bytes moved (holes that were skipped count) if there are any, or for the first page
 *   -EAGAIN  the address space is being changed
 *   -ENOENT  a range is not within one vma; or there is no page to move
 *   -EINVAL  the memory is not private and anonymous, or the target is not watched
 *   -EEXIST  something is mapped at the target already
 *   -EBUSY   the page cannot be moved: others hold it too, or it is swapped out
 *   -ENOMEM  no memory for page tables
 *
 * Context: no lock is held. Sleeps.
 * Source: mm/userfaultfd.c move_pages()
 */
export function move_pages(
  mm: mm_struct,
  dst: user_addr,
  src: user_addr,
  len: number,
  mmap_changing: out<boolean>,
  mode: number,
): number {
  mmap_read_lock(mm);
  const dst_vma = containing(mm, dst, len);
  const src_vma = containing(mm, src, len);
  const both = dst_vma !== null && src_vma !== null;
  let error = mmap_changing.value ? -EAGAIN : both ? check_areas(src_vma, dst_vma) : -ENOENT;
  let done = 0;
  while (error === 0 && dst_vma !== null && done < len) {
    const holes_allowed = (mode & UFFDIO_MOVE_MODE_ALLOW_SRC_HOLES) !== 0;
    const move: move = { mm, dst_vma, holes_allowed };
    error = move_page(move, (dst + done) as user_addr, (src + done) as user_addr);
    if (error === 0) done += PAGE_SIZE;
  }
  mmap_read_unlock(mm);
  return done > 0 ? done : error;
}

function containing(mm: mm_struct, start: user_addr, len: number): vm_area_struct | null {
  const vma = find_vma(mm, start);
  return vma !== null && start >= vma.vm_start && start + len <= vma.vm_end ? vma : null;
}

function check_areas(src: vm_area_struct, dst: vm_area_struct): number {
  const movable = (vma: vm_area_struct): boolean =>
    vma_is_anonymous(vma) && !(vma.vm_flags & VM_SHARED);
  const alike = VM_WRITE | VM_LOCKED;
  if (!movable(src) || !movable(dst) || (src.vm_flags & alike) !== (dst.vm_flags & alike))
    return -EINVAL;
  if (dst.vm_userfaultfd_ctx.ctx === null || !(dst.vm_flags & VM_WRITE)) return -EINVAL;
  return anon_vma_prepare(dst) !== 0 ? -ENOMEM : 0;
}

function move_page(m: move, dst: user_addr, src: user_addr): number {
  const dst_pmd = alloc_pte_table(m.mm, dst);
  const src_pmd = alloc_pte_table(m.mm, src);
  if (dst_pmd === null || src_pmd === null) return -ENOMEM;
  const pte = pte_at(m.mm, src);
  const error = refusal(m, pte, pte_at(m.mm, dst));
  if (error !== 0 || pte_none(pte)) return error;

  // Taken out first and put in second: for a moment the page is mapped nowhere, and its reference is ours.
  store(m.mm, src_pmd, src, 0 as pte_t);
  store(m.mm, dst_pmd, dst, moved_pte(m.dst_vma, dst, pte));
  return 0;
}

function refusal(m: move, src: pte_t, dst: pte_t): number {
  if (!pte_none(dst)) return -EEXIST;
  if (pte_none(src)) return m.holes_allowed ? 0 : -ENOENT;
  if (!pte_present(src)) return -EBUSY;
  const shared = !pte_special(src) && pfn_to_page(pte_pfn(src))._refcount > 1;
  return shared ? -EBUSY : 0;
}

/** The pte for the new place; reverse mapping will look for the page there. */
function moved_pte(vma: vm_area_struct, addr: user_addr, old: pte_t): pte_t {
  if (pte_special(old)) return old;
  const page = pfn_to_page(pte_pfn(old));
  page.mapping = vma.anon_vma;
  page.index = linear_page_index(vma, addr);
  return pte_mkdirty(pte_mkwrite(mk_pte(page, vma.vm_page_prot)));
}

function store(mm: mm_struct, pmd: pmd_t, addr: user_addr, pte: pte_t): void {
  const [ptep, ptl] = pte_offset_map_lock(mm, pmd, addr);
  if (ptep_get(ptep) !== pte) set_pte_at(mm, addr, ptep, pte);
  pte_unmap_unlock(ptep, ptl);
}
