// The differences between the two kernels that the machine can be. Code asks this table, never a version number.
// Source: each row names the change in Linux that made the difference.

export interface release_rules {
  readonly name: "5.14" | "6.18";
  /** Every pte that the installer makes is dirty, not only writable ones and those of new pages (9ae0f87d009c). */
  readonly dirty_always: boolean;
  /** shmem_mcopy_atomic_pte marks the page itself dirty before it unlocks it (gone with 9ae0f87d009c). */
  readonly fill_sets_page_dirty: boolean;
  /** Deleting a dirty page from tmpfs' page cache warns (silent since 566d3362885a). */
  readonly dirty_delete_warns: boolean;
  /** UFFD write protection works on files of tmpfs too. */
  readonly wp_shmem: boolean;
  /** CONTINUE zeroes a page that fallocate reserved, instead of refusing it (73f37dbcfe17). */
  readonly continue_clears_fallocated: boolean;
  /** pte_mkuffd_wp takes the write bit away as it sets the mark. */
  readonly uffd_wp_clears_write: boolean;
  /** COPY checks its source range before anything else. */
  readonly copy_checks_src_range: boolean;
  /** -EAGAIN for a changing address space is also written to the ioctl's out field. */
  readonly eagain_writes_out: boolean;
  /** Changes of the address space are counted: the first that is read of does not end them all (a759a909d42d). */
  readonly changes_counted: boolean;
  /** The size test of a fill looks at any vma with a file, not only at tmpfs' own vmas. */
  readonly size_test_by_vm_file: boolean;
  /** REGISTER and UNREGISTER answer -EINVAL, not -ENOMEM, where nothing is mapped from the start on. */
  readonly register_hole_is_einval: boolean;
  /** UNREGISTER refuses memory that another userfaultfd watches, instead of ending that watch (23ec90eb122f). */
  readonly unregister_own_only: boolean;
  /** UNREGISTER and closing the userfaultfd take write protection away from the pages too. */
  readonly unregister_resets_wp: boolean;
  /** A second UFFDIO_API zeroes the structure that it refuses. */
  readonly second_api_zeroes: boolean;
  /** UFFDIO_POISON and UFFDIO_MOVE exist, and CONTINUE can write-protect. */
  readonly poison_and_move: boolean;
  /** vm.mmap_min_addr. A setting, not a trait of the release: the recorded machine has it at 0. */
  readonly mmap_min_addr: number;
  /** Mapping a page into a VM_LOCKED area makes it mlocked, and cutting that pte munlocks it. */
  readonly mlock_by_rmap: boolean;
  /** A shared mapping of a write-sealed memfd is allowed, as long as it can never be written. */
  readonly sealed_maps_for_reading: boolean;
  /** Private pages become writable as their area does, not with a fault of their own. */
  readonly mprotect_makes_writable: boolean;
  /** Anonymous memory that nobody has touched is no longer paid for once it cannot be written. */
  readonly mprotect_unaccounts: boolean;
  /** MADV_REMOVE asks whether the mapping may ever be written, not whether it can be now. */
  readonly remove_needs_maywrite: boolean;
  /** A fill prepares its first private vma before it looks whether the range fits. */
  readonly anon_vma_before_range: boolean;
  /** Every UFFD_FEATURE_* bit that UFFDIO_API offers. */
  readonly uffd_features: number;
}

export const releases: { readonly [name in release_rules["name"]]: release_rules } = {
  "5.14": {
    name: "5.14",
    dirty_always: false,
    fill_sets_page_dirty: true,
    dirty_delete_warns: true,
    wp_shmem: false,
    continue_clears_fallocated: false,
    uffd_wp_clears_write: false,
    copy_checks_src_range: false,
    eagain_writes_out: false,
    changes_counted: false,
    size_test_by_vm_file: false,
    register_hole_is_einval: false,
    unregister_own_only: false,
    unregister_resets_wp: false,
    second_api_zeroes: false,
    poison_and_move: false,
    mmap_min_addr: 0x10000,
    mlock_by_rmap: false,
    sealed_maps_for_reading: false,
    mprotect_makes_writable: false,
    mprotect_unaccounts: false,
    remove_needs_maywrite: false,
    anon_vma_before_range: false,
    uffd_features: 0x7ff,
  },
  "6.18": {
    name: "6.18",
    dirty_always: true,
    fill_sets_page_dirty: false,
    dirty_delete_warns: false,
    wp_shmem: true,
    continue_clears_fallocated: true,
    uffd_wp_clears_write: true,
    copy_checks_src_range: true,
    eagain_writes_out: true,
    changes_counted: true,
    size_test_by_vm_file: true,
    register_hole_is_einval: true,
    unregister_own_only: true,
    unregister_resets_wp: true,
    second_api_zeroes: true,
    poison_and_move: true,
    mmap_min_addr: 0,
    mlock_by_rmap: true,
    sealed_maps_for_reading: true,
    mprotect_makes_writable: true,
    mprotect_unaccounts: true,
    remove_needs_maywrite: true,
    anon_vma_before_range: true,
    uffd_features: 0x1ffff,
  },
};
