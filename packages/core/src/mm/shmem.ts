// Finding the page of a tmpfs file, or making it: every read, write, fault and fill of a file passes here.
// Source: mm/shmem.c (shmem_getpage_gfp, shmem_fault), 5.14; single pages.

import {
  handle_userfault,
  userfaultfd_minor,
  userfaultfd_missing,
} from "../fs/userfaultfd_fault.ts";
import {
  BLOCKS_PER_PAGE,
  PAGE_SIZE,
  VM_FAULT_LOCKED,
  VM_FAULT_OOM,
  VM_FAULT_SIGBUS,
  VM_UFFD_MINOR,
  VM_UFFD_MISSING,
} from "../include/linux/mm.ts";
import type {
  inode,
  page,
  vm_fault,
  vm_fault_t,
  vm_operations_struct,
} from "../include/linux/mm_types.ts";
import {
  __SetPageLocked,
  __SetPageSwapBacked,
  ClearPageDirty,
  PageUptodate,
  PG_referenced,
  SetPageUptodate,
} from "../include/linux/page_flags.ts";
import type { out, pgoff_t } from "../include/linux/types.ts";
import { EXPORT_SYMBOL } from "../kernel/export.ts";
import {
  shmem_inode_acct_block,
  shmem_inode_unacct_blocks,
  shmem_recalc_inode,
} from "../kernel/livepatch.ts";
import { might_sleep, spin_lock_irq, spin_unlock_irq } from "../kernel/locking.ts";
import { kernel } from "../kernel.ts";
import { EEXIST, EFBIG, EINVAL, ENOMEM, ENOSPC } from "../lib/errno.ts";
import { xa_load } from "../lib/xarray.ts";
import { delete_from_page_cache, find_lock_page, MAX_LFS_INDEX, unlock_page } from "./filemap.ts";
import { filemap_map_pages } from "./filemap_fault.ts";
import { clear_highpage } from "./highmem.ts";
import { GFP_RECLAIM_MASK } from "./page_alloc.ts";
import { file_inode, i_size_read, mapping_gfp_mask, SHMEM_I } from "./pagemap.ts";
import { shmem_add_to_page_cache, shmem_alloc_page } from "./shmem_cache.ts";
import { shmem_swapin_page } from "./shmem_swap.ts";
import { lru_cache_add, mark_page_accessed, put_page } from "./swap.ts";

/** What a page is wanted for. The order counts: only up to SGP_CACHE does the file's size matter. */
export const SGP_READ = 0; // what is there; a hole stays a hole
export const SGP_NOALLOC = 1; // the same, but a page that fallocate reserved is zeroed first
export const SGP_CACHE = 2; // for a fault: a hole is filled with zeros
export const SGP_WRITE = 3; // to be written, past the end of the file too; a new page is not zeroed
export const SGP_FALLOC = 4; // to be reserved: the contents stay undefined

/** A request for a page, as it is passed down. */
interface lookup {
  readonly inode: inode;
  readonly index: pgoff_t;
  readonly sgp: number;
  /** The fault that asks, if one does: only then is userfaultfd asked. */
  readonly vmf: vm_fault | null;
}

/** What came of it: an errno, an event that was raised, a locked page with a reference, or nothing. */
interface found {
  readonly error?: number;
  readonly fault_type?: vm_fault_t;
  readonly page?: page;
}

/**
 * The page of the file at `index`, locked and with a reference for the caller.
 *
 * @param pagep gets the page; null where a hole, or a page that is only reserved, was asked for with SGP_READ
 * @param sgp   what it is wanted for
 * @returns 0, or
 *   -EINVAL  the index lies beyond the end of the file
 *   -EFBIG   no file can have that many pages
 *   -ENOSPC  a new page is needed, and memory or the mount has no block left
 *   -ENOMEM  there is no page, or nobody to charge it to; or a swapped page could not be brought back
 *
 * Context: may sleep.
 * Source: mm/shmem.c shmem_getpage()
 */
export const shmem_getpage = EXPORT_SYMBOL(
  "shmem_getpage",
  ["inode", "pgoff", "pagep", "int"],
  (inode: inode, index: pgoff_t, pagep: out<page | null>, sgp: number): number => {
    might_sleep();
    const { error = 0, page = null } = getpage({ inode, index, sgp, vmf: null });
    pagep.value = page;
    return error;
  },
);

/** Looks again where the first answer may already be out of date. Source: mm/shmem.c shmem_getpage_gfp(), its end */
function getpage(request: lookup): found {
  let once = true;
  for (;;) {
    const found = shmem_getpage_gfp(request);
    if (found.error === -ENOSPC && once) {
      // Pages that reclaim has dropped are paid for still: giving those back may be enough.
      once = false;
      recalc(request.inode);
    } else if (found.error !== -EEXIST) return found; // else: somebody else has put a page there meanwhile
  }
}

function recalc(inode: inode): void {
  const { lock } = SHMEM_I(inode);
  spin_lock_irq(lock);
  shmem_recalc_inode(inode);
  spin_unlock_irq(lock);
}

function shmem_getpage_gfp(request: lookup): found {
  const { inode, index, sgp, vmf } = request;
  if (index > MAX_LFS_INDEX) return { error: -EFBIG };
  if (beyond_eof(request)) return { error: -EINVAL };
  const entry = xa_load(inode.i_mapping.i_pages, index);

  // Whatever is there, swapped out or only reserved: it is the monitor who says when it may be seen.
  if (entry !== undefined && vmf !== null && userfaultfd_minor(vmf.vma))
    return { fault_type: handle_userfault(vmf, VM_UFFD_MINOR) };
  if (typeof entry === "number") return shmem_swapin_page(inode, index, entry, sgp === SGP_WRITE);
  const page = find_lock_page(inode.i_mapping, index);
  if (page !== null) return use_page(request, page);

  if (sgp <= SGP_NOALLOC) return {};
  if (vmf !== null && userfaultfd_missing(vmf.vma))
    return { fault_type: handle_userfault(vmf, VM_UFFD_MISSING) };
  return shmem_new_page(request);
}

/** Writing may extend the file; everything else ends where the file does. */
const beyond_eof = ({ inode, index, sgp }: lookup): boolean =>
  sgp <= SGP_CACHE && index * PAGE_SIZE >= i_size_read(inode);

function use_page({ sgp }: lookup, page: page): found {
  if (sgp === SGP_WRITE) mark_page_accessed(page);
  // Reserved a second time, a page is zeroed: only what is about to be written whole is left as it is.
  if (PageUptodate(page) || sgp === SGP_WRITE) return { page };
  if (sgp === SGP_READ) {
    unlock_page(page);
    put_page(page);
    return {};
  }
  zero(page);
  return { page };
}

function zero(page: page): void {
  clear_highpage(page);
  SetPageUptodate(page);
}

function shmem_new_page(request: lookup): found {
  const { inode, index, sgp } = request;
  const page = shmem_alloc_and_acct_page(inode, index);
  if (typeof page === "number") return { error: page };
  if (sgp === SGP_WRITE) page.flags |= PG_referenced;
  const { i_mapping } = inode;
  const gfp = (mapping_gfp_mask(i_mapping) & GFP_RECLAIM_MASK) as typeof i_mapping.gfp_mask;
  const error = shmem_add_to_page_cache(
    page,
    i_mapping,
    index,
    null,
    gfp,
    request.vmf?.vma.vm_mm ?? kernel().current.mm,
  );
  if (error !== 0) {
    shmem_inode_unacct_blocks(inode, 1);
    return give_up(page, error);
  }
  lru_cache_add(page);
  count_page(inode);
  if (sgp <= SGP_CACHE) zero(page);
  // The file may have been truncated since the size was looked at: nobody would ever free this page.
  if (!beyond_eof(request)) return { page };
  ClearPageDirty(page);
  delete_from_page_cache(page);
  recalc(inode);
  return give_up(page, -EINVAL);
}

/** A locked page that is paid for and not yet in the file; or -ENOSPC or -ENOMEM, and nothing is paid. */
function shmem_alloc_and_acct_page(inode: inode, index: pgoff_t): page | number {
  const info = SHMEM_I(inode);
  if (!shmem_inode_acct_block(inode, 1)) return -ENOSPC;
  const page = shmem_alloc_page(mapping_gfp_mask(inode.i_mapping), info, index);
  if (page === null) {
    shmem_inode_unacct_blocks(inode, 1);
    return -ENOMEM;
  }
  __SetPageLocked(page);
  __SetPageSwapBacked(page);
  return page;
}

/** The file now owns one page more, which has been paid for and is in its cache. */
export function count_page(inode: inode): void {
  const info = SHMEM_I(inode);
  spin_lock_irq(info.lock);
  info.alloced += 1;
  inode.i_blocks += BLOCKS_PER_PAGE;
  shmem_recalc_inode(inode);
  spin_unlock_irq(info.lock);
}

function give_up(page: page, error: number): found {
  unlock_page(page);
  put_page(page);
  return { error };
}

/**
 * Finds the page of the file for a fault, or reports the fault to userfaultfd.
 *
 * @returns VM_FAULT_LOCKED with vmf.page locked; VM_FAULT_RETRY after an event; VM_FAULT_SIGBUS beyond the end of
 *   the file or without a block; VM_FAULT_OOM without memory
 *
 * Context: the mmap lock is held for reading. May sleep.
 */
function shmem_fault(vmf: vm_fault): vm_fault_t {
  const { vm_file } = vmf.vma;
  if (vm_file === null) return VM_FAULT_SIGBUS;
  const inode = file_inode(vm_file);
  const { error, fault_type, page } = getpage({
    inode,
    index: vmf.pgoff,
    sgp: SGP_CACHE,
    vmf,
  });
  if (error !== undefined) return error === -ENOMEM ? VM_FAULT_OOM : VM_FAULT_SIGBUS;
  if (fault_type !== undefined) return fault_type;
  vmf.page = page ?? null;
  return VM_FAULT_LOCKED;
}

/** What a mapping of a tmpfs file does. Its name is how everybody else knows such a mapping. */
export const shmem_vm_ops: vm_operations_struct = {
  name: "shmem_vm_ops",
  fault: shmem_fault,
  map_pages: filemap_map_pages,
};
