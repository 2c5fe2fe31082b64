// The structures of memory management, as plain objects with the field names of C.
// Source: include/linux/mm_types.h, include/linux/fs.h, include/linux/shmem_fs.h; the fields that this corner uses.

import type { xarray } from "../../lib/xarray.ts";
import type { gfp_t, pgoff_t, pgprot_t, pte_t, swp_entry_t, user_addr } from "./types.ts";

/** The 4096 bytes of a page. Pages with equal bytes may share one of these until either is written. */
export interface page_content {
  readonly bytes: Uint8Array;
  shared: boolean;
}

/** One physical page frame. */
export interface page {
  readonly pfn: number;
  /** PG_* bits. */
  flags: number;
  /** Holders: one per pte, one if in the page cache, plus temporary ones. 0: the frame is free. */
  _refcount: number;
  /** Ptes that map this page, minus one: -1 means unmapped. */
  _mapcount: number;
  /** The file the page belongs to, the anon_vma of anonymous memory, or null for neither yet. */
  mapping: address_space | anon_vma | null;
  /** Offset within `mapping`, in pages. Kept when the page leaves its file, as in Linux. */
  index: pgoff_t;
  /** Whether a memory control group pays for this page. */
  memcg_data: boolean;
  content: page_content;
  lru_prev: page | null;
  lru_next: page | null;
}

/** A lock that is spun for: no sleeping while it is held. */
export interface spinlock_t {
  readonly name: string;
  owner: task_struct | null;
}

/** A lock that is slept for, held by many readers or one writer. */
export interface rw_semaphore {
  readonly name: string;
  readonly readers: task_struct[];
  writer: task_struct | null;
}

/** What all vmas of one family of anonymous memory share; here only a mark that there is one. */
export interface anon_vma {
  /** Linux keeps this as the lowest bit of page->mapping. */
  readonly PAGE_MAPPING_ANON: 1;
}

/** The page cache of one file. */
export interface address_space {
  readonly PAGE_MAPPING_ANON: 0;
  readonly host: inode;
  /** Pages, and for pages that are swapped out the place where they went. */
  readonly i_pages: xarray<page | swp_entry_t>;
  /** Pages in i_pages; swap entries do not count. */
  nrpages: number;
  readonly gfp_mask: gfp_t;
  /** The vmas that map this file, so that truncation can find every pte. */
  readonly i_mmap: Set<vm_area_struct>;
}

/** A file on tmpfs, named or not. */
export interface inode {
  readonly i_ino: number;
  readonly i_sb: super_block;
  readonly i_mapping: address_space;
  /** Bytes. */
  i_size: number;
  /** Units of 512 bytes; guarded by the `lock` of SHMEM_I(inode). */
  i_blocks: number;
  readonly shmem: shmem_inode_info;
}

/** What tmpfs knows of a file beyond its inode. */
export interface shmem_inode_info {
  readonly lock: spinlock_t;
  /** VM_NORESERVE if the file pays for its pages one by one; 0 if it paid for all when it was made. */
  readonly flags: number;
  /** Pages that the file has paid for; guarded by `lock`. */
  alloced: number;
  /** Pages of the file that are in the swap area; guarded by `lock`. */
  swapped: number;
  /** F_SEAL_* bits of a memfd. */
  seals: number;
}

/** A counter that Linux spreads over CPUs. */
export interface percpu_counter {
  count: number;
}

/** One mounted tmpfs. */
export interface super_block {
  readonly s_fs_info: shmem_sb_info;
}

export interface shmem_sb_info {
  /** Most blocks (of a page each) that files may use together; 0 means no limit. */
  readonly max_blocks: number;
  /** Blocks in use; counted only where there is a limit. */
  readonly used_blocks: percpu_counter;
}

/** An open file. */
export interface file {
  /** Descriptors and vmas that hold the file; with the last one it is closed. See fs/file_table. */
  f_count: number;
  readonly f_inode: inode;
  readonly f_mapping: address_space;
  readonly f_mode: { readonly read: boolean; readonly write: boolean };
}

/** VM_FAULT_* bits: how a page fault ended. 0: the access can be made again, and succeeds or faults further on. */
export type vm_fault_t = number;

/** A page fault while it is handled. */
export interface vm_fault {
  readonly vma: vm_area_struct;
  /** FAULT_FLAG_* bits: what the program was about to do. */
  readonly flags: number;
  /** The first byte of the page. */
  readonly address: user_addr;
  /** The very byte. */
  readonly real_address: user_addr;
  /** Page of the file at `address`. */
  readonly pgoff: pgoff_t;
  pmd: pmd_t;
  /** What stood in the page table when the fault was looked at. */
  orig_pte: pte_t;
  /** The page of the file, locked and with a reference, once vm_ops->fault has found it. */
  page: page | null;
  /** The page that will hold a private copy. */
  cow_page: page | null;
}

/** What a vma does when it is faulted on; null for anonymous memory. */
export interface vm_operations_struct {
  readonly name: string;
  /** Finds the page of the file for a fault. */
  readonly fault: (vmf: vm_fault) => vm_fault_t;
  /** Maps what is in the page cache from `first` to `last`, both included, around the fault. */
  readonly map_pages: (vmf: vm_fault, first: number, last: number) => vm_fault_t;
}

/** A stretch of one program's address space that is mapped in one way. */
export interface vm_area_struct {
  vm_start: user_addr;
  /** The first byte after the area. */
  vm_end: user_addr;
  /** Page of the file that vm_start maps. */
  vm_pgoff: pgoff_t;
  vm_flags: number;
  vm_page_prot: pgprot_t;
  readonly vm_file: file | null;
  readonly vm_ops: vm_operations_struct | null;
  readonly vm_mm: mm_struct;
  anon_vma: anon_vma | null;
  /** The userfaultfd that watches the area. */
  vm_userfaultfd_ctx: { ctx: userfaultfd_ctx | null };
}

/** 2 MiB of address space: at most one table of 512 ptes, with the lock that guards them. */
export interface pmd_t {
  readonly mm: mm_struct;
  /** The first address of the 2 MiB. */
  readonly start: user_addr;
  ptes: Float64Array | null;
  readonly ptl: spinlock_t;
}

/** The address space of a program. */
export interface mm_struct {
  /** Sorted by address, without overlap. */
  readonly mmap: vm_area_struct[];
  readonly pgd: Map<number, pmd_t>;
  readonly mmap_lock: rw_semaphore;
  /** Pages mapped, by kind: MM_FILEPAGES, MM_ANONPAGES, MM_SWAPENTS, MM_SHMEMPAGES. */
  readonly rss_stat: number[];
  /** Pages in VM_LOCKED areas. */
  locked_vm: number;
  /** 0 once the last program that used it has exited. */
  mm_users: number;
}

/** What is running: it holds locks and owns an address space. */
export interface task_struct {
  readonly comm: string;
  readonly pid: number;
  mm: mm_struct | null;
  readonly locks_held: (spinlock_t | rw_semaphore)[];
  /** Spinlocks held and pages mapped by kmap_atomic. Above 0: the task must not sleep. */
  preempt_count: number;
  /** Above 0: a page fault is an error, not something to wait for. */
  pagefault_disabled: number;
  /** Pages mapped by kmap_atomic and not yet unmapped, innermost last. */
  readonly kmaps: object[];
  fatal_signal: boolean;
}

/** One userfaultfd. Its queues belong to fs/userfaultfd. */
export interface userfaultfd_ctx {
  readonly mm: mm_struct;
  readonly flags: number;
  /** UFFD_FEATURE_* that UFFDIO_API switched on, or null before UFFDIO_API. */
  features: number | null;
  readonly fault_pending: userfaultfd_wait[];
  readonly fault_read: userfaultfd_wait[];
  readonly events: uffd_event[];
  /** True while another thread changes the address space and waits for the monitor to read of it. */
  readonly mmap_changing: { value: boolean };
  released: boolean;
}

/** A thread that sleeps in a fault until the monitor wakes it. */
export interface userfaultfd_wait {
  readonly task: task_struct;
  readonly address: user_addr;
  /** UFFD_PAGEFAULT_FLAG_* bits. */
  readonly flags: number;
  woken: boolean;
}

/** Something other than a fault that the monitor is told of. */
export interface uffd_event {
  readonly event: "remove" | "unmap";
  readonly start: user_addr;
  readonly end: user_addr;
  read: boolean;
}
