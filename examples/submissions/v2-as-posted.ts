// The second revision of the patch of April 2021, told again in TypeScript: the fill, and the installer it came with.
// It was posted, and a maintainer called it very nice. It is wrong in several ways. Grade it and see.

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
  EEXIST,
  EFAULT,
  ENOENT,
  ENOMEM,
  file_inode,
  GFP_RECLAIM_MASK,
  type gfp_t,
  i_size_read,
  inc_mm_counter,
  kmap_atomic,
  kunmap_atomic,
  linear_page_index,
  lru_cache_add,
  lru_cache_add_inactive_or_unevictable,
  mapping_gfp_mask,
  mk_pte,
  mm_counter,
  type mm_struct,
  type out,
  type page,
  page_add_file_rmap,
  page_add_new_anon_rmap,
  PAGE_SIZE,
  PageLocked,
  PageSwapBacked,
  type pmd_t,
  pte_mkdirty,
  pte_mkuffd_wp,
  pte_mkwrite,
  pte_none,
  pte_offset_map_lock,
  pte_unmap_unlock,
  ptep_get,
  put_page,
  set_page_dirty,
  set_pte_at,
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
  update_mmu_cache,
  type user_addr,
  type vm_area_struct,
  VM_SHARED,
  VM_WRITE,
  vma_is_anonymous,
  vma_is_shmem,
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

export function mcopy_atomic_install_pte(
  dst_mm: mm_struct,
  dst_pmd: pmd_t,
  dst_vma: vm_area_struct,
  dst_addr: user_addr,
  page: page,
  newly_allocated: boolean,
  wp_copy: boolean,
): number {
  const shared = (dst_vma.vm_flags & VM_SHARED) !== 0;
  const shmem = vma_is_shmem(dst_vma);
  let writable = (dst_vma.vm_flags & VM_WRITE) !== 0;
  // What is private and not anonymous gets its copy at the first write.
  if (!vma_is_anonymous(dst_vma) && !shared) writable = false;

  let pte = mk_pte(page, dst_vma.vm_page_prot);
  if (writable || vma_is_anonymous(dst_vma)) pte = pte_mkdirty(pte);
  if (writable) pte = wp_copy ? pte_mkuffd_wp(pte) : pte_mkwrite(pte);
  // Without a dirty pte the page must be dirty itself, or it could be dropped.
  else if (shared) set_page_dirty(page);

  const [ptep, ptl] = pte_offset_map_lock(dst_mm, dst_pmd, dst_addr);
  let ret: number;
  unlock: {
    if (shmem) {
      ret = -EFAULT;
      const max_off = DIV_ROUND_UP(i_size_read(file_inode(dst_vma.vm_file!)), PAGE_SIZE);
      if (linear_page_index(dst_vma, dst_addr) >= max_off) break unlock;
    }
    ret = -EEXIST;
    if (!pte_none(ptep_get(ptep))) break unlock;

    inc_mm_counter(dst_mm, mm_counter(page));
    if (shmem) page_add_file_rmap(page, false);
    else page_add_new_anon_rmap(page, dst_vma, dst_addr, false);
    if (newly_allocated) {
      if (shmem && shared) lru_cache_add(page);
      else lru_cache_add_inactive_or_unevictable(page, dst_vma);
    }
    set_pte_at(dst_mm, dst_addr, ptep, pte);
    update_mmu_cache(dst_vma, dst_addr, ptep);
    ret = 0;
  }
  pte_unmap_unlock(ptep, ptl);
  return ret;
}
