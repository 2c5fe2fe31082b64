// The audit: while nothing runs, every count must equal what can be counted. Each that does not is a finding.
// Source: none; Linux learns of most of these only when a program exits or a file system is unmounted.

import {
  BLOCKS_PER_PAGE,
  DIV_ROUND_UP,
  PAGE_SIZE,
  VM_ACCOUNT,
  VM_NORESERVE,
} from "../include/linux/mm.ts";
import type { inode, super_block } from "../include/linux/mm_types.ts";
import { enter, type finding, type kernel } from "../kernel.ts";
import { rss_names } from "../mm/rmap.ts";
import { auditEnds } from "./audit_eof.ts";
import { auditPages } from "./audit_pages.ts";
import { type file_count, type mm_count, takeCensus } from "./census.ts";
import { broken, differ } from "./findings.ts";

/** Compares every count of a quiet machine with what it counts. An empty list means that all is sound. */
export function audit(k: kernel): finding[] {
  const found: finding[] = [];
  enter(k, () => {
    const census = takeCensus(k);
    auditLocks(k, found);
    auditPages(k, census, found);
    for (const count of census.mms) auditRss(count, found);
    for (const count of census.files) auditFile(k, count, found);
    for (const sb of k.supers) auditMount(k, sb, found);
    auditCommit(k, found);
    auditEnds(k, found);
  });
  return found;
}

function auditLocks({ current }: kernel, found: finding[]): void {
  for (const { name } of current.locks_held) {
    const message = `The call returned without giving back ${name}.`;
    const words = "WARNING: lock held when returning to user space!";
    broken(found, "lock-leak", words, message, { lock: name });
  }
  const mapped = current.kmaps.length;
  if (mapped === 0) return;
  const message = "The call returned with a page still mapped by kmap_atomic().";
  broken(found, "kmap-leak", "WARNING: preempt count leak", message, { mapped });
}

function auditRss({ mm, rss }: mm_count, found: finding[]): void {
  for (let kind = 0; kind < rss_names.length; kind++) {
    const counted = mm.rss_stat[kind] ?? 0;
    const should_be = rss[kind] ?? 0;
    if (counted === should_be) continue;
    const name = rss_names[kind];
    const words = `BUG: Bad rss-counter state type:${name} val:${counted - should_be}`;
    const message = `The program's count of ${name} does not equal its mapped pages of that kind.`;
    differ(found, "wrong-rss", words, message, counted, should_be);
  }
}

function auditFile(k: kernel, real: file_count, found: finding[]): void {
  const { inode } = real;
  const info = inode.shmem;
  differ(
    found,
    "wrong-nrpages",
    "BUG: nrpages",
    "The file's count of cached pages does not equal the pages in its cache.",
    inode.i_mapping.nrpages,
    real.pages,
  );
  differ(
    found,
    "wrong-swapped",
    "BUG: swapped",
    "The file's count of swapped pages does not equal its swap entries.",
    info.swapped,
    real.swapped,
  );
  auditAlloced(k, inode, found);
  differ(
    found,
    "wrong-i_blocks",
    "WARNING: WARN_ON(inode->i_blocks)",
    "The file's i_blocks, which stat(2) shows, do not equal the pages it has paid for.",
    inode.i_blocks,
    info.alloced * BLOCKS_PER_PAGE,
  );
}

/** A file has paid for what it has: pages and swap entries, and what reclaim took and no recalculation has noticed. */
function auditAlloced(k: kernel, inode: inode, found: finding[]): void {
  const has = inode.i_mapping.nrpages + inode.shmem.swapped;
  const { alloced } = inode.shmem;
  const unnoticed = k.reclaim_drops.get(inode) ?? 0;
  if (alloced >= has && alloced <= has + unnoticed) return;
  const message =
    alloced < has
      ? "A file has a page that it has not paid for: the mount's limit can be passed."
      : "A file has paid for a page that it does not have.";
  const words = "BUG: alloced != nrpages + swapped";
  broken(found, "wrong-alloced", words, message, { counted: alloced, should_be: has });
}

function auditMount(k: kernel, sb: super_block, found: finding[]): void {
  const { max_blocks, used_blocks } = sb.s_fs_info;
  if (max_blocks === 0) return;
  let owned = 0;
  for (const inode of k.inodes) if (inode.i_sb === sb) owned += inode.shmem.alloced;
  blame(found, used_blocks.count, owned, "the mount", "used_blocks");
}

function auditCommit(k: kernel, found: finding[]): void {
  let owed = 0;
  for (const inode of k.inodes) {
    const whole = DIV_ROUND_UP(inode.i_size, PAGE_SIZE);
    owed += inode.shmem.flags & VM_NORESERVE ? inode.shmem.alloced : whole;
  }
  for (const mm of k.mms) {
    for (const vma of mm.mmap)
      if (vma.vm_flags & VM_ACCOUNT) owed += (vma.vm_end - vma.vm_start) / PAGE_SIZE;
  }
  blame(found, k.vm_committed_as.count, owed, "the machine", "Committed_AS");
}

/** Too much on the bill is a leak, which nothing will ever repair; too little lets somebody have what is not there. */
function blame(
  found: finding[],
  counted: number,
  should_be: number,
  whose: string,
  words: string,
): void {
  if (counted === should_be) return;
  const numbers = { counted, should_be };
  if (counted > should_be) {
    const message = `A block stays charged to ${whose}, but no file has it: it is lost for ever.`;
    broken(found, "accounting-leak", `leaked: ${words}`, message, numbers);
  } else {
    const message = `A block is given back to ${whose} that a file still has.`;
    broken(found, "accounting-underflow", `underflow: ${words}`, message, numbers);
  }
}
