// Page tables: finding the pte of an address, and writing it under its lock.
// Source: include/linux/mm.h, mm/memory.c, arch/x86/include/asm/pgtable.h. The upper levels are one map.

import { pte_wild } from "../arch/x86/pgtable.ts";
import { PAGE_SHIFT, PAGE_SIZE } from "../include/linux/mm.ts";
import type { mm_struct, pmd_t, spinlock_t, vm_area_struct } from "../include/linux/mm_types.ts";
import type { pte_t, user_addr } from "../include/linux/types.ts";
import { EXPORT_SYMBOL } from "../kernel/export.ts";
import { should_fail } from "../kernel/fail_function.ts";
import { pte_ptr } from "../kernel/handles.ts";
import {
  _raw_spin_lock,
  _raw_spin_unlock,
  lockdep_assert_held,
  might_sleep,
  spin_lock_init,
} from "../kernel/locking.ts";
import { kernel, own } from "../kernel.ts";
import { BUG, BUG_ON } from "../lib/bug.ts";
import { ENOMEM } from "../lib/errno.ts";

const PTRS_PER_PTE = 512;
export const PMD_SIZE = PTRS_PER_PTE << PAGE_SHIFT;

/** Which of a table's ptes is that of `addr`. `&` sees it modulo 2^32, and of that nine bits are wanted. */
export const pte_index = (addr: user_addr): number => (addr & (PMD_SIZE - 1)) >> PAGE_SHIFT;

/** The piece of the page tables that `addr` lies in, or undefined if nothing was ever mapped near it. */
export function pmd_of(mm: mm_struct, addr: user_addr): pmd_t | undefined {
  return mm.pgd.get(Math.floor(addr / PMD_SIZE));
}

/**
 * The entry of the upper page tables for `addr`, made if need be. It may still have no table of ptes.
 *
 * @returns null if memory is used up
 *
 * Context: the mmap lock is held. May sleep.
 */
export const mm_alloc_pmd = EXPORT_SYMBOL(
  "mm_alloc_pmd",
  ["mm", "addr"],
  (mm: mm_struct, addr: user_addr): pmd_t | null => {
    might_sleep();
    if (should_fail("mm_alloc_pmd")) return null;
    const index = Math.floor(addr / PMD_SIZE);
    const there = mm.pgd.get(index);
    if (there !== undefined) return there;
    const made: pmd_t = own({
      mm,
      start: (index * PMD_SIZE) as user_addr,
      ptes: null,
      ptl: spin_lock_init("ptl"),
    });
    mm.pgd.set(index, made);
    return made;
  },
);

/** Whether the entry has no table of ptes. */
export const pmd_none = EXPORT_SYMBOL(
  "pmd_none",
  ["pmd"],
  (pmd: pmd_t): boolean => pmd.ptes === null,
);

/** Whether the entry maps one page of 2 MiB. Here none ever does. */
export const pmd_trans_huge = EXPORT_SYMBOL(
  "pmd_trans_huge",
  ["pmd"],
  (_pmd: pmd_t): boolean => false,
);

/**
 * Gives the entry a table of ptes, if it has none.
 *
 * @returns 0 or -ENOMEM
 *
 * Context: the mmap lock is held. May sleep.
 */
export const __pte_alloc = EXPORT_SYMBOL(
  "__pte_alloc",
  ["mm", "pmd"],
  (_mm: mm_struct, pmd: pmd_t): number => {
    might_sleep();
    if (should_fail("__pte_alloc")) return -ENOMEM;
    pmd.ptes ??= new Float64Array(PTRS_PER_PTE);
    return 0;
  },
);

/**
 * Finds the pte of `addr` and takes the lock that guards it.
 * Every way out of the caller must pass pte_unmap_unlock() once.
 *
 * Context: the mmap lock is held, and the entry has a table. Until the unlock nothing may sleep.
 */
export const pte_offset_map_lock = EXPORT_SYMBOL(
  "pte_offset_map_lock",
  ["mm", "pmd", "addr"],
  (_mm: mm_struct, pmd: pmd_t, addr: user_addr): [ptep: pte_ptr, ptl: spinlock_t] => {
    BUG_ON(pmd.ptes === null, "A pte is asked for where there is no table of ptes.");
    _raw_spin_lock(pmd.ptl);
    return [new pte_ptr(kernel(), pmd, pte_index(addr)), pmd.ptl];
  },
);

/** Gives the pte's lock back. */
export const pte_unmap_unlock = EXPORT_SYMBOL(
  "pte_unmap_unlock",
  ["ptep", "lock"],
  (_ptep: pte_ptr, ptl: spinlock_t): void => _raw_spin_unlock(ptl),
);

/** The pte's value now. Without its lock it may change right after. */
export const ptep_get = EXPORT_SYMBOL(
  "ptep_get",
  ["ptep"],
  (ptep: pte_ptr): pte_t => (pte_ptr.pmd(ptep).ptes?.[pte_ptr.slot(ptep)] ?? 0) as pte_t,
);

/**
 * Writes the pte.
 *
 * Context: its lock is held. What was there before is forgotten, so the caller has made sure that it was nothing.
 * Linux would write a number that leads to no page frame too, and die of it later, at a place that tells nobody why.
 */
export const set_pte_at = EXPORT_SYMBOL(
  "set_pte_at",
  ["mm", "addr", "ptep", "pte"],
  (_mm: mm_struct, _addr: user_addr, ptep: pte_ptr, pte: pte_t): void => {
    const pmd = pte_ptr.pmd(ptep);
    lockdep_assert_held(pmd.ptl, "A pte is written without holding its lock.");
    if (pte_wild(pte))
      BUG("BUG: Bad page map", "A pte leads to a page frame that there is not.", "bad-page-map");
    if (pmd.ptes !== null) pmd.ptes[pte_ptr.slot(ptep)] = pte;
  },
);

/** Tells the processor of a pte that was none before. x86 need not be told. Context: the pte's lock is held. */
export const update_mmu_cache = EXPORT_SYMBOL(
  "update_mmu_cache",
  ["vma", "addr", "ptep"],
  (_vma: vm_area_struct, _addr: user_addr, ptep: pte_ptr): void =>
    lockdep_assert_held(
      pte_ptr.pmd(ptep).ptl,
      "The processor is told of a pte whose lock is not held.",
    ),
);

/** The pte of `addr` as anybody may read it, without a lock; 0 where there is no table. */
export function pte_at(mm: mm_struct, addr: user_addr): pte_t {
  return (pmd_of(mm, addr)?.ptes?.[pte_index(addr)] ?? 0) as pte_t;
}

/** Every address from `start` up to and without `end` whose pte is not none, in order. */
export function* populated(
  mm: mm_struct,
  start: user_addr,
  end: user_addr,
): Generator<[addr: user_addr, pte: pte_t]> {
  // Only the pieces that exist are looked at: an address space is mostly empty.
  const pieces = [...mm.pgd.values()].filter(
    (pmd) => pmd.start + PMD_SIZE > start && pmd.start < end,
  );
  for (const pmd of pieces.sort((a, b) => a.start - b.start)) {
    const first = Math.max(0, (start - pmd.start) / PAGE_SIZE);
    const last = Math.min(PTRS_PER_PTE, (end - pmd.start) / PAGE_SIZE);
    for (let slot = Math.ceil(first); slot < last; slot++) {
      const pte = pmd.ptes?.[slot] ?? 0;
      if (pte !== 0) yield [(pmd.start + slot * PAGE_SIZE) as user_addr, pte as pte_t];
    }
  }
}
