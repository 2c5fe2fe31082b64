// What a kernel call and a step of another CPU touch. Two that have nothing in common can change places unnoticed.
// Source: none; the explorer of schedules needs it, so as not to try twice what comes to the same.

/** The state that CPUs share, in parts. Counters that only ever add up are in none: their order never shows. */
export const parts = [
  /** i_size. */
  "size",
  /** Ptes of any program and the locks that guard them; which pages they map, and how often. */
  "ptes",
  /** What files have in the page cache, and all that is known of those pages: flags, references, contents. */
  "pages",
  /** alloced, swapped, i_blocks and info->lock. */
  "ledger",
  /** Blocks of the mount, and promises of memory. */
  "blocks",
  /** The vmas, the mmap lock, and whether somebody is about to change them. */
  "vmas",
  /** The memory that a copy comes from. */
  "source",
  /** Signals. */
  "signal",
] as const;

export type part = (typeof parts)[number];

/** Several parts as one number, a bit for each. */
export type footprint = number;

export const footprint = (...touched: readonly part[]): footprint =>
  touched.reduce((all, one) => all | (1 << parts.indexOf(one)), 0);

export const EVERYTHING: footprint = footprint(...parts);

/** Functions of the kernel by what they touch. What is not here counts as touching everything. */
const functions: readonly (readonly [touched: readonly part[], names: string])[] = [
  [
    [],
    `mk_pte pfn_pte my_zero_pfn pte_mkdirty pte_mkwrite pte_mkuffd_wp pte_mkspecial pte_none pte_present pte_write
    pte_dirty pte_uffd_wp pte_pfn update_mmu_cache vma_is_shmem vma_is_anonymous linear_page_index
    file_inode SHMEM_I SHMEM_SB mapping_gfp_mask kmap_atomic kunmap_atomic kmap kunmap shmem_alloc_page alloc_page_vma
    mem_cgroup_charge VM_ACCT DIV_ROUND_UP pmd_trans_huge inc_mm_counter dec_mm_counter cond_resched
    BUG_ON VM_BUG_ON WARN_ON_ONCE VM_WARN_ON_ONCE __mcopy_atomic mfill_atomic_pte mcopy_atomic_install_pte
    shmem_mcopy_atomic_pte mcopy_atomic_pte mfill_zeropage_pte mcontinue_atomic_pte shmem_inode_acct_block
    shmem_inode_unacct_blocks shmem_charge shmem_uncharge shmem_recalc_inode`,
  ],
  [["size"], "i_size_read i_size"],
  [["ptes"], "pte_offset_map_lock pte_unmap_unlock ptep_get set_pte_at __pte_alloc"],
  [["ptes", "pages"], "page_add_file_rmap page_add_new_anon_rmap page_remove_rmap page_mapcount"],
  [
    ["pages"],
    `PageLocked PageDirty PageUptodate PageSwapBacked PageAnon PageLRU PageMlocked PageUnevictable __SetPageLocked
    __SetPageSwapBacked __SetPageUptodate SetPageUptodate SetPageDirty ClearPageDirty set_page_dirty lock_page
    trylock_page unlock_page get_page put_page page_count clear_highpage find_lock_page mm_counter mm_counter_file
    lru_cache_add lru_cache_add_inactive_or_unevictable VM_BUG_ON_PAGE`,
  ],
  [["pages", "source", "ptes"], "copy_from_user"],
  [["pages", "ledger"], "shmem_add_to_page_cache delete_from_page_cache"],
  [["pages", "ledger", "blocks", "size"], "shmem_getpage"],
  [["ledger", "ptes"], "spin_lock spin_unlock spin_lock_irq spin_unlock_irq"],
  [
    ["blocks"],
    `shmem_acct_block shmem_unacct_blocks percpu_counter_compare percpu_counter_add percpu_counter_sub
    security_vm_enough_memory_mm vm_unacct_memory`,
  ],
  [["vmas"], "mmap_read_lock mmap_read_unlock find_vma find_dst_vma anon_vma_prepare"],
  [["vmas", "ptes"], "mm_alloc_pmd pmd_none"],
  [["signal"], "fatal_signal_pending"],
];

const table: ReadonlyMap<string, footprint> = new Map(
  functions.flatMap(([touched, names]) =>
    names.split(/\s+/).map((name) => [name, footprint(...touched)] as const),
  ),
);

/** What a call of the kernel function `name` touches by itself, or a read of the field of that name. */
export const footprintOf = (name: string): footprint => table.get(name) ?? EVERYTHING;
