// The audit: while nothing runs, every count must equal what can be counted. Each that does not is a finding.
// Source: none; Linux learns of most of these only when a program exits or a file system is unmounted.

import {
  BLOCKS_PER_PAGE,
  DIV_ROUND_UP,
  PAGE_SIZE,
  VM_ACCOUNT,
  VM_NORESERVE,
} from "../include/linux/mm.ts";
import type { inode, mm_struct } from "../include/linux/mm_types.ts";
import { enter, type finding, type kernel } from "../kernel.ts";
import { rss_names } from "../mm/rmap.ts";
import { auditPages } from "./audit_pages.ts";
import { type census, takeCensus } from "./census.ts";
import { broken, differ } from "./findings.ts";

/** Compares every count of a quiet machine with what it counts. An empty list means that all is sound. */
export function audit(k: kernel): finding[] {
  return enter(k, () => {
    const census = takeCensus(k);
    return [
      ...auditLocks(k),
      ...auditPages(k, census),
      ...[...k.mms].flatMap((mm) => auditRss(mm, census)),
      ...[...k.inodes].flatMap((inode) => auditFile(k, inode, census)),
      ...auditMounts(k),
      ...auditCommit(k),
    ];
  });
}

function auditLocks(k: kernel): finding[] {
  const { current } = k;
  const held = current.locks_held.map((lock) =>
    broken(
      "lock-leak",
      "WARNING: lock held when returning to user space!",
      `The call returned without giving back ${lock.name}.`,
      {
        lock: lock.name,
      },
    ),
  );
  if (current.kmaps.length === 0) return held;
  const message = "The call returned with a page still mapped by kmap_atomic().";
  return [
    ...held,
    broken("kmap-leak", "WARNING: preempt count leak", message, { mapped: current.kmaps.length }),
  ];
}

function auditRss(mm: mm_struct, census: census): finding[] {
  return rss_names.flatMap((name, kind) => {
    const counted = mm.rss_stat[kind] ?? 0;
    const should_be = census.rss.get(mm)?.[kind] ?? 0;
    const words = `BUG: Bad rss-counter state type:${name} val:${counted - should_be}`;
    return differ(
      "wrong-rss",
      words,
      `The program's count of ${name} does not equal its mapped pages of that kind.`,
      counted,
      should_be,
    );
  });
}

function auditFile(k: kernel, inode: inode, census: census): finding[] {
  const real = census.files.get(inode) ?? { pages: 0, swapped: 0 };
  const info = inode.shmem;
  const { nrpages } = inode.i_mapping;
  return [
    ...differ(
      "wrong-nrpages",
      "BUG: nrpages",
      "The file's count of cached pages does not equal the pages in its cache.",
      nrpages,
      real.pages,
    ),
    ...differ(
      "wrong-swapped",
      "BUG: swapped",
      "The file's count of swapped pages does not equal its swap entries.",
      info.swapped,
      real.swapped,
    ),
    ...auditAlloced(k, inode),
    ...differ(
      "wrong-i_blocks",
      "WARNING: WARN_ON(inode->i_blocks)",
      "The file's i_blocks, which stat(2) shows, do not equal the pages it has paid for.",
      inode.i_blocks,
      info.alloced * BLOCKS_PER_PAGE,
    ),
  ];
}

/** A file has paid for what it has: pages and swap entries, and what reclaim took and no recalculation has noticed. */
function auditAlloced(k: kernel, inode: inode): finding[] {
  const has = inode.i_mapping.nrpages + inode.shmem.swapped;
  const { alloced } = inode.shmem;
  const unnoticed = k.reclaim_drops.get(inode) ?? 0;
  if (alloced >= has && alloced <= has + unnoticed) return [];
  const message =
    alloced < has
      ? "A file has a page that it has not paid for: the mount's limit can be passed."
      : "A file has paid for a page that it does not have.";
  return [
    broken("wrong-alloced", "BUG: alloced != nrpages + swapped", message, {
      counted: alloced,
      should_be: has,
    }),
  ];
}

function auditMounts(k: kernel): finding[] {
  return [...k.supers].flatMap((sb) => {
    const { max_blocks, used_blocks } = sb.s_fs_info;
    if (max_blocks === 0) return [];
    const owned = [...k.inodes]
      .filter((inode) => inode.i_sb === sb)
      .reduce((sum, inode) => sum + inode.shmem.alloced, 0);
    return blame(used_blocks.count, owned, "the mount", "used_blocks");
  });
}

function auditCommit(k: kernel): finding[] {
  let owed = 0;
  for (const inode of k.inodes) {
    const whole = DIV_ROUND_UP(inode.i_size, PAGE_SIZE);
    owed += inode.shmem.flags & VM_NORESERVE ? inode.shmem.alloced : whole;
  }
  for (const mm of k.mms) {
    for (const vma of mm.mmap)
      if (vma.vm_flags & VM_ACCOUNT) owed += (vma.vm_end - vma.vm_start) / PAGE_SIZE;
  }
  return blame(k.vm_committed_as.count, owed, "the machine", "Committed_AS");
}

/** Too much on the bill is a leak, which nothing will ever repair; too little lets somebody have what is not there. */
function blame(counted: number, should_be: number, whose: string, words: string): finding[] {
  if (counted > should_be) {
    const message = `A block stays charged to ${whose}, but no file has it: it is lost for ever.`;
    return [broken("accounting-leak", `leaked: ${words}`, message, { counted, should_be })];
  }
  const message = `A block is given back to ${whose} that a file still has.`;
  return differ("accounting-underflow", `underflow: ${words}`, message, counted, should_be);
}
