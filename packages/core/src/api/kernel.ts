// The kernel as learner code sees it: every function, macro and constant of the table in docs, and the structures.
// Source: Linux 5.14, names and argument order; each is documented where it is written.

export {
  mk_pte,
  my_zero_pfn,
  pfn_pte,
  pte_dirty,
  pte_mkdirty,
  pte_mkspecial,
  pte_mkuffd_wp,
  pte_mkwrite,
  pte_none,
  pte_pfn,
  pte_present,
  pte_uffd_wp,
  pte_write,
} from "../arch/x86/pgtable.ts";
export {
  BLOCKS_PER_PAGE,
  DIV_ROUND_UP,
  PAGE_ALIGNED,
  PAGE_MASK,
  PAGE_SHIFT,
  PAGE_SIZE,
  VM_LOCKED,
  VM_MAYWRITE,
  VM_NORESERVE,
  VM_READ,
  VM_SHARED,
  VM_UFFD_MINOR,
  VM_UFFD_MISSING,
  VM_UFFD_WP,
  VM_WRITE,
} from "../include/linux/mm.ts";
export type {
  address_space,
  file,
  inode,
  mm_struct,
  page,
  percpu_counter,
  pmd_t,
  shmem_inode_info,
  shmem_sb_info,
  spinlock_t,
  super_block,
  task_struct,
  vm_area_struct,
} from "../include/linux/mm_types.ts";
export {
  __SetPageLocked,
  __SetPageSwapBacked,
  __SetPageUptodate,
  ClearPageDirty,
  PageAnon,
  PageDirty,
  PageLocked,
  PageLRU,
  PageMlocked,
  PageSwapBacked,
  PageUnevictable,
  PageUptodate,
  SetPageDirty,
  SetPageUptodate,
} from "../include/linux/page_flags.ts";
export type {
  gfp_t,
  out,
  pgoff_t,
  pgprot_t,
  pte_t,
  swp_entry_t,
  user_addr,
} from "../include/linux/types.ts";
export type { mcopy_atomic_mode, target_name, targets } from "../include/linux/userfaultfd_k.ts";
export {
  MCOPY_ATOMIC_CONTINUE,
  MCOPY_ATOMIC_NORMAL,
  MCOPY_ATOMIC_ZEROPAGE,
  UFFDIO_COPY_MODE_DONTWAKE,
  UFFDIO_COPY_MODE_WP,
} from "../include/linux/userfaultfd_k.ts";
export {
  UFFD_EVENT_PAGEFAULT,
  UFFD_EVENT_REMOVE,
  UFFD_EVENT_UNMAP,
  UFFD_PAGEFAULT_FLAG_MINOR,
  UFFD_PAGEFAULT_FLAG_WP,
  UFFD_PAGEFAULT_FLAG_WRITE,
  UFFDIO_CONTINUE_MODE_DONTWAKE,
  UFFDIO_WRITEPROTECT_MODE_DONTWAKE,
  UFFDIO_WRITEPROTECT_MODE_WP,
  UFFDIO_ZEROPAGE_MODE_DONTWAKE,
} from "../include/uapi/linux/userfaultfd.ts";
export type { migration, packet, uffd_message } from "../include/user/migration.ts";
export type { kmap_address, pte_ptr } from "../kernel/handles.ts";
export {
  __mcopy_atomic,
  mcontinue_atomic_pte,
  mcopy_atomic_install_pte,
  mcopy_atomic_pte,
  mfill_zeropage_pte,
  shmem_charge,
  shmem_inode_acct_block,
  shmem_inode_unacct_blocks,
  shmem_mcopy_atomic_pte,
  shmem_recalc_inode,
  shmem_uncharge,
} from "../kernel/livepatch.ts";
export {
  mmap_read_lock,
  mmap_read_unlock,
  spin_lock,
  spin_lock_irq,
  spin_unlock,
  spin_unlock_irq,
} from "../kernel/locking.ts";
export { cond_resched, current, fatal_signal_pending } from "../kernel/sched.ts";
export { copy_from_user } from "../kernel/uaccess.ts";
export {
  recv_page,
  request_page,
  uffd_read,
  uffdio_continue,
  uffdio_copy,
  uffdio_unregister,
  uffdio_wake,
  uffdio_writeprotect,
  uffdio_zeropage,
} from "../kernel/user_calls.ts";
export {
  EAGAIN,
  EBUSY,
  EEXIST,
  EFAULT,
  EFBIG,
  EINTR,
  EINVAL,
  EIO,
  ENOENT,
  ENOMEM,
  ENOSPC,
  EPERM,
  ESRCH,
} from "../lib/errno.ts";
export {
  delete_from_page_cache,
  find_lock_page,
  lock_page,
  set_page_dirty,
  trylock_page,
  unlock_page,
} from "../mm/filemap.ts";
export { clear_highpage, kmap, kmap_atomic, kunmap, kunmap_atomic } from "../mm/highmem.ts";
export { mem_cgroup_charge } from "../mm/memcontrol.ts";
export { GFP_HIGHUSER_MOVABLE, GFP_KERNEL, GFP_RECLAIM_MASK } from "../mm/page_alloc.ts";
export {
  file_inode,
  find_vma,
  i_size_read,
  linear_page_index,
  mapping_gfp_mask,
  SHMEM_I,
  SHMEM_SB,
  vma_is_anonymous,
  vma_is_shmem,
} from "../mm/pagemap.ts";
export {
  __pte_alloc,
  mm_alloc_pmd,
  pmd_none,
  pmd_trans_huge,
  pte_offset_map_lock,
  pte_unmap_unlock,
  ptep_get,
  set_pte_at,
  update_mmu_cache,
} from "../mm/pgtable.ts";
export {
  anon_vma_prepare,
  dec_mm_counter,
  inc_mm_counter,
  MM_ANONPAGES,
  MM_FILEPAGES,
  MM_SHMEMPAGES,
  MM_SWAPENTS,
  mm_counter,
  mm_counter_file,
  page_add_file_rmap,
  page_add_new_anon_rmap,
  page_mapcount,
  page_remove_rmap,
} from "../mm/rmap.ts";
export { SGP_CACHE, SGP_READ, SGP_WRITE, shmem_getpage } from "../mm/shmem.ts";
export { shmem_acct_block, shmem_unacct_blocks } from "../mm/shmem_accounting.ts";
export { alloc_page_vma, shmem_add_to_page_cache, shmem_alloc_page } from "../mm/shmem_cache.ts";
export {
  get_page,
  lru_cache_add,
  lru_cache_add_inactive_or_unevictable,
  page_count,
  put_page,
} from "../mm/swap.ts";
export { find_dst_vma, mfill_atomic_pte } from "../mm/userfaultfd_loop.ts";
export {
  percpu_counter_add,
  percpu_counter_compare,
  percpu_counter_sub,
  security_vm_enough_memory_mm,
  VM_ACCT,
  vm_unacct_memory,
} from "../mm/util.ts";
export { BUG_ON, VM_BUG_ON, VM_BUG_ON_PAGE, VM_WARN_ON_ONCE, WARN_ON_ONCE } from "./checks.ts";
