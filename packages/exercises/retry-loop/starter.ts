// Your file. Fill the holes; each TODO() throws until you have replaced it.

import {
  __pte_alloc,
  anon_vma_prepare,
  BUG_ON,
  cond_resched,
  copy_from_user,
  current,
  EAGAIN,
  EEXIST,
  EFAULT,
  EINTR,
  EINVAL,
  ENOENT,
  ENOMEM,
  fatal_signal_pending,
  find_dst_vma,
  kmap,
  kunmap,
  MCOPY_ATOMIC_CONTINUE,
  type mcopy_atomic_mode,
  mfill_atomic_pte,
  mm_alloc_pmd,
  type mm_struct,
  mmap_read_lock,
  mmap_read_unlock,
  type out,
  PAGE_ALIGNED,
  PAGE_SIZE,
  type page,
  pmd_none,
  pmd_trans_huge,
  put_page,
  UFFDIO_COPY_MODE_WP,
  type user_addr,
  VM_SHARED,
  VM_UFFD_WP,
  vma_is_anonymous,
  vma_is_shmem,
} from "@faultline/core";

function TODO(what: string): never {
  throw new Error(`Still to be written: ${what}`);
}

/**
 * Fills `len` bytes of memory from `dst_start` on, page by page, until done or until a page cannot be filled.
 *
 * @param dst_start     byte address of the first page, at the start of a page
 * @param src_start     byte address to copy from, anywhere in a page; means nothing unless `mcopy_mode` is
 *                      MCOPY_ATOMIC_NORMAL
 * @param len           in bytes: whole pages, at least one
 * @param mcopy_mode    which kind of fill: MCOPY_ATOMIC_NORMAL, _ZEROPAGE or _CONTINUE
 * @param mmap_changing `mmap_changing.value` is true while another thread changes the address space and the monitor has
 *                      not heard of it. It may become true at any moment at which the address space is not locked
 * @param mode          bits: UFFDIO_COPY_MODE_WP asks for protected pages; _DONTWAKE is your caller's affair
 * @returns bytes filled (a number above 0) if at least one page is filled, whatever came after that; else, with no page
 *   filled and none lost,
 *   -EAGAIN  the address space is being changed. This is asked before all that follows, as it is about to be different
 *   -ENOENT  there is no vma that contains the whole range and is watched by a userfaultfd
 *   -EINVAL  the vma is neither anonymous memory nor tmpfs; or it is anonymous, and CONTINUE needs a file; or protected
 *            pages are asked for and the vma is not watched for that (VM_UFFD_WP). What else it is watched for is no
 *            matter: any kind of fill may go to any watched vma
 *   -ENOMEM  no memory for what reverse mapping needs, or for page tables
 *   -EEXIST  a page of two megabytes is mapped there; or the fill of the page says so
 *   -EFAULT  the source cannot be read, even by waiting for it; or the fill of the page says so
 *   -EINTR   the task is to die. Asked at least between pages
 *   and what else mfill_atomic_pte() returns
 *
 * mfill_atomic_pte(mm, pmd, vma, dst_addr, src_addr, pagep, mcopy_mode, wp_copy) fills one page by whichever function
 * fits. It needs a table of ptes under `pmd`, and in a private vma an anon_vma. If it returns -ENOENT, and only then, it
 * leaves a page in `pagep.value`, which is yours then: the source was not in memory, and could not be waited for.
 * Called again with that page, full, it takes the page from you.
 *
 * Context: no lock is held, neither before nor after. Everything that is looked up in dst_mm is valid for as long as
 * dst_mm is locked for reading and no longer. A page of the source must not be faulted in while it is. Sleeps.
 */
export function __mcopy_atomic(
  dst_mm: mm_struct,
  dst_start: user_addr,
  src_start: user_addr,
  len: number,
  mcopy_mode: mcopy_atomic_mode,
  mmap_changing: out<boolean>,
  mode: number,
): number {
  const pagep: out<page | null> = { value: null };
  TODO("lock the address space; find the vma; refuse what cannot be filled");
  TODO("fill page after page: its table of ptes, the page itself, and how far you are");
  TODO("if the source was not in memory: let go, copy the page yourself, and start over");
  TODO("let go of everything, on every way out; say how far you came, or why you did not");
}
