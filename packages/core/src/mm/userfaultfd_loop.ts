// Filling a range page by page; where the source of a copy is not there, the locks are dropped and retaken.
// Source: mm/userfaultfd.c, 5.14: __mcopy_atomic() and its callers.

import { PAGE_ALIGNED, PAGE_SIZE, VM_SHARED, VM_UFFD_WP } from "../include/linux/mm.ts";
import type { mm_struct, page, pmd_t, vm_area_struct } from "../include/linux/mm_types.ts";
import type { out, user_addr } from "../include/linux/types.ts";
import {
  MCOPY_ATOMIC_CONTINUE,
  MCOPY_ATOMIC_NORMAL,
  MCOPY_ATOMIC_ZEROPAGE,
  type mcopy_atomic_mode,
  UFFDIO_COPY_MODE_WP,
} from "../include/linux/userfaultfd_k.ts";
import { EXPORT_SYMBOL } from "../kernel/export.ts";
import {
  __mcopy_atomic,
  mcontinue_atomic_pte,
  mcopy_atomic_pte,
  mfill_zeropage_pte,
  shmem_mcopy_atomic_pte,
} from "../kernel/livepatch.ts";
import { mmap_read_lock, mmap_read_unlock } from "../kernel/locking.ts";
import { cond_resched, current, fatal_signal_pending } from "../kernel/sched.ts";
import { copy_from_user } from "../kernel/uaccess.ts";
import { kernel } from "../kernel.ts";
import { BUG_ON, VM_WARN_ON_ONCE, WARN_ON_ONCE } from "../lib/bug.ts";
import { EAGAIN, EEXIST, EFAULT, EINTR, EINVAL, ENOENT, ENOMEM } from "../lib/errno.ts";
import { kmap, kunmap } from "./highmem.ts";
import { find_vma, vma_is_anonymous, vma_is_shmem } from "./pagemap.ts";
import { __pte_alloc, mm_alloc_pmd, pmd_none, pmd_trans_huge } from "./pgtable.ts";
import { anon_vma_prepare } from "./rmap.ts";
import { fill_pte_wp } from "./shmem_fill.ts";
import { put_page } from "./swap.ts";

/**
 * The vma to fill: it must contain the whole range, and a userfaultfd must watch it.
 *
 * @returns null if there is none such
 *
 * Context: the mmap lock is held.
 */
export const find_dst_vma = EXPORT_SYMBOL(
  "find_dst_vma",
  ["mm", "addr", "int"],
  (mm: mm_struct, start: user_addr, len: number): vm_area_struct | null => {
    const vma = find_vma(mm, start);
    if (vma === null || start < vma.vm_start || start + len > vma.vm_end) return null;
    return vma.vm_userfaultfd_ctx.ctx === null ? null : vma;
  },
);

/**
 * Fills one page by the function that fits the memory: private or shared, and what is asked for.
 *
 * Context: dst_mm is locked for reading.
 */
export const mfill_atomic_pte = EXPORT_SYMBOL(
  "mfill_atomic_pte",
  ["mm", "pmd", "vma", "addr", "addr", "pagep", "int", "bool"],
  (
    mm: mm_struct,
    pmd: pmd_t,
    vma: vm_area_struct,
    addr: user_addr,
    src_addr: user_addr,
    pagep: out<page | null>,
    mode: mcopy_atomic_mode,
    wp_copy: boolean,
  ): number => {
    if (mode === MCOPY_ATOMIC_CONTINUE) return mcontinue_atomic_pte(mm, pmd, vma, addr, wp_copy);
    const zeropage = mode !== MCOPY_ATOMIC_NORMAL;
    if (vma.vm_flags & VM_SHARED) {
      if (wp_copy && kernel().release.wp_shmem) {
        return fill_pte_wp({ mm, pmd, vma, addr }, zeropage ? null : src_addr, pagep, true);
      }
      VM_WARN_ON_ONCE(
        wp_copy,
        "Write protection is asked for on tmpfs, which this kernel cannot do.",
      );
      return shmem_mcopy_atomic_pte(mm, pmd, vma, addr, src_addr, zeropage, pagep);
    }
    if (zeropage) return mfill_zeropage_pte(mm, pmd, vma, addr);
    return mcopy_atomic_pte(mm, pmd, vma, addr, src_addr, pagep, wp_copy);
  },
);

/** A fill on its way: what was asked for, and how far it has come. */
interface fill {
  readonly mm: mm_struct;
  readonly dst_start: user_addr;
  readonly src_start: user_addr;
  readonly len: number;
  readonly mcopy_mode: mcopy_atomic_mode;
  readonly wp_copy: boolean;
  readonly mmap_changing: out<boolean>;
  /** Bytes done. */
  copied: number;
  /** A page whose source was not there when it was to be copied under the lock. */
  readonly pagep: out<page | null>;
  /** Whether the last attempt ended with such a page. */
  again: boolean;
}

/**
 * Fills `len` bytes of memory from `dst_start` on, until done or until a page cannot be filled.
 *
 * @param src_start     where to copy from; ignored unless `mcopy_mode` is MCOPY_ATOMIC_NORMAL
 * @param mmap_changing true while another thread changes the address space and has not told the monitor yet
 * @param mode          UFFDIO_COPY_MODE_* bits
 * @returns bytes filled if there are any, or for the first page
 *   -EAGAIN  the address space is being changed
 *   -ENOENT  no vma contains the whole range and is watched
 *   -EINVAL  the memory is not of a kind that can be filled in this way
 *   -EFAULT  the source cannot be read at all; or what the page's own fill says
 *   -ENOMEM, -EEXIST, -EINTR and what else the fill of a page returns
 *
 * Context: no lock is held. Sleeps.
 * Source: mm/userfaultfd.c __mcopy_atomic()
 */
export function fill_range(
  dst_mm: mm_struct,
  dst_start: user_addr,
  src_start: user_addr,
  len: number,
  mcopy_mode: mcopy_atomic_mode,
  mmap_changing: out<boolean>,
  mode: number,
): number {
  BUG_ON(
    !PAGE_ALIGNED(dst_start) || !PAGE_ALIGNED(len),
    "A fill does not begin or end at a page's border.",
  );
  BUG_ON(len <= 0, "A fill of nothing, or of a range that wraps around.");
  const wp_copy = (mode & UFFDIO_COPY_MODE_WP) !== 0;
  const pagep: out<page | null> = { value: null };
  const fill: fill = {
    mm: dst_mm,
    dst_start,
    src_start,
    len,
    mcopy_mode,
    wp_copy,
    mmap_changing,
    copied: 0,
    pagep,
    again: false,
  };

  let error = fill_locked(fill);
  while (fill.again) {
    error = copy_unlocked(fill);
    if (error !== 0) break;
    error = fill_locked(fill); // everything may have changed meanwhile, so everything is asked again
  }
  if (pagep.value !== null) put_page(pagep.value);
  BUG_ON(error > 0, "A fill returned a positive number, which is neither success nor an error.");
  BUG_ON(fill.copied === 0 && error === 0, "A fill did nothing and calls it success.");
  return fill.copied > 0 ? fill.copied : error;
}

/** Fills pages under the mmap lock, until done, failed, or a page must be copied without it. */
function fill_locked(f: fill): number {
  mmap_read_lock(f.mm);
  if (kernel().release.anon_vma_before_range) prepare_first_vma(f);
  const vma = find_dst_vma(f.mm, f.dst_start, f.len);
  let error = f.mmap_changing.value ? -EAGAIN : vma === null ? -ENOENT : unsuitable(vma, f);
  f.again = false;
  while (error === 0 && vma !== null && f.copied < f.len) {
    error = fill_page(f, vma);
    if (error !== 0) break;
    f.copied += PAGE_SIZE;
    if (fatal_signal_pending(current)) error = -EINTR;
  }
  mmap_read_unlock(f.mm);
  return error;
}

/** Later kernels prepare private memory as they lock its vma, and only then ask whether the range fits it. */
function prepare_first_vma(f: fill): void {
  const vma = find_vma(f.mm, f.dst_start);
  if (vma !== null && vma.vm_start <= f.dst_start && !(vma.vm_flags & VM_SHARED))
    anon_vma_prepare(vma);
}

/** Why memory of this kind cannot be filled as asked, as an errno; 0 if it can. */
function unsuitable(vma: vm_area_struct, f: fill): number {
  const anonymous = vma_is_anonymous(vma);
  const shared = (vma.vm_flags & VM_SHARED) !== 0;
  if (WARN_ON_ONCE(anonymous && shared, "Anonymous memory is shared without a file."))
    return -EINVAL;
  if (f.wp_copy && !(vma.vm_flags & VM_UFFD_WP)) return -EINVAL;
  if (!anonymous && !vma_is_shmem(vma)) return -EINVAL;
  if (f.mcopy_mode === MCOPY_ATOMIC_CONTINUE && !vma_is_shmem(vma)) return -EINVAL;
  return !shared && anon_vma_prepare(vma) !== 0 ? -ENOMEM : 0;
}

/** Fills the next page. Only a fill may say -ENOENT, and with it, and only then, it hands a page back. */
function fill_page(f: fill, vma: vm_area_struct): number {
  const dst_addr = (f.dst_start + f.copied) as user_addr;
  const src_addr = (f.src_start + f.copied) as user_addr;
  const pmd = mm_alloc_pmd(f.mm, dst_addr);
  if (pmd === null) return -ENOMEM;
  if (pmd_trans_huge(pmd)) return -EEXIST;
  if (pmd_none(pmd) && __pte_alloc(f.mm, pmd) !== 0) return -ENOMEM;
  const { mm, pagep, mcopy_mode, wp_copy } = f;
  const error = mfill_atomic_pte(mm, pmd, vma, dst_addr, src_addr, pagep, mcopy_mode, wp_copy);
  cond_resched();
  f.again = error === -ENOENT;
  BUG_ON(f.again && pagep.value === null, "A fill returned -ENOENT and handed no page back.");
  BUG_ON(!f.again && pagep.value !== null, "A fill left a page behind without saying -ENOENT.");
  return error;
}

/** Copies one page with no lock held, so that the source may be faulted in. */
function copy_unlocked(f: fill): number {
  const page = f.pagep.value;
  if (page === null) return -EFAULT;
  const kaddr = kmap(page);
  const missing = copy_from_user(kaddr, (f.src_start + f.copied) as user_addr, PAGE_SIZE);
  kunmap(page);
  return missing === 0 ? 0 : -EFAULT;
}

/** UFFDIO_COPY. Returns bytes or a negative errno, as __mcopy_atomic() does. */
export function mcopy_atomic(
  dst_mm: mm_struct,
  dst_start: user_addr,
  src_start: user_addr,
  len: number,
  mmap_changing: out<boolean>,
  mode: number,
): number {
  return __mcopy_atomic(
    dst_mm,
    dst_start,
    src_start,
    len,
    MCOPY_ATOMIC_NORMAL,
    mmap_changing,
    mode,
  );
}

/** UFFDIO_ZEROPAGE. */
export function mfill_zeropage(
  dst_mm: mm_struct,
  start: user_addr,
  len: number,
  mmap_changing: out<boolean>,
): number {
  return __mcopy_atomic(
    dst_mm,
    start,
    0 as user_addr,
    len,
    MCOPY_ATOMIC_ZEROPAGE,
    mmap_changing,
    0,
  );
}

/** UFFDIO_CONTINUE. */
export function mcopy_continue(
  dst_mm: mm_struct,
  start: user_addr,
  len: number,
  mmap_changing: out<boolean>,
  mode: number,
): number {
  return __mcopy_atomic(
    dst_mm,
    start,
    0 as user_addr,
    len,
    MCOPY_ATOMIC_CONTINUE,
    mmap_changing,
    mode,
  );
}
