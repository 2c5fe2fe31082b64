// The truth table, written down as a table.

import {
  mk_pte,
  type page,
  pte_mkdirty,
  pte_mkuffd_wp,
  pte_mkwrite,
  type pte_t,
  VM_SHARED,
  VM_WRITE,
  type vm_area_struct,
} from "@faultline/core";

type mark = (pte: pte_t) => pte_t;

const nothing: readonly mark[] = [];
const writable: readonly mark[] = [pte_mkdirty, pte_mkwrite];
const guarded: readonly mark[] = [pte_mkdirty, pte_mkuffd_wp];
const kept: readonly mark[] = [pte_mkdirty];

/** By the file's (4), shared (2), writable (1): for a pte that is not to be protected, and for one that is. */
const table: readonly (readonly [readonly mark[], readonly mark[]])[] = [
  [kept, kept],
  [writable, guarded],
  [nothing, nothing], // shared memory has a file
  [nothing, nothing],
  [nothing, nothing],
  [nothing, nothing],
  [nothing, nothing],
  [writable, guarded],
];

const digit = (fact: boolean, worth: number): number => (fact ? worth : 0);

export function mk_fill_pte(dst_vma: vm_area_struct, page: page, wp_copy: boolean): pte_t {
  const row =
    digit(page.mapping !== null, 4) +
    digit((dst_vma.vm_flags & VM_SHARED) !== 0, 2) +
    digit((dst_vma.vm_flags & VM_WRITE) !== 0, 1);
  let pte = mk_pte(page, dst_vma.vm_page_prot);
  for (const mark of table[row]?.[wp_copy ? 1 : 0] ?? []) pte = mark(pte);
  return pte;
}
