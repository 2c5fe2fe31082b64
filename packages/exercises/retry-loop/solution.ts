// Fills a range page by page. This is an answer, not the answer: see variants/ for others.
// Source: what Linux 5.14 does in mm/userfaultfd.c, told again in the words of this kit.

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
  type vm_area_struct,
  vma_is_anonymous,
  vma_is_shmem,
  WARN_ON_ONCE,
} from "@faultline/core";

/** How a round ends whose source has to be copied without locks. No errno is positive. */
const COPY_AND_RETRY = 1;

/** What was asked for, and how far it has come. */
interface fill {
  readonly dst_mm: mm_struct;
  readonly dst_start: user_addr;
  readonly src_start: user_addr;
  readonly len: number;
  readonly mcopy_mode: mcopy_atomic_mode;
  readonly mmap_changing: out<boolean>;
  readonly wp_copy: boolean;
  /** Bytes that are filled for good. */
  copied: number;
  /** A page that waits for its contents, or that has them and waits to be mapped. */
  readonly pagep: out<page | null>;
}

export function __mcopy_atomic(
  dst_mm: mm_struct,
  dst_start: user_addr,
  src_start: user_addr,
  len: number,
  mcopy_mode: mcopy_atomic_mode,
  mmap_changing: out<boolean>,
  mode: number,
): number {
  BUG_ON(!PAGE_ALIGNED(dst_start) || !PAGE_ALIGNED(len) || len <= 0);
  const wp_copy = (mode & UFFDIO_COPY_MODE_WP) !== 0;
  const asked = { dst_mm, dst_start, src_start, len, mcopy_mode, mmap_changing, wp_copy };
  const f: fill = { ...asked, copied: 0, pagep: { value: null } };

  let error = fill_under_lock(f);
  while (error === COPY_AND_RETRY) {
    error = copy_without_lock(f);
    if (error === 0) error = fill_under_lock(f);
  }

  // Every way out passes here, so it is here that a page is let go of which no fill has taken.
  if (f.pagep.value !== null) put_page(f.pagep.value);
  return f.copied > 0 ? f.copied : error;
}

/** One round. Whatever an earlier round has seen may have changed, so it looks at everything itself. */
function fill_under_lock(f: fill): number {
  mmap_read_lock(f.dst_mm);
  const error = look_and_fill(f);
  mmap_read_unlock(f.dst_mm);
  return error;
}

function look_and_fill(f: fill): number {
  // Before all else: what there is to see now is about to change, and the monitor has not heard of it.
  if (f.mmap_changing.value) return -EAGAIN;
  const dst_vma = find_dst_vma(f.dst_mm, f.dst_start, f.len);
  if (dst_vma === null) return -ENOENT;
  if (!fits(dst_vma, f)) return -EINVAL;
  const shared = (dst_vma.vm_flags & VM_SHARED) !== 0;
  if (!shared && anon_vma_prepare(dst_vma) !== 0) return -ENOMEM;

  while (f.copied < f.len) {
    const error = fill_page(f, dst_vma);
    if (error === -ENOENT) return COPY_AND_RETRY;
    if (error !== 0) return error;
    f.copied += PAGE_SIZE;
    if (fatal_signal_pending(current)) return -EINTR;
  }
  return 0;
}

/** Whether memory of this kind can be filled as asked. */
function fits(vma: vm_area_struct, f: fill): boolean {
  const anonymous = vma_is_anonymous(vma);
  if (WARN_ON_ONCE(anonymous && (vma.vm_flags & VM_SHARED) !== 0)) return false;
  if (f.wp_copy && !(vma.vm_flags & VM_UFFD_WP)) return false;
  if (f.mcopy_mode === MCOPY_ATOMIC_CONTINUE) return vma_is_shmem(vma);
  return anonymous || vma_is_shmem(vma);
}

/** Fills the next page. */
function fill_page(f: fill, dst_vma: vm_area_struct): number {
  const { dst_mm, pagep, mcopy_mode, wp_copy } = f;
  const dst_addr = (f.dst_start + f.copied) as user_addr;
  const src_addr = (f.src_start + f.copied) as user_addr;
  // Every two megabytes have a table of their own.
  const pmd = mm_alloc_pmd(dst_mm, dst_addr);
  if (pmd === null) return -ENOMEM;
  if (pmd_trans_huge(pmd)) return -EEXIST;
  if (pmd_none(pmd) && __pte_alloc(dst_mm, pmd) !== 0) return -ENOMEM;

  const error = mfill_atomic_pte(
    dst_mm,
    pmd,
    dst_vma,
    dst_addr,
    src_addr,
    pagep,
    mcopy_mode,
    wp_copy,
  );
  cond_resched();
  // One answer hands a page out, and no other does.
  BUG_ON((error === -ENOENT) !== (pagep.value !== null));
  return error;
}

/** Copies the next page of the source into the page in hand. The source may be faulted in, as nothing is held. */
function copy_without_lock(f: fill): number {
  const page = f.pagep.value;
  if (page === null) return -EFAULT;
  const kaddr = kmap(page);
  const missing = copy_from_user(kaddr, (f.src_start + f.copied) as user_addr, PAGE_SIZE);
  kunmap(page);
  return missing === 0 ? 0 : -EFAULT;
}
