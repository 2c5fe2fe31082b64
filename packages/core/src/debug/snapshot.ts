// The state of a machine as plain data: nothing in it is shared with the machine, and JSON can carry it.
// Source: none; the fields are those of the structs, the lists in the order of addresses, indices and frame numbers.

import {
  is_swap_pte,
  pte_accessible,
  pte_dirty,
  pte_marker,
  pte_pfn,
  pte_present,
  pte_special,
  pte_uffd_wp,
  pte_write,
  ZERO_PFN,
} from "../arch/x86/pgtable.ts";
import { TASK_SIZE } from "../include/linux/mm.ts";
import type { inode, mm_struct, page, vm_area_struct } from "../include/linux/mm_types.ts";
import { PageAnon, page_flag_names } from "../include/linux/page_flags.ts";
import type { pte_t, user_addr } from "../include/linux/types.ts";
import { enter, type kernel, type vmstat } from "../kernel.ts";
import { xa_entries } from "../lib/xarray.ts";
import { populated } from "../mm/pgtable.ts";
import type { rss_names } from "../mm/rmap.ts";

export interface pte_snapshot {
  readonly addr: number;
  readonly pte: number;
  readonly pfn: number;
  /** The names of the bits that are set, and of what is there instead of a page. */
  readonly bits: readonly string[];
}

export interface vma_snapshot {
  readonly start: number;
  readonly end: number;
  readonly pgoff: number;
  readonly flags: number;
  /** i_ino of the mapped file, or null. */
  readonly file: number | null;
  readonly uffd: boolean;
}

export interface mm_snapshot {
  readonly rss: Readonly<Record<(typeof rss_names)[number], number>>;
  readonly locked_vm: number;
  readonly vmas: readonly vma_snapshot[];
  readonly ptes: readonly pte_snapshot[];
}

export interface file_snapshot {
  readonly ino: number;
  /** Bytes. */
  readonly i_size: number;
  /** Units of 512 bytes. */
  readonly i_blocks: number;
  readonly nrpages: number;
  readonly alloced: number;
  readonly swapped: number;
  readonly cache: readonly {
    readonly index: number;
    readonly pfn: number | null;
    readonly swap: number | null;
  }[];
}

export interface page_snapshot {
  readonly pfn: number;
  readonly _refcount: number;
  readonly _mapcount: number;
  readonly flags: readonly string[];
  /** i_ino of the file it belongs to, "anon", or null. */
  readonly mapping: number | "anon" | null;
  readonly index: number;
  readonly memcg: boolean;
  /** First and last byte, in hexadecimal. */
  readonly content: string;
}

export interface machine_snapshot {
  readonly release: string;
  readonly mounts: readonly { readonly max_blocks: number; readonly used_blocks: number }[];
  readonly Committed_AS: number;
  readonly vmstat: Readonly<vmstat>;
  readonly lru: Readonly<Record<string, number>>;
  readonly mms: readonly mm_snapshot[];
  readonly files: readonly file_snapshot[];
  /** Every page that somebody holds. */
  readonly pages: readonly page_snapshot[];
  readonly locks: readonly string[];
  readonly dmesg: readonly string[];
}

export function snapshot(k: kernel): machine_snapshot {
  return enter(k, () => ({
    release: k.release.name,
    mounts: [...k.supers].map((sb) => ({
      max_blocks: sb.s_fs_info.max_blocks,
      used_blocks: sb.s_fs_info.used_blocks.count,
    })),
    Committed_AS: k.vm_committed_as.count,
    vmstat: { ...k.vmstat },
    lru: Object.fromEntries(k.lru.map((list) => [list.name, list.size])),
    mms: [...k.mms].map(snapshotMm),
    files: [...k.inodes].map(snapshotFile),
    pages: k.frames.filter((page) => page._refcount > 0 && page.pfn > ZERO_PFN).map(snapshotPage),
    locks: k.current.locks_held.map((lock) => lock.name),
    dmesg: [...k.dmesg],
  }));
}

function snapshotMm(mm: mm_struct): mm_snapshot {
  const [MM_FILEPAGES = 0, MM_ANONPAGES = 0, MM_SWAPENTS = 0, MM_SHMEMPAGES = 0] = mm.rss_stat;
  const ptes = [...populated(mm, 0 as user_addr, TASK_SIZE)].map(([addr, pte]) =>
    snapshotPte(addr, pte),
  );
  return {
    rss: { MM_FILEPAGES, MM_ANONPAGES, MM_SWAPENTS, MM_SHMEMPAGES },
    locked_vm: mm.locked_vm,
    vmas: mm.mmap.map(snapshotVma),
    ptes,
  };
}

function snapshotVma(vma: vm_area_struct): vma_snapshot {
  return {
    start: vma.vm_start,
    end: vma.vm_end,
    pgoff: vma.vm_pgoff,
    flags: vma.vm_flags,
    file: vma.vm_file?.f_inode.i_ino ?? null,
    uffd: vma.vm_userfaultfd_ctx.ctx !== null,
  };
}

const pte_bits: readonly (readonly [name: string, test: (pte: pte_t) => boolean])[] = [
  ["present", pte_accessible],
  ["protnone", (pte) => pte_present(pte) && !pte_accessible(pte)],
  ["write", pte_write],
  ["dirty", pte_dirty],
  ["special", pte_special],
  ["uffd_wp", pte_uffd_wp],
  ["swap", is_swap_pte],
  ["marker", (pte) => pte_marker(pte) !== 0],
];

function snapshotPte(addr: number, pte: pte_t): pte_snapshot {
  const bits = pte_bits.filter(([, test]) => test(pte)).map(([name]) => name);
  return { addr, pte, pfn: pte_pfn(pte), bits };
}

function snapshotFile(inode: inode): file_snapshot {
  const { i_ino: ino, i_size, i_blocks, shmem, i_mapping } = inode;
  const cache = xa_entries(i_mapping.i_pages).map(([index, entry]) =>
    typeof entry === "number"
      ? { index, pfn: null, swap: entry }
      : { index, pfn: entry.pfn, swap: null },
  );
  return {
    ino,
    i_size,
    i_blocks,
    nrpages: i_mapping.nrpages,
    alloced: shmem.alloced,
    swapped: shmem.swapped,
    cache,
  };
}

function snapshotPage(page: page): page_snapshot {
  const { bytes } = page.content;
  const hex = (byte = 0): string => byte.toString(16).padStart(2, "0");
  return {
    pfn: page.pfn,
    _refcount: page._refcount,
    _mapcount: page._mapcount,
    flags: page_flag_names.filter(([bit]) => (page.flags & bit) !== 0).map(([, name]) => name),
    mapping: mappingOf(page),
    index: page.index,
    memcg: page.memcg_data,
    content: hex(bytes[0]) + hex(bytes.at(-1)),
  };
}

function mappingOf(page: page): number | "anon" | null {
  if (page.mapping === null) return null;
  if (PageAnon(page)) return "anon";
  return page.mapping.PAGE_MAPPING_ANON === 0 ? page.mapping.host.i_ino : null;
}
