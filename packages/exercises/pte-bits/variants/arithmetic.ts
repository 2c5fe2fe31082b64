// Adds the bits up as numbers, and calls no function of the kernel.

import {
  PAGE_SIZE,
  type page,
  type pte_t,
  VM_SHARED,
  VM_WRITE,
  type vm_area_struct,
} from "@faultline/core";

const RW = 0x002;
const DIRTY = 0x040;
const UFFD_WP = 0x400;
const SOFT_DIRTY = 0x800;

export const mk_fill_pte = (vma: vm_area_struct, page: page, wp_copy: boolean): pte_t => {
  const is_new = page.mapping === null;
  const writable = is_new || vma.vm_flags & VM_SHARED ? vma.vm_flags & VM_WRITE : 0;
  const access = writable ? (wp_copy ? UFFD_WP : RW) : 0;
  const dirt = writable || is_new ? DIRTY + SOFT_DIRTY : 0;
  return (page.pfn * PAGE_SIZE + vma.vm_page_prot + access + dirt) as pte_t;
};
