// The fourth revision of the patch of April 2021, told again in TypeScript. Its installer is the right one, so only the
// fill is here. Every remark of the review so far is in it. It is still wrong: grade it and see.

import {
  __SetPageLocked,
  __SetPageSwapBacked,
  __SetPageUptodate,
  BLOCKS_PER_PAGE,
  BUG_ON,
  clear_highpage,
  copy_from_user,
  delete_from_page_cache,
  DIV_ROUND_UP,
  EFAULT,
  ENOENT,
  ENOMEM,
  file_inode,
  GFP_RECLAIM_MASK,
  type gfp_t,
  i_size_read,
  kmap_atomic,
  kunmap_atomic,
  linear_page_index,
  mapping_gfp_mask,
  mcopy_atomic_install_pte,
  type mm_struct,
  type out,
  type page,
  PAGE_SIZE,
  PageLocked,
  PageSwapBacked,
  type pmd_t,
  put_page,
  SetPageDirty,
  shmem_add_to_page_cache,
  shmem_alloc_page,
  SHMEM_I,
  shmem_inode_acct_block,
  shmem_inode_unacct_blocks,
  shmem_recalc_inode,
  shmem_uncharge,
  spin_lock_irq,
  spin_unlock_irq,
  unlock_page,
  type user_addr,
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
  const info = SHMEM_I(inode);
  const mapping = inode.i_mapping;
  const gfp = mapping_gfp_mask(mapping);
  const pgoff = linear_page_index(dst_vma, dst_addr);

  if (!shmem_inode_acct_block(inode, 1)) return -ENOMEM;

  let page = pagep.value;
  if (page === null) {
    page = shmem_alloc_page(gfp, info, pgoff);
    if (page === null) {
      shmem_inode_unacct_blocks(inode, 1);
      return -ENOMEM;
    }
    if (zeropage) {
      clear_highpage(page);
    } else {
      const kaddr = kmap_atomic(page);
      const missing = copy_from_user(kaddr, src_addr, PAGE_SIZE);
      kunmap_atomic(kaddr);
      if (missing !== 0) {
        pagep.value = page;
        shmem_inode_unacct_blocks(inode, 1);
        return -ENOENT;
      }
    }
  } else {
    pagep.value = null;
  }

  BUG_ON(PageLocked(page) || PageSwapBacked(page));
  __SetPageLocked(page);
  __SetPageSwapBacked(page);
  __SetPageUptodate(page);

  let ret: number;
  release: {
    ret = -EFAULT;
    const max_off = DIV_ROUND_UP(i_size_read(inode), PAGE_SIZE);
    if (pgoff >= max_off) break release;

    ret = shmem_add_to_page_cache(page, mapping, pgoff, null, (gfp & GFP_RECLAIM_MASK) as gfp_t, dst_mm);
    if (ret !== 0) break release;

    // The accounting is done before the page is mapped, and undone if that fails.
    spin_lock_irq(info.lock);
    info.alloced += 1;
    inode.i_blocks += BLOCKS_PER_PAGE;
    shmem_recalc_inode(inode);
    spin_unlock_irq(info.lock);

    ret = mcopy_atomic_install_pte(dst_mm, dst_pmd, dst_vma, dst_addr, page, true, false);
    if (ret === 0) {
      SetPageDirty(page);
      unlock_page(page);
      return 0;
    }
    delete_from_page_cache(page);
    shmem_uncharge(inode, 1);
  }
  unlock_page(page);
  put_page(page);
  return ret;
}
