// The fill with every undoing in a finally, next to what it undoes.

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
  const given = pagep.value;
  pagep.value = null;
  if (!shmem_inode_acct_block(inode, 1)) {
    if (given !== null) put_page(given);
    return -ENOMEM;
  }
  let paid = false;
  try {
    const page =
      given ?? shmem_alloc_page(mapping_gfp_mask(inode.i_mapping), SHMEM_I(inode), index());
    if (page === null) return -ENOMEM;
    if (given === null && zeropage) clear_highpage(page);
    if (given === null && !zeropage && copy(page, src_addr) > 0) {
      pagep.value = page;
      return -ENOENT;
    }
    const ret = place(page);
    paid = ret === 0;
    return ret;
  } finally {
    if (!paid) shmem_inode_unacct_blocks(inode, 1);
  }

  function index() {
    return linear_page_index(dst_vma, dst_addr);
  }

  /** Into the file and into the page table, or nowhere. */
  function place(page: page): number {
    __SetPageUptodate(page);
    __SetPageSwapBacked(page);
    __SetPageLocked(page);
    let mapped = false;
    try {
      const ret = publish(page);
      mapped = ret === 0;
      if (mapped) SetPageDirty(page);
      if (mapped) count(inode);
      return ret;
    } finally {
      unlock_page(page);
      if (!mapped) put_page(page);
    }
  }

  function publish(page: page): number {
    if (index() >= DIV_ROUND_UP(i_size_read(inode), PAGE_SIZE)) return -EFAULT;
    const { i_mapping } = inode;
    const gfp = (mapping_gfp_mask(i_mapping) & GFP_RECLAIM_MASK) as gfp_t;
    const cached = shmem_add_to_page_cache(page, i_mapping, index(), null, gfp, dst_mm);
    if (cached !== 0) return cached;
    const ret = mcopy_atomic_install_pte(dst_mm, dst_pmd, dst_vma, dst_addr, page, true, false);
    if (ret !== 0) delete_from_page_cache(page);
    return ret;
  }
}

function copy(page: page, src_addr: user_addr): number {
  const kaddr = kmap_atomic(page);
  try {
    return copy_from_user(kaddr, src_addr, PAGE_SIZE);
  } finally {
    kunmap_atomic(kaddr);
  }
}

function count(inode: inode): void {
  const info = SHMEM_I(inode);
  spin_lock_irq(info.lock);
  try {
    info.alloced += 1;
    inode.i_blocks += BLOCKS_PER_PAGE;
    shmem_recalc_inode(inode);
  } finally {
    spin_unlock_irq(info.lock);
  }
}
