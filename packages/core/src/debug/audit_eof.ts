// The part of the audit that looks beyond the ends of files: nothing may be mapped there, and no data may lie there.
// Source: none; in Linux an access beyond the end is a SIGBUS, and what was cut off never comes back.

import { pte_present } from "../arch/x86/pgtable.ts";
import { DIV_ROUND_UP, PAGE_SIZE } from "../include/linux/mm.ts";
import type { inode, mm_struct, page, vm_area_struct } from "../include/linux/mm_types.ts";
import { PG_uptodate } from "../include/linux/page_flags.ts";
import type { swp_entry_t, user_addr } from "../include/linux/types.ts";
import type { finding, kernel } from "../kernel.ts";
import { xa_find } from "../lib/xarray.ts";
import { vma_is_shmem } from "../mm/pagemap.ts";
import { populated } from "../mm/pgtable.ts";
import { isZero } from "./audit_pages.ts";
import { broken } from "./findings.ts";

/** Adds what is found beyond the end of any file. */
export function auditEnds(k: kernel, found: finding[]): void {
  for (const inode of k.inodes) auditCacheEnd(inode, found);
  for (const mm of k.mms) {
    for (const vma of mm.mmap) if (vma_is_shmem(vma)) auditMappingEnd(mm, vma, found);
  }
}

const pages_of = (inode: inode): number => DIV_ROUND_UP(inode.i_size, PAGE_SIZE);

/** Pages that fallocate has reserved beyond the end are there by right: nothing is stored in them. */
function auditCacheEnd({ i_mapping, i_size }: inode, found: finding[]): void {
  const hasData = (entry: page | swp_entry_t): boolean =>
    typeof entry !== "number" && (entry.flags & PG_uptodate) !== 0 && !isZero(entry);
  const page = xa_find(i_mapping.i_pages, DIV_ROUND_UP(i_size, PAGE_SIZE), Infinity, hasData);
  if (page === undefined || typeof page === "number") return;
  const message = "A file has data beyond its end: it comes back when the file grows.";
  broken(found, "data-beyond-eof", "page beyond i_size", message, { index: page.index });
}

function auditMappingEnd(mm: mm_struct, vma: vm_area_struct, found: finding[]): void {
  if (vma.vm_file === null) return;
  const left = pages_of(vma.vm_file.f_inode) - vma.vm_pgoff;
  const end = (vma.vm_start + Math.max(left, 0) * PAGE_SIZE) as user_addr;
  if (end >= vma.vm_end) return;
  for (const [addr, pte] of populated(mm, end, vma.vm_end)) {
    if (!pte_present(pte)) continue;
    const message =
      "A page stays mapped beyond the end of the file, where nobody will ever cut it.";
    broken(found, "mapped-beyond-eof", "pte beyond i_size", message, { addr });
  }
}
