// Chooses the function that fills a page itself, and starts over by calling itself.

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
  find_vma,
  kmap,
  kunmap,
  MCOPY_ATOMIC_CONTINUE,
  MCOPY_ATOMIC_ZEROPAGE,
  mcontinue_atomic_pte,
  type mcopy_atomic_mode,
  mcopy_atomic_pte,
  mfill_zeropage_pte,
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
  shmem_mcopy_atomic_pte,
  UFFDIO_COPY_MODE_WP,
  type user_addr,
  VM_SHARED,
  VM_UFFD_MINOR,
  VM_UFFD_MISSING,
  VM_UFFD_WP,
  type vm_area_struct,
  vma_is_shmem,
} from "@faultline/core";

interface job {
  readonly mm: mm_struct;
  readonly start: user_addr;
  readonly end: user_addr;
  /** From an address of the range to that of its source. */
  readonly to_source: number;
  readonly kind: mcopy_atomic_mode;
  readonly changing: out<boolean>;
  readonly wp: boolean;
}

export function __mcopy_atomic(
  mm: mm_struct,
  start: user_addr,
  src_start: user_addr,
  len: number,
  kind: mcopy_atomic_mode,
  changing: out<boolean>,
  mode: number,
): number {
  const end = (start + len) as user_addr;
  const to_source = src_start - start;
  const wp = (mode & UFFDIO_COPY_MODE_WP) !== 0;
  const [reached, error] = fill_from(start, null, {
    mm,
    start,
    end,
    to_source,
    kind,
    changing,
    wp,
  });
  return reached > start ? reached - start : error;
}

/** Fills from `at` on, where `full` is the next page's contents if they are there already. */
function fill_from(
  at: user_addr,
  full: page | null,
  job: job,
): [reached: user_addr, error: number] {
  const { mm } = job;
  mmap_read_lock(mm);
  const vma = watched(job);
  const refused = job.changing.value ? -EAGAIN : vma === null ? -ENOENT : refusal(vma, job);
  if (refused !== 0 || vma === null) {
    mmap_read_unlock(mm);
    if (full !== null) put_page(full);
    return [at, refused];
  }
  const pagep: out<page | null> = { value: full };
  let error = 0;
  while (at < job.end && error === 0) {
    const pmd = table_for(mm, at);
    if (typeof pmd === "number") {
      error = pmd;
      break;
    }
    error = one_page(vma, pmd, at, pagep, job);
    if (error === -ENOENT) {
      mmap_read_unlock(mm);
      return fetch_and_go_on(at, pagep.value as page, job);
    }
    if (error === 0) {
      at = (at + PAGE_SIZE) as user_addr;
      if (at < job.end && fatal_signal_pending(current)) error = -EINTR;
    }
  }
  mmap_read_unlock(mm);
  if (pagep.value !== null) put_page(pagep.value);
  return [at, error];
}

function fetch_and_go_on(at: user_addr, page: page, job: job): [user_addr, number] {
  const kaddr = kmap(page);
  const missing = copy_from_user(kaddr, (at + job.to_source) as user_addr, PAGE_SIZE);
  kunmap(page);
  if (missing === 0) return fill_from(at, page, job);
  put_page(page);
  return [at, -EFAULT];
}

function watched({ mm, start, end }: job): vm_area_struct | null {
  const vma = find_vma(mm, start);
  if (vma === null || vma.vm_start > start || vma.vm_end < end) return null;
  return vma.vm_flags & (VM_UFFD_MISSING | VM_UFFD_MINOR | VM_UFFD_WP) ? vma : null;
}

function refusal(vma: vm_area_struct, { kind, wp }: job): number {
  if (wp && !(vma.vm_flags & VM_UFFD_WP)) return -EINVAL;
  if (kind === MCOPY_ATOMIC_CONTINUE && !vma_is_shmem(vma)) return -EINVAL;
  return vma.vm_flags & VM_SHARED ? 0 : anon_vma_prepare(vma);
}

function table_for(mm: mm_struct, at: user_addr): pmd_t | number {
  const pmd = mm_alloc_pmd(mm, at);
  if (pmd === null) return -ENOMEM;
  if (pmd_trans_huge(pmd)) return -EEXIST;
  return pmd_none(pmd) && __pte_alloc(mm, pmd) !== 0 ? -ENOMEM : pmd;
}

function one_page(
  vma: vm_area_struct,
  pmd: pmd_t,
  at: user_addr,
  pagep: out<page | null>,
  { mm, kind, to_source, wp }: job,
): number {
  if (kind === MCOPY_ATOMIC_CONTINUE) return mcontinue_atomic_pte(mm, pmd, vma, at, wp);
  const zeros = kind === MCOPY_ATOMIC_ZEROPAGE;
  const src = (zeros ? 0 : at + to_source) as user_addr;
  if (vma.vm_flags & VM_SHARED) return shmem_mcopy_atomic_pte(mm, pmd, vma, at, src, zeros, pagep);
  if (zeros) return mfill_zeropage_pte(mm, pmd, vma, at);
  return mcopy_atomic_pte(mm, pmd, vma, at, src, pagep, wp);
}
