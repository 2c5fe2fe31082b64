// Fills one missing page of a shared tmpfs mapping. This is an answer, not the answer: see variants/ for others.
// Source: what Linux 5.14 does in mm/shmem.c, told again in the words of this kit.

import {
  __SetPageLocked,
  __SetPageSwapBacked,
  __SetPageUptodate,
  BLOCKS_PER_PAGE,
  clear_highpage,
  copy_from_user,
  DIV_ROUND_UP,
  delete_from_page_cache,
  EFAULT,
  ENOENT,
  ENOMEM,
  file_inode,
  GFP_RECLAIM_MASK,
  type gfp_t,
  i_size_read,
  type inode,
  kmap_atomic,
  kunmap_atomic,
  linear_page_index,
  mapping_gfp_mask,
  mcopy_atomic_install_pte,
  type mm_struct,
  type out,
  PAGE_SIZE,
  PageLocked,
  PageSwapBacked,
  type page,
  type pmd_t,
  put_page,
  SetPageDirty,
  SHMEM_I,
  shmem_add_to_page_cache,
  shmem_alloc_page,
  shmem_inode_acct_block,
  shmem_inode_unacct_blocks,
  shmem_recalc_inode,
  spin_lock_irq,
  spin_unlock_irq,
  unlock_page,
  type user_addr,
  VM_BUG_ON_PAGE,
  type vm_area_struct,
} from "@faultline/core";

export function shmem_mcopy_atomic_pte(
  dst_mm: mm_struct,
  dst_pmd: pmd_t,
  dst_vma: vm_area_struct,
  dst_addr: user_addr,
  src_addr: user_addr,
  zeropage: boolean,
  pagep: out<page | null>,
): number {
  const inode = file_inode(dst_vma.vm_file!);
  const gfp = mapping_gfp_mask(inode.i_mapping);
  const pgoff = linear_page_index(dst_vma, dst_addr);

  // Pay first: later the page may be half in, and a full mount would be one more thing to undo.
  if (!shmem_inode_acct_block(inode, 1)) {
    // Only -ENOENT may leave a page with the caller. A page handed back was never locked: dropping it is all.
    if (pagep.value !== null) put_page(pagep.value);
    pagep.value = null;
    return -ENOMEM;
  }

  let page = pagep.value;
  pagep.value = null;
  if (page === null) {
    page = shmem_alloc_page(gfp, SHMEM_I(inode), pgoff);
    if (page === null) {
      shmem_inode_unacct_blocks(inode, 1);
      return -ENOMEM;
    }
    if (zeropage) {
      clear_highpage(page);
    } else if (copy_atomically(page, src_addr) !== 0) {
      // The caller may never come back with the page, so nothing stays paid for while it is away.
      pagep.value = page;
      shmem_inode_unacct_blocks(inode, 1);
      return -ENOENT;
    }
  }

  VM_BUG_ON_PAGE(PageLocked(page), page);
  VM_BUG_ON_PAGE(PageSwapBacked(page), page);
  // All three while nobody else can find the page: plain writes would race with whoever does.
  __SetPageLocked(page);
  __SetPageSwapBacked(page);
  __SetPageUptodate(page);

  // A file of 5000 bytes has two pages. The installer asks again under its lock; this spares a futile start.
  const max_off = DIV_ROUND_UP(i_size_read(inode), PAGE_SIZE);
  if (pgoff >= max_off) return give_up(inode, page, -EFAULT);

  const reclaim = (gfp & GFP_RECLAIM_MASK) as gfp_t;
  let error = shmem_add_to_page_cache(page, inode.i_mapping, pgoff, null, reclaim, dst_mm);
  if (error !== 0) return give_up(inode, page, error);

  error = mcopy_atomic_install_pte(dst_mm, dst_pmd, dst_vma, dst_addr, page, true, false);
  if (error !== 0) {
    // It is in the file, and must not stay there: the file would show data of a call that failed.
    delete_from_page_cache(page);
    return give_up(inode, page, error);
  }

  // Counted only now that nothing can fail any more, so that no way out has to uncount it.
  count_page(inode);
  // The data is nowhere else, whatever the pte says: reclaim must not take the page for a clean one.
  SetPageDirty(page);
  unlock_page(page);
  return 0;
}

/** Copies a page of the program's memory without waiting for it; returns how many bytes are missing. */
function copy_atomically(page: page, src_addr: user_addr): number {
  const kaddr = kmap_atomic(page); // page faults are off from here: the mmap lock is held
  const missing = copy_from_user(kaddr, src_addr, PAGE_SIZE);
  kunmap_atomic(kaddr);
  return missing;
}

/** The way back for a page that is locked and in no file: free it, and take the payment back. */
function give_up(inode: inode, page: page, error: number): number {
  unlock_page(page);
  put_page(page);
  shmem_inode_unacct_blocks(inode, 1);
  return error;
}

/** The file now owns one page more. */
function count_page(inode: inode): void {
  const info = SHMEM_I(inode);
  spin_lock_irq(info.lock);
  info.alloced += 1;
  inode.i_blocks += BLOCKS_PER_PAGE;
  shmem_recalc_inode(inode);
  spin_unlock_irq(info.lock);
}
