// Pages of tmpfs files: how one is made, and how it enters the page cache.
// Source: mm/shmem.c, 5.14; single pages.

import type {
  address_space,
  mm_struct,
  page,
  shmem_inode_info,
  vm_area_struct,
} from "../include/linux/mm_types.ts";
import { PG_locked, PG_swapbacked } from "../include/linux/page_flags.ts";
import type { gfp_t, pgoff_t, swp_entry_t, user_addr } from "../include/linux/types.ts";
import { EXPORT_SYMBOL } from "../kernel/export.ts";
import { should_fail } from "../kernel/fail_function.ts";
import { might_sleep } from "../kernel/locking.ts";
import { kernel } from "../kernel.ts";
import { VM_BUG_ON_PAGE } from "../lib/bug.ts";
import { EEXIST, ENOMEM } from "../lib/errno.ts";
import { xa_load, xa_store } from "../lib/xarray.ts";
import { mem_cgroup_charge } from "./memcontrol.ts";
import { alloc_page } from "./page_alloc.ts";

/**
 * A new page for a tmpfs file: one reference, no flags, contents undefined; not yet paid for, charged or in the file.
 *
 * @returns null if memory is used up
 *
 * Context: may sleep.
 */
export const shmem_alloc_page = EXPORT_SYMBOL(
  "shmem_alloc_page",
  ["int", "info", "pgoff"],
  (gfp: gfp_t, _info: shmem_inode_info, _index: pgoff_t): page | null => {
    might_sleep();
    return should_fail("shmem_alloc_page") ? null : alloc_page(gfp);
  },
);

/**
 * A new page for private memory at `addr`, in the same state as shmem_alloc_page()'s.
 *
 * @returns null if memory is used up
 *
 * Context: may sleep.
 */
export const alloc_page_vma = EXPORT_SYMBOL(
  "alloc_page_vma",
  ["int", "vma", "addr"],
  (gfp: gfp_t, _vma: vm_area_struct, _addr: user_addr): page | null => {
    might_sleep();
    return should_fail("alloc_page_vma") ? null : alloc_page(gfp);
  },
);

/**
 * Puts a locked page into the file at `index`, where `expected` must be: nothing, or the swap entry it comes from.
 * The cache takes a reference of its own; the page is charged to the memory control group.
 *
 * @returns 0, or with the page as it was but for its charge
 *   -EEXIST  something else is there: a page, or a page that is swapped out
 *   -ENOMEM  the charge failed, or there is no memory for the cache itself
 *
 * Context: the page is locked and swap-backed. May sleep.
 */
export const shmem_add_to_page_cache = EXPORT_SYMBOL(
  "shmem_add_to_page_cache",
  ["page", "mapping", "pgoff", "any", "int", "any"],
  (
    page: page,
    mapping: address_space,
    index: pgoff_t,
    expected: swp_entry_t | null,
    gfp: gfp_t,
    charge_mm: mm_struct | null,
  ): number => {
    VM_BUG_ON_PAGE(
      !(page.flags & PG_locked),
      page,
      "A page is put into a file without being locked.",
      "page-lock",
    );
    VM_BUG_ON_PAGE(
      !(page.flags & PG_swapbacked),
      page,
      "A page is put into a tmpfs file without being marked as swap-backed.",
      "not-swapbacked",
    );
    page._refcount += 1;
    page.mapping = mapping;
    page.index = index;
    const error = mem_cgroup_charge(page, charge_mm, gfp) || insert(page, mapping, index, expected);
    if (error !== 0) {
      page.mapping = null;
      page._refcount -= 1;
    }
    return error;
  },
);

function insert(
  page: page,
  mapping: address_space,
  index: pgoff_t,
  expected: swp_entry_t | null,
): number {
  if ((xa_load(mapping.i_pages, index) ?? null) !== expected) return -EEXIST;
  if (should_fail("shmem_add_to_page_cache")) return -ENOMEM;
  xa_store(mapping.i_pages, index, page);
  mapping.nrpages += 1;
  const { vmstat } = kernel();
  vmstat.NR_FILE_PAGES += 1;
  vmstat.NR_SHMEM += 1;
  return 0;
}
