// Sizes of pages, and the flags of a vma.
// Source: include/linux/mm.h, include/linux/shmem_fs.h, arch/x86/include/asm/page_types.h.

import type { user_addr } from "./types.ts";

export const PAGE_SHIFT = 12;
export const PAGE_SIZE = 4096;
export const PAGE_MASK = ~(PAGE_SIZE - 1);

/** stat(2) counts a file's blocks in units of 512 bytes. */
export const BLOCKS_PER_PAGE = PAGE_SIZE / 512;

/** The first address that no program can have: user space ends here. */
export const TASK_SIZE = (2 ** 47 - PAGE_SIZE) as user_addr;

/** vm.mmap_min_addr: below it nothing is ever mapped, so that a null pointer is never a valid one. */
export const mmap_min_addr = 0x10000 as user_addr;

export const VM_READ = 0x1;
export const VM_WRITE = 0x2;
export const VM_EXEC = 0x4;
export const VM_SHARED = 0x8;
export const VM_MAYREAD = 0x10;
export const VM_MAYWRITE = 0x20;
export const VM_MAYEXEC = 0x40;
export const VM_MAYSHARE = 0x80;
export const VM_UFFD_MISSING = 0x200;
export const VM_PFNMAP = 0x400;
export const VM_UFFD_WP = 0x1000;
export const VM_LOCKED = 0x2000;
export const VM_IO = 0x4000;
export const VM_DONTEXPAND = 0x40000;
export const VM_LOCKONFAULT = 0x80000;
export const VM_ACCOUNT = 0x100000;
export const VM_NORESERVE = 0x200000;
export const VM_MIXEDMAP = 0x10000000;

/**
 * Bit 37 in Linux, but `1 << 37` is 32 in JavaScript, which is VM_MAYWRITE. Here it takes the bit of
 * VM_SYNC, which is about files on persistent memory: this machine has none.
 */
export const VM_UFFD_MINOR = 0x800000;

export const VM_SPECIAL = VM_IO | VM_DONTEXPAND | VM_PFNMAP | VM_MIXEDMAP;

/** Every way in which a userfaultfd can watch a vma. */
export const __VM_UFFD_FLAGS = VM_UFFD_MISSING | VM_UFFD_WP | VM_UFFD_MINOR;

/** How a page fault ended (include/linux/mm_types.h). */
export const VM_FAULT_OOM = 0x1;
export const VM_FAULT_SIGBUS = 0x2;
/** The page is poisoned: its contents are lost. */
export const VM_FAULT_HWPOISON = 0x10;
export const VM_FAULT_SIGSEGV = 0x40;
/** The pte is in place already. */
export const VM_FAULT_NOPAGE = 0x100;
/** vmf->page is locked. */
export const VM_FAULT_LOCKED = 0x200;
/** The mmap lock was dropped; the access has to be made again from the start. */
export const VM_FAULT_RETRY = 0x400;
export const VM_FAULT_ERROR = VM_FAULT_OOM | VM_FAULT_SIGBUS | VM_FAULT_HWPOISON | VM_FAULT_SIGSEGV;

/** What a program was about to do when it faulted. */
export const FAULT_FLAG_WRITE = 0x1;
/** The fault may sleep with the mmap lock dropped, and be tried again. */
export const FAULT_FLAG_ALLOW_RETRY = 0x4;
/** The processor was in user mode. */
export const FAULT_FLAG_USER = 0x40;

/** `n / d` rounded up: 4097 bytes need two pages. */
export function DIV_ROUND_UP(n: number, d: number): number {
  return Math.floor((n + d - 1) / d);
}

/** How far into its page an address is. `&` sees it modulo 2^32, and of that the low twelve bits are wanted. */
export function offset_in_page(addr: number): number {
  return addr & (PAGE_SIZE - 1);
}

/** Whether `n` bytes is a whole number of pages. */
export function PAGE_ALIGNED(n: number): boolean {
  return offset_in_page(n) === 0;
}
