// What is taken is given back in a finally, next to where it is taken; refusals are thrown and caught within the file.

import {
  __pte_alloc,
  anon_vma_prepare,
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
  PAGE_SIZE,
  type page,
  pmd_none,
  type pmd_t,
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

/** The fill cannot go on, and why. */
class stop {
  readonly error: number;
  constructor(error: number) {
    this.error = error;
  }
}

const refuse = (cond: boolean, error: number): void => {
  if (cond) throw new stop(-error);
};

export function __mcopy_atomic(
  dst_mm: mm_struct,
  dst_start: user_addr,
  src_start: user_addr,
  len: number,
  mcopy_mode: mcopy_atomic_mode,
  mmap_changing: out<boolean>,
  mode: number,
): number {
  const wp_copy = (mode & UFFDIO_COPY_MODE_WP) === UFFDIO_COPY_MODE_WP;
  const pagep: out<page | null> = { value: null };
  let copied = 0;

  function* pages_left(): Generator<readonly [user_addr, user_addr]> {
    while (copied < len) {
      yield [(dst_start + copied) as user_addr, (src_start + copied) as user_addr];
      copied += PAGE_SIZE;
      refuse(fatal_signal_pending(current), EINTR);
    }
  }

  /** Fills what is left. True if the next page waits for its source. */
  function round(): boolean {
    mmap_read_lock(dst_mm);
    try {
      refuse(mmap_changing.value, EAGAIN);
      const vma = suitable(find_dst_vma(dst_mm, dst_start, len), mcopy_mode, wp_copy);
      for (const [dst, src] of pages_left()) {
        const pmd = table(dst_mm, dst);
        const err = mfill_atomic_pte(dst_mm, pmd, vma, dst, src, pagep, mcopy_mode, wp_copy);
        cond_resched();
        if (err === -ENOENT) return true;
        refuse(err !== 0, -err);
      }
      return false;
    } finally {
      mmap_read_unlock(dst_mm);
    }
  }

  try {
    while (round()) {
      if (pagep.value !== null) fetch(pagep.value, (src_start + copied) as user_addr);
    }
    return copied;
  } catch (reason) {
    // Whatever else is thrown is no refusal, but the kernel's end.
    if (!(reason instanceof stop)) throw reason;
    return copied > 0 ? copied : reason.error;
  } finally {
    if (pagep.value !== null) put_page(pagep.value);
  }
}

function suitable(
  vma: vm_area_struct | null,
  mode: mcopy_atomic_mode,
  wp: boolean,
): vm_area_struct {
  if (vma === null) throw new stop(-ENOENT);
  const shared = (vma.vm_flags & VM_SHARED) !== 0;
  refuse(vma_is_anonymous(vma) ? shared : !vma_is_shmem(vma), EINVAL);
  refuse(wp && (vma.vm_flags & VM_UFFD_WP) === 0, EINVAL);
  refuse(mode === MCOPY_ATOMIC_CONTINUE && vma_is_anonymous(vma), EINVAL);
  refuse(!shared && anon_vma_prepare(vma) < 0, ENOMEM);
  return vma;
}

function table(mm: mm_struct, addr: user_addr): pmd_t {
  const pmd = mm_alloc_pmd(mm, addr);
  if (pmd === null) throw new stop(-ENOMEM);
  refuse(pmd_trans_huge(pmd), EEXIST);
  refuse(pmd_none(pmd) && __pte_alloc(mm, pmd) < 0, ENOMEM);
  return pmd;
}

function fetch(page: page, src: user_addr): void {
  const kaddr = kmap(page);
  try {
    refuse(copy_from_user(kaddr, src, PAGE_SIZE) > 0, EFAULT);
  } finally {
    kunmap(page);
  }
}
