// shmem_mcopy_atomic_pte(), once for all versions: what they do alike stands here, what they do differently is a habit.
// Source: what the revisions of April 2021 did in mm/shmem.c, told again in the words of this kit.

import {
  __SetPageLocked,
  __SetPageSwapBacked,
  __SetPageUptodate,
  BLOCKS_PER_PAGE,
  ClearPageDirty,
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
  shmem_uncharge,
  spin_lock_irq,
  spin_unlock_irq,
  type targets,
  unlock_page,
  type user_addr,
  VM_WRITE,
  type vm_area_struct,
} from "@faultline/core";

type fill = targets["shmem_mcopy_atomic_pte"];

/** What versions of the fill do differently. The default is what the sixth revision does. */
export interface fill_habits {
  /** What becomes of the page that comes back, when the mount is full by then. Default: it is dropped. */
  readonly when_full?: "drop" | "keep" | "unlock and drop";
  /** Whether the block is given back beyond the end of the file. Default: yes. */
  readonly refunds_beyond_end?: boolean;
  /** Whether it is given back when the page cannot be put into the file. Default: yes. */
  readonly refunds_uncached?: boolean;
  /** Whether the file is counted up before the page is mapped, and down if that fails. Default: no. */
  readonly counts_first?: boolean;
  /** Whether a page that could not be mapped is taken out of the file again. Default: yes. */
  readonly deletes?: boolean;
  /** When the page is marked as dirty. Default: at the end. */
  readonly dirties?: "at the end" | "at the end if readonly" | "first, undone" | "first" | "never";
  /** Whether the file's size is looked at before the installer does. Default: yes. */
  readonly looks_at_size?: boolean;
  /** Whether the block is given back before the page is let go of. Default: no. */
  readonly refunds_first?: boolean;
}

export function newFill(habits: fill_habits = {}): fill {
  return (mm, pmd, vma, addr, src_addr, zeropage, pagep) => {
    const inode = file_inode(vma.vm_file!);
    if (!shmem_inode_acct_block(inode, 1)) {
      if (pagep.value !== null) leaveBehind(pagep, habits);
      return -ENOMEM;
    }
    const page =
      pagep.value ?? shmem_alloc_page(gfp_of(inode), SHMEM_I(inode), index_of(vma, addr));
    if (page === null) return refund(inode, -ENOMEM);
    if (pagep.value === null && !getBytes(page, src_addr, zeropage)) {
      pagep.value = page;
      return refund(inode, -ENOENT);
    }
    pagep.value = null;
    __SetPageLocked(page);
    __SetPageSwapBacked(page);
    __SetPageUptodate(page);
    return publish(habits, { mm, pmd, vma, addr }, inode, page);
  };
}

/** Where a page is to be mapped. */
interface place {
  readonly mm: mm_struct;
  readonly pmd: pmd_t;
  readonly vma: vm_area_struct;
  readonly addr: user_addr;
}

/** Puts a page that is ready into the file, and has it mapped. */
function publish(habits: fill_habits, place: place, inode: inode, page: page): number {
  const { refunds_beyond_end = true, refunds_uncached = true, looks_at_size = true } = habits;
  const { mm, vma, addr } = place;
  const pgoff = index_of(vma, addr);
  const give_up = (error: number, refunds: boolean): number => {
    if (habits.refunds_first && refunds) shmem_inode_unacct_blocks(inode, 1);
    unlock_page(page);
    put_page(page);
    if (!habits.refunds_first && refunds) shmem_inode_unacct_blocks(inode, 1);
    return error;
  };
  if (looks_at_size && pgoff >= DIV_ROUND_UP(i_size_read(inode), PAGE_SIZE))
    return give_up(-EFAULT, refunds_beyond_end);
  const reclaim = (gfp_of(inode) & GFP_RECLAIM_MASK) as gfp_t;
  const error = shmem_add_to_page_cache(page, inode.i_mapping, pgoff, null, reclaim, mm);
  if (error !== 0) return give_up(error, refunds_uncached);
  return map(habits, place, inode, page, give_up);
}

/** Has a page of the file mapped, and counts it. */
function map(
  { counts_first = false, deletes = true, dirties = "at the end" }: fill_habits,
  { mm, pmd, vma, addr }: place,
  inode: inode,
  page: page,
  give_up: (error: number, refunds: boolean) => number,
): number {
  const dirty_first = dirties === "first" || dirties === "first, undone";
  if (counts_first) countPage(inode);
  if (dirty_first) SetPageDirty(page);
  const error = mcopy_atomic_install_pte(mm, pmd, vma, addr, page, true, false);
  if (error !== 0) {
    if (dirties === "first, undone") ClearPageDirty(page);
    if (deletes) delete_from_page_cache(page);
    if (counts_first) shmem_uncharge(inode, 1);
    return give_up(error, !counts_first);
  }
  if (!counts_first) countPage(inode);
  const readonly = (vma.vm_flags & VM_WRITE) === 0;
  if (dirties === "at the end" || (dirties === "at the end if readonly" && readonly))
    SetPageDirty(page);
  unlock_page(page);
  return 0;
}

const gfp_of = (inode: inode): gfp_t => mapping_gfp_mask(inode.i_mapping);
const index_of = (vma: vm_area_struct, addr: user_addr) => linear_page_index(vma, addr);

/** The mount is full, and the page is back. */
function leaveBehind(pagep: out<page | null>, { when_full = "drop" }: fill_habits): void {
  const page = pagep.value;
  if (page === null || when_full === "keep") return;
  if (when_full === "unlock and drop") unlock_page(page);
  put_page(page);
  pagep.value = null;
}

function refund(inode: inode, error: number): number {
  shmem_inode_unacct_blocks(inode, 1);
  return error;
}

/** Fills the page; false if its source is not there now. */
function getBytes(page: page, src_addr: user_addr, zeropage: boolean): boolean {
  if (zeropage) {
    clear_highpage(page);
    return true;
  }
  const kaddr = kmap_atomic(page);
  const missing = copy_from_user(kaddr, src_addr, PAGE_SIZE);
  kunmap_atomic(kaddr);
  return missing === 0;
}

/** The file owns one page more. */
function countPage(inode: inode): void {
  const info = SHMEM_I(inode);
  spin_lock_irq(info.lock);
  info.alloced += 1;
  inode.i_blocks += BLOCKS_PER_PAGE;
  shmem_recalc_inode(inode);
  spin_unlock_irq(info.lock);
}
