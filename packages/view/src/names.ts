// The words for bits, flags and numbers, once.

import {
  VM_LOCKED,
  VM_READ,
  VM_SHARED,
  VM_UFFD_MINOR,
  VM_UFFD_MISSING,
  VM_UFFD_WP,
  VM_WRITE,
} from "@faultline/core";

/** What a bit of a PTE lets happen. */
export const pte_bit_meaning: Readonly<Record<string, string>> = {
  present: "a page is mapped and can be read",
  protnone: "a page is mapped and may not be touched",
  write: "a write goes through without a fault",
  dirty: "somebody wrote through this entry, or might have",
  special: "the page is not counted: the zero page",
  uffd_wp: "userfaultfd wants to hear of the next write",
  swap: "the page is in the swap area",
  marker: "a note about a page that is not there",
};

/** What a flag of a page says. */
export const page_flag_meaning: Readonly<Record<string, string>> = {
  locked: "somebody is working on the page",
  referenced: "used lately",
  uptodate: "its contents are defined",
  dirty: "its data would be lost if it were dropped",
  lru: "on a list of reclaim",
  active: "on the list of pages in use",
  swapbacked: "it would go to the swap area",
  unevictable: "reclaim must leave it alone",
  mlocked: "it lies in locked memory",
};

export const rss_meaning: Readonly<Record<string, string>> = {
  MM_FILEPAGES: "pages of files on a disk",
  MM_ANONPAGES: "anonymous pages",
  MM_SWAPENTS: "pages in the swap area",
  MM_SHMEMPAGES: "pages of tmpfs and shared memory",
};

export function rightsOf(flags: number): string[] {
  const rights: string[] = [];
  if (flags & VM_READ) rights.push("read");
  if (flags & VM_WRITE) rights.push("write");
  rights.push(flags & VM_SHARED ? "shared" : "private");
  if (flags & VM_LOCKED) rights.push("locked");
  return rights;
}

export function watchedFor(flags: number): string[] {
  const modes: string[] = [];
  if (flags & VM_UFFD_MISSING) modes.push("missing");
  if (flags & VM_UFFD_MINOR) modes.push("minor");
  if (flags & VM_UFFD_WP) modes.push("write-protect");
  return modes;
}

/** `0x7f0000000000`, as the kernel would print it. */
export const hex = (n: number): string => `0x${n.toString(16)}`;

/** `1 page`, `2 pages`. */
export const pages = (n: number): string => `${n} ${n === 1 ? "page" : "pages"}`;
