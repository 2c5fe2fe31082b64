// The fill as an object that remembers what it has done, and undoes it backwards where it fails.

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

type undo = () => void;

class fill {
  readonly #inode: inode;
  readonly #undo: undo[] = [];

  constructor(inode: inode) {
    this.#inode = inode;
  }

  /** Notes how to undo what was just done. */
  done(undo: undo): void {
    this.#undo.push(undo);
  }

  fail(error: number): number {
    for (const undo of this.#undo.reverse()) undo();
    return error;
  }

  pay(): boolean {
    const paid = shmem_inode_acct_block(this.#inode, 1);
    if (paid) this.done(() => shmem_inode_unacct_blocks(this.#inode, 1));
    return paid;
  }

  count(): void {
    const info = SHMEM_I(this.#inode);
    spin_lock_irq(info.lock);
    info.alloced += 1;
    this.#inode.i_blocks += BLOCKS_PER_PAGE;
    shmem_recalc_inode(this.#inode);
    spin_unlock_irq(info.lock);
  }
}

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
  const mapping = inode.i_mapping;
  const gfp = mapping_gfp_mask(mapping);
  const pgoff = linear_page_index(dst_vma, dst_addr);
  const f = new fill(inode);

  let page = pagep.value;
  pagep.value = null;
  if (!f.pay()) {
    if (page !== null) put_page(page);
    return -ENOMEM;
  }
  if (page === null) {
    const made = shmem_alloc_page(gfp, SHMEM_I(inode), pgoff);
    if (made === null) return f.fail(-ENOMEM);
    if (zeropage) {
      clear_highpage(made);
    } else {
      const kaddr = kmap_atomic(made);
      const missing = copy_from_user(kaddr, src_addr, PAGE_SIZE);
      kunmap_atomic(kaddr);
      if (missing > 0) {
        pagep.value = made;
        return f.fail(-ENOENT);
      }
    }
    page = made;
  }
  const ours = page;
  f.done(() => put_page(ours));
  __SetPageLocked(ours);
  f.done(() => unlock_page(ours));
  __SetPageSwapBacked(ours);
  __SetPageUptodate(ours);

  if (pgoff >= DIV_ROUND_UP(i_size_read(inode), PAGE_SIZE)) return f.fail(-EFAULT);
  const reclaim = (gfp & GFP_RECLAIM_MASK) as gfp_t;
  const cached = shmem_add_to_page_cache(ours, mapping, pgoff, null, reclaim, dst_mm);
  if (cached !== 0) return f.fail(cached);
  f.done(() => delete_from_page_cache(ours));
  const mapped = mcopy_atomic_install_pte(dst_mm, dst_pmd, dst_vma, dst_addr, ours, true, false);
  if (mapped !== 0) return f.fail(mapped);

  f.count();
  SetPageDirty(ours);
  unlock_page(ours);
  return 0;
}
