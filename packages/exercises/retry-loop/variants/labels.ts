// The loop as C would write it: one function, with labels in the place of goto.

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
  PAGE_MASK,
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

export function __mcopy_atomic(
  dst_mm: mm_struct,
  dst_start: user_addr,
  src_start: user_addr,
  len: number,
  mcopy_mode: mcopy_atomic_mode,
  mmap_changing: out<boolean>,
  mode: number,
): number {
  BUG_ON(dst_start & ~PAGE_MASK);
  BUG_ON(len & ~PAGE_MASK);
  BUG_ON(src_start + len <= src_start);
  BUG_ON(dst_start + len <= dst_start);

  let src_addr: number = src_start;
  let dst_addr: number = dst_start;
  let copied = 0;
  let err = 0;
  const pagep: out<page | null> = { value: null };
  const wp_copy = (mode & UFFDIO_COPY_MODE_WP) > 0;

  out_put: {
    out_unlock: {
      retry: for (;;) {
        mmap_read_lock(dst_mm);
        err = -EAGAIN;
        if (mmap_changing.value) break out_unlock;
        err = -ENOENT;
        const dst_vma = find_dst_vma(dst_mm, dst_start, len);
        if (!dst_vma) break out_unlock;
        err = -EINVAL;
        if (vma_is_anonymous(dst_vma) && dst_vma.vm_flags & VM_SHARED) break out_unlock;
        if (wp_copy && !(dst_vma.vm_flags & VM_UFFD_WP)) break out_unlock;
        if (!vma_is_anonymous(dst_vma) && !vma_is_shmem(dst_vma)) break out_unlock;
        if (!vma_is_shmem(dst_vma) && mcopy_mode === MCOPY_ATOMIC_CONTINUE) break out_unlock;
        err = -ENOMEM;
        if (!(dst_vma.vm_flags & VM_SHARED) && anon_vma_prepare(dst_vma)) break out_unlock;

        while (src_addr < src_start + len) {
          BUG_ON(dst_addr >= dst_start + len);
          const dst_pmd = mm_alloc_pmd(dst_mm, dst_addr as user_addr);
          err = -ENOMEM;
          if (!dst_pmd) break out_unlock;
          err = -EEXIST;
          if (pmd_trans_huge(dst_pmd)) break out_unlock;
          err = -ENOMEM;
          if (pmd_none(dst_pmd) && __pte_alloc(dst_mm, dst_pmd)) break out_unlock;

          err = mfill_atomic_pte(
            dst_mm,
            dst_pmd,
            dst_vma,
            dst_addr as user_addr,
            src_addr as user_addr,
            pagep,
            mcopy_mode,
            wp_copy,
          );
          cond_resched();

          if (err === -ENOENT) {
            // Mapped while the lock is held still: mapping it may sleep, but waits for nothing of the program's.
            const page = pagep.value;
            BUG_ON(page === null);
            if (page === null) break out_unlock;
            const kaddr = kmap(page);
            mmap_read_unlock(dst_mm);
            const missing = copy_from_user(kaddr, src_addr as user_addr, PAGE_SIZE);
            kunmap(page);
            err = -EFAULT;
            if (missing) break out_put;
            continue retry;
          }
          BUG_ON(pagep.value !== null);
          if (err) break out_unlock;

          dst_addr += PAGE_SIZE;
          src_addr += PAGE_SIZE;
          copied += PAGE_SIZE;
          if (fatal_signal_pending(current)) err = -EINTR;
          if (err) break;
        }
        break;
      }
    }
    mmap_read_unlock(dst_mm);
  }
  if (pagep.value) put_page(pagep.value);
  BUG_ON(err > 0);
  BUG_ON(!copied && !err);
  return copied || err;
}
