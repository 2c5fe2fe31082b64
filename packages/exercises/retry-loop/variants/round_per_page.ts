// Takes the lock for each page anew, and looks at everything anew: slower, and a change is noticed sooner.

import {
  __pte_alloc,
  anon_vma_prepare,
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
} from "@faultline/core";

export function __mcopy_atomic(
  dst_mm: mm_struct,
  dst_start: user_addr,
  src_start: user_addr,
  len: number,
  mcopy_mode: mcopy_atomic_mode,
  mmap_changing: out<boolean>,
  mode: number,
): number {
  const wp_copy = Boolean(mode & UFFDIO_COPY_MODE_WP);
  const pagep: out<page | null> = { value: null };

  const refusal = (vma: vm_area_struct): number => {
    if (wp_copy && !(vma.vm_flags & VM_UFFD_WP)) return -EINVAL;
    if (mcopy_mode === MCOPY_ATOMIC_CONTINUE && !vma_is_shmem(vma)) return -EINVAL;
    if (!vma_is_anonymous(vma) && !vma_is_shmem(vma)) return -EINVAL;
    if (!(vma.vm_flags & VM_SHARED)) return anon_vma_prepare(vma);
    return 0;
  };

  /** One page, from its lock to its unlock. Says whether the page has to be copied by hand and tried again. */
  const attempt = (done: number): { error: number; again: boolean } => {
    mmap_read_lock(dst_mm);
    try {
      if (mmap_changing.value) return { error: -EAGAIN, again: false };
      const vma = find_dst_vma(dst_mm, dst_start, len);
      if (vma === null) return { error: -ENOENT, again: false };
      const refused = refusal(vma);
      if (refused !== 0) return { error: refused, again: false };
      const dst = (dst_start + done) as user_addr;
      const pmd = mm_alloc_pmd(dst_mm, dst);
      if (pmd !== null && pmd_trans_huge(pmd)) return { error: -EEXIST, again: false };
      if (pmd === null || (pmd_none(pmd) && __pte_alloc(dst_mm, pmd) !== 0))
        return { error: -ENOMEM, again: false };
      const src = (src_start + done) as user_addr;
      const error = mfill_atomic_pte(dst_mm, pmd, vma, dst, src, pagep, mcopy_mode, wp_copy);
      return { error, again: error === -ENOENT };
    } finally {
      mmap_read_unlock(dst_mm);
    }
  };

  const wait = (page: page, done: number): number => {
    const kaddr = kmap(page);
    const missing = copy_from_user(kaddr, (src_start + done) as user_addr, PAGE_SIZE);
    kunmap(page);
    return missing > 0 ? -EFAULT : 0;
  };

  let done = 0;
  let error = 0;
  while (done < len && error === 0) {
    let { error: result, again } = attempt(done);
    if (again && pagep.value !== null) {
      result = wait(pagep.value, done);
      if (result === 0) ({ error: result, again } = attempt(done));
    }
    error = result;
    if (error === 0) done += PAGE_SIZE;
    if (error === 0 && fatal_signal_pending(current)) error = -EINTR;
  }
  if (pagep.value !== null) put_page(pagep.value);
  return done === 0 ? error : done;
}
