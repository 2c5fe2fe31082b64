// The fill with one ladder of exits, as C would write it with goto.

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
  kmap_atomic,
  kunmap_atomic,
  linear_page_index,
  mapping_gfp_mask,
  mcopy_atomic_install_pte,
  type mm_struct,
  type out,
  PAGE_SIZE,
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
  const gfp = mapping_gfp_mask(inode.i_mapping);
  const pgoff = linear_page_index(dst_vma, dst_addr);
  let page: page | null = null;
  let ret = -ENOMEM;

  if (!shmem_inode_acct_block(inode, 1)) {
    if (pagep.value !== null) {
      put_page(pagep.value);
      pagep.value = null;
    }
    return ret;
  }

  unacct: {
    if (pagep.value === null) {
      page = shmem_alloc_page(gfp, info, pgoff);
      if (page === null) break unacct;
      if (zeropage) clear_highpage(page);
      else {
        const kaddr = kmap_atomic(page);
        ret = copy_from_user(kaddr, src_addr, PAGE_SIZE);
        kunmap_atomic(kaddr);
        if (ret !== 0) {
          pagep.value = page;
          ret = -ENOENT;
          break unacct;
        }
      }
    } else {
      page = pagep.value;
      pagep.value = null;
    }
    __SetPageLocked(page);
    __SetPageSwapBacked(page);
    __SetPageUptodate(page);

    release: {
      ret = -EFAULT;
      if (pgoff >= DIV_ROUND_UP(i_size_read(inode), PAGE_SIZE)) break release;

      const reclaim = (gfp & GFP_RECLAIM_MASK) as gfp_t;
      ret = shmem_add_to_page_cache(page, inode.i_mapping, pgoff, null, reclaim, dst_mm);
      if (ret !== 0) break release;

      uncache: {
        ret = mcopy_atomic_install_pte(dst_mm, dst_pmd, dst_vma, dst_addr, page, true, false);
        if (ret !== 0) break uncache;

        spin_lock_irq(info.lock);
        info.alloced++;
        inode.i_blocks += BLOCKS_PER_PAGE;
        shmem_recalc_inode(inode);
        spin_unlock_irq(info.lock);
        SetPageDirty(page);
        unlock_page(page);
        return 0;
      }
      delete_from_page_cache(page);
    }
    unlock_page(page);
    put_page(page);
  }
  shmem_inode_unacct_blocks(inode, 1);
  return ret;
}
