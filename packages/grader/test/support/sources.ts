// Submissions: one that is right, and ways to put something wrong into it.

const IMPORTS = `import {
  BLOCKS_PER_PAGE, DIV_ROUND_UP, EFAULT, ENOENT, ENOMEM, GFP_RECLAIM_MASK, PAGE_SIZE, SHMEM_I, SetPageDirty,
  __SetPageLocked, __SetPageSwapBacked, __SetPageUptodate, clear_highpage, copy_from_user, current,
  delete_from_page_cache, file_inode, get_page, i_size_read, kmap_atomic, kunmap_atomic, linear_page_index,
  mapping_gfp_mask, mcopy_atomic_install_pte, page_count, put_page, pte_offset_map_lock, shmem_add_to_page_cache,
  shmem_alloc_page, shmem_getpage, SGP_READ, shmem_inode_acct_block, shmem_inode_unacct_blocks, shmem_recalc_inode,
  spin_lock, spin_lock_irq, spin_unlock_irq, unlock_page, BUG_ON,
} from "@faultline/core";
`;

const HONEST = `
function honest(dst_mm: any, dst_pmd: any, dst_vma: any, dst_addr: any, src_addr: any, zeropage: boolean, pagep: any): number {
  const inode = file_inode(dst_vma.vm_file);
  const gfp = mapping_gfp_mask(inode.i_mapping);
  const pgoff = linear_page_index(dst_vma, dst_addr);
  if (!shmem_inode_acct_block(inode, 1)) {
    if (pagep.value) put_page(pagep.value);
    pagep.value = null;
    return -ENOMEM;
  }
  let page = pagep.value;
  pagep.value = null;
  let ret = -ENOMEM;
  if (!page) {
    page = shmem_alloc_page(gfp, SHMEM_I(inode), pgoff);
    if (!page) { shmem_inode_unacct_blocks(inode, 1); return ret; }
    if (zeropage) clear_highpage(page);
    else {
      const kaddr = kmap_atomic(page);
      const left = copy_from_user(kaddr, src_addr, PAGE_SIZE);
      kunmap_atomic(kaddr);
      if (left) { pagep.value = page; shmem_inode_unacct_blocks(inode, 1); return -ENOENT; }
    }
  }
  __SetPageLocked(page);
  __SetPageSwapBacked(page);
  __SetPageUptodate(page);
  ret = -EFAULT;
  if (pgoff < DIV_ROUND_UP(i_size_read(inode), PAGE_SIZE)) {
    ret = shmem_add_to_page_cache(page, inode.i_mapping, pgoff, null, gfp & GFP_RECLAIM_MASK, dst_mm);
    if (!ret) {
      ret = mcopy_atomic_install_pte(dst_mm, dst_pmd, dst_vma, dst_addr, page, true, false);
      if (ret) delete_from_page_cache(page);
    }
  }
  if (!ret) {
    const info = SHMEM_I(inode);
    spin_lock_irq(info.lock);
    info.alloced++;
    inode.i_blocks += BLOCKS_PER_PAGE;
    shmem_recalc_inode(inode);
    spin_unlock_irq(info.lock);
    SetPageDirty(page);
  }
  unlock_page(page);
  if (ret) { put_page(page); shmem_inode_unacct_blocks(inode, 1); }
  return ret;
}
`;

/** @param outside put before the functions; @param inside what the target does, with `honest(...args)` at hand */
export function submission(outside: string, inside = "return honest(...args);"): string {
  return `${IMPORTS}${HONEST}${outside}
export function shmem_mcopy_atomic_pte(this: any, ...args: any[]): any {
  const [mm, pmd, vma, addr, src_addr, zeropage, pagep] = args;
  ${inside}
}
`;
}

export const HONEST_SUBMISSION = submission("");
