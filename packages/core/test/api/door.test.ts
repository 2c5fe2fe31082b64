// The contract with learners: every name of the table of the kernel API is there, and nothing that is not meant for them.

import { describe, expect, it } from "vitest";
import * as core from "../../src/index.ts";

const table = `
ENOENT EINTR EIO EAGAIN ENOMEM EFAULT EBUSY EEXIST EINVAL ENOSPC EPERM ESRCH EFBIG
PAGE_SIZE PAGE_SHIFT PAGE_MASK PAGE_ALIGNED BLOCKS_PER_PAGE DIV_ROUND_UP
VM_READ VM_WRITE VM_SHARED VM_MAYWRITE VM_LOCKED VM_NORESERVE VM_UFFD_MISSING VM_UFFD_MINOR VM_UFFD_WP
MCOPY_ATOMIC_NORMAL MCOPY_ATOMIC_ZEROPAGE MCOPY_ATOMIC_CONTINUE
UFFDIO_COPY_MODE_DONTWAKE UFFDIO_COPY_MODE_WP SGP_READ SGP_CACHE SGP_WRITE
mk_pte pfn_pte my_zero_pfn pte_mkdirty pte_mkwrite pte_mkuffd_wp pte_mkspecial pte_none pte_present pte_write
pte_dirty pte_uffd_wp pte_pfn
pte_offset_map_lock pte_unmap_unlock ptep_get set_pte_at update_mmu_cache
vma_is_shmem vma_is_anonymous linear_page_index anon_vma_prepare find_vma
file_inode i_size_read SHMEM_I mapping_gfp_mask
PageLocked PageDirty PageUptodate PageSwapBacked PageAnon PageLRU PageMlocked PageUnevictable
__SetPageLocked __SetPageSwapBacked __SetPageUptodate SetPageUptodate SetPageDirty ClearPageDirty
set_page_dirty lock_page trylock_page unlock_page get_page put_page page_count page_mapcount
kmap_atomic kunmap_atomic kmap kunmap copy_from_user clear_highpage
shmem_alloc_page alloc_page_vma mem_cgroup_charge GFP_KERNEL GFP_HIGHUSER_MOVABLE GFP_RECLAIM_MASK
shmem_add_to_page_cache delete_from_page_cache find_lock_page shmem_getpage
shmem_inode_acct_block shmem_inode_unacct_blocks shmem_charge shmem_uncharge shmem_recalc_inode
SHMEM_SB shmem_acct_block shmem_unacct_blocks percpu_counter_compare percpu_counter_add percpu_counter_sub
security_vm_enough_memory_mm vm_unacct_memory VM_ACCT
find_dst_vma mm_alloc_pmd pmd_none pmd_trans_huge __pte_alloc cond_resched fatal_signal_pending current
page_add_file_rmap page_add_new_anon_rmap page_remove_rmap inc_mm_counter dec_mm_counter mm_counter mm_counter_file
MM_FILEPAGES MM_ANONPAGES MM_SWAPENTS MM_SHMEMPAGES lru_cache_add lru_cache_add_inactive_or_unevictable
spin_lock spin_unlock spin_lock_irq spin_unlock_irq mmap_read_lock mmap_read_unlock
BUG_ON VM_BUG_ON VM_BUG_ON_PAGE WARN_ON_ONCE VM_WARN_ON_ONCE
mcopy_atomic_install_pte shmem_mcopy_atomic_pte mcopy_atomic_pte mfill_zeropage_pte mcontinue_atomic_pte
mfill_atomic_pte __mcopy_atomic
UFFD_EVENT_PAGEFAULT UFFD_EVENT_REMOVE UFFD_EVENT_UNMAP
UFFD_PAGEFAULT_FLAG_WRITE UFFD_PAGEFAULT_FLAG_WP UFFD_PAGEFAULT_FLAG_MINOR
UFFDIO_ZEROPAGE_MODE_DONTWAKE UFFDIO_CONTINUE_MODE_DONTWAKE
UFFDIO_WRITEPROTECT_MODE_WP UFFDIO_WRITEPROTECT_MODE_DONTWAKE
uffdio_copy uffdio_zeropage uffdio_continue uffdio_wake uffdio_writeprotect uffdio_unregister uffd_read
recv_page request_page`;
const names = table.trim().split(/\s+/);

describe("the public door", () => {
  it.each(names)("has %s", (name) => {
    expect(core).toHaveProperty(name);
  });

  it("hands learners these names and no others", () => {
    expect(Object.keys(core.kernel_api).sort()).toEqual([...names].sort());
  });

  it("keeps the kernel's functions out of reach where no machine runs", () => {
    expect(() => core.spin_lock({ name: "mine", owner: null })).toThrow("No machine is running");
  });

  it("lets two machines live side by side, each with its own memory", () => {
    const [one, two] = [core.boot(), core.boot()];
    const flags = core.MAP_PRIVATE | core.MAP_ANONYMOUS;
    const map = (m: core.machine) => {
      const p = m.program();
      return { p, at: p.mmap(0, core.PAGE_SIZE, core.PROT_READ | core.PROT_WRITE, flags, -1, 0) };
    };
    const [a, b] = [map(one), map(two)];

    a.p.store(a.at, 7);

    expect([a.p.load(a.at), b.p.load(b.at)]).toMatchObject([{ value: 7 }, { value: 0 }]);
  });
});
