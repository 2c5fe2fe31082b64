// A scenario as data: a mapping, how it is watched, and what is done to it. It drives a recording, a test, a picture.
// Source: none. The format of the recordings of a running kernel, and what tests need beyond it (marked "ours").

import type { migration_plan } from "../user/page_stream.ts";
import type { region } from "./region.ts";

export type { region, seal } from "./region.ts";

export type register_mode = "missing" | "minor" | "wp";
export type fill_mode = "wp" | "dontwake";

/** Names of UFFD_FEATURE_* bits, from bit 0 on. */
export const feature_names = [
  "pagefault_flag_wp",
  "event_fork",
  "event_remap",
  "event_remove",
  "missing_hugetlbfs",
  "missing_shmem",
  "event_unmap",
  "sigbus",
  "thread_id",
  "minor_hugetlbfs",
  "minor_shmem",
  "exact_address",
  "wp_hugetlbfs_shmem",
  "wp_unpopulated",
  "poison",
  "wp_async",
  "move",
] as const;
export type feature = (typeof feature_names)[number];

/** A range of the region: pages, nudged by bytes, or any number at all. */
export interface range_fields {
  readonly page?: number;
  /** Default: 1. */
  readonly n?: number;
  /** Bytes added to the start. */
  readonly dadd?: number;
  /** Bytes added to the length. */
  readonly ladd?: number;
  /** Hexadecimal; used instead. */
  readonly addr_raw?: string;
  readonly len_raw?: string;
}

/** What every operation may have besides (ours). */
export interface extra_fields {
  /**
   * How the coming calls of allocating functions fare, by function: true is a failure.
   * `{"shmem_alloc_page": [false, true]}` lets the second one fail. What is not used up is dropped after the operation.
   */
  readonly fail?: Readonly<Record<string, readonly boolean[]>>;
  /** What other CPUs do while the operation runs. */
  readonly rivals?: readonly rival[];
  /** What they do, with the moment of every step chosen: by a schedule, or by the explorer, one after the other. */
  readonly race?: race;
}

/**
 * An operation of another CPU (ours). It happens where a target calls the kernel, if the locks that are
 * held there let it; otherwise as soon as they do. What it would wait for is never waited for.
 */
export interface rival {
  /** The kernel function at whose call it happens: `pte_offset_map_lock`, `kmap`. */
  readonly at: string;
  readonly when?: "before" | "after";
  /** At the how-manieth call of that function by a target. Default: 1. */
  readonly nth?: number;
  readonly do: rival_op;
}

/** Operations of other CPUs whose steps happen where a schedule says (ours). */
export interface race {
  readonly rivals: readonly rival_op[];
  /** See parseSchedule(). What is not in it happens after the operation. Default: nothing is in it. */
  readonly schedule?: string;
}

export interface copy_op extends range_fields, extra_fields {
  readonly op: "copy";
  readonly mode?: readonly fill_mode[];
  readonly mode_raw?: number;
  /** Page i of the source is filled with byte + i. Default: 0xa5. */
  readonly byte?: number;
  /** Where the source lies, and whether it can be read. Default: `fill`, a buffer that is in memory. */
  readonly src?: "fill" | "nonresident" | "unmapped" | "protnone" | "partial" | "self";
  /** `partial`: how many pages can be read. */
  readonly good?: number;
  /** `self`: the region page that is the source. */
  readonly sp?: number;
  /** Bytes added to the source. */
  readonly sadd?: number;
  readonly src_raw?: string;
}

export interface fill_op extends range_fields, extra_fields {
  readonly op: "zeropage" | "continue" | "poison";
  readonly mode?: readonly fill_mode[];
  readonly mode_raw?: number;
}

export interface move_op extends range_fields, extra_fields {
  readonly op: "move";
  /** The region page to move from. */
  readonly sp?: number;
  readonly mode?: readonly ("dontwake" | "allow_src_holes")[];
  readonly mode_raw?: number;
}

export interface watch_op extends range_fields, extra_fields {
  readonly op: "register" | "unregister" | "wake" | "writeprotect";
  readonly mode?: readonly (register_mode | fill_mode)[];
  readonly mode_raw?: number;
  /** `register`: from a second userfaultfd. */
  readonly other?: boolean;
}

export interface api_op extends extra_fields {
  readonly op: "api";
  readonly features?: readonly feature[];
  readonly features_raw?: number;
  readonly api?: number;
}

export interface access_op extends range_fields, extra_fields {
  readonly op: "read" | "write" | "map2_read" | "map2_write";
  readonly byte?: number;
}

export interface file_op extends extra_fields {
  readonly op: "file_write" | "file_read" | "punch" | "falloc" | "ftruncate";
  /** A page of the file. */
  readonly page?: number;
  readonly n?: number;
  readonly byte?: number;
  /** `file_write`: bytes, and the offset within the page. */
  readonly len?: number;
  readonly off?: number;
  /** `ftruncate`. */
  readonly pages?: number;
  readonly bytes?: number;
  /** `falloc`: the size stays. */
  readonly keep?: boolean;
}

export interface memory_op extends range_fields, extra_fields {
  readonly op: "dontneed" | "remove" | "populate" | "munmap" | "mprotect" | "mlock" | "munlock";
  /** `populate`: for writing. */
  readonly write?: boolean;
  readonly prot?: "none" | "r" | "rw";
  readonly onfault?: boolean;
}

export interface background_op extends range_fields, extra_fields {
  readonly op: "bg";
  readonly kind?: "read" | "write" | "dontneed" | "remove" | "munmap";
  readonly byte?: number;
  /** Ours: which thread it is, where there are several at a time. Default: 0. */
  readonly id?: number;
}

export interface wait_op extends extra_fields {
  readonly op: "bg_wait";
  readonly id?: number;
}

export interface plain_op extends extra_fields {
  readonly op: "event" | "close_uffd" | "stat" | "drain_fs";
}

/** Ours: the monitor of the scenario's migration runs once, after more packets have arrived. */
export interface pager_op extends extra_fields {
  readonly op: "pager";
}

/**
 * Ours: calls the installer as its callers do, for the region page `page`. `new`: with a new page, for private
 * memory; `cached`: with the page that the file has there. On failure it does what its callers do. `continue`: by way
 * of mcontinue_atomic_pte(), of which only `wp_copy` is asked, as no ioctl of 5.14 can.
 */
export interface install_op extends extra_fields {
  readonly op: "install";
  readonly page: number;
  readonly source: "new" | "cached" | "continue";
  /** Default: whether `source` is `new`. */
  readonly newly_allocated?: boolean;
  readonly wp_copy?: boolean;
  /** What a new page is filled with. */
  readonly byte?: number;
}

/** Ours: reclaim takes a page, and drops it if it is a file's and clean; `swapout` makes it dirty first. */
export interface reclaim_op extends extra_fields {
  readonly op: "reclaim" | "swapout";
  /** A page of the file; with `mapped` one of the region. */
  readonly page: number;
  /** What the program has mapped there is taken, be it the file's or its own. */
  readonly mapped?: boolean;
}

/**
 * Ours: does to the file's books what huge pages do, though there are none. `huge_alloc`: pays for a page of `n`
 * pages, does not get one, and gives the payment back. `collapse`: makes pages of the holes among the `n` pages of the
 * file from `page` on, paid for all at once; with `undo` it cannot go on afterwards, and takes them back.
 */
export interface huge_op extends extra_fields {
  readonly op: "huge_alloc" | "collapse";
  readonly page?: number;
  /** Default: 1. */
  readonly n?: number;
  readonly undo?: boolean;
}

/** Ours: another file takes blocks until only `leave` are free; drain_fs gives them back. */
export interface fill_fs_op extends extra_fields {
  readonly op: "fill_fs";
  readonly leave?: number;
}

/** Ours, for rivals: the address space begins, or ends, to be changed by a thread that waits for the monitor. */
export interface changing_op extends extra_fields {
  readonly op: "mmap_changing";
  readonly value: boolean;
}

/** Ours: fills a page of the second mapping, which must be watched. `page` is a page of the file. */
export interface map2_fill_op extends extra_fields {
  readonly op: "map2_copy" | "map2_continue";
  readonly page: number;
  readonly byte?: number;
}

/** Ours, for rivals: the program stores into the memory that copies come from. */
export interface src_write_op extends extra_fields {
  readonly op: "src_write";
  readonly byte: number;
}

/** Ours, for rivals: the task is told to die. */
export interface kill_op extends extra_fields {
  readonly op: "kill";
}

export type op =
  | copy_op
  | fill_op
  | move_op
  | watch_op
  | api_op
  | access_op
  | file_op
  | memory_op
  | background_op
  | wait_op
  | pager_op
  | plain_op
  | install_op
  | reclaim_op
  | huge_op
  | fill_fs_op
  | changing_op
  | map2_fill_op
  | src_write_op
  | kill_op;

/** Another CPU does what an operation does. It has no rivals and no failures of its own. */
export type rival_op = op;

/** A scenario. */
export interface scenario {
  readonly id?: string;
  /** The rule in words. */
  readonly about?: string;
  readonly region: region;
  /** Modes of one UFFDIO_REGISTER of the whole region at the start; none: not registered. */
  readonly register?: readonly register_mode[];
  /** Features asked for. With `sigbus` a fault that nobody resolves is a SIGBUS; without, the thread sleeps. */
  readonly features?: readonly feature[];
  /** No UFFDIO_API at the start. */
  readonly no_api?: boolean;
  /** A program sets everything up and exits; another one, with the same descriptors, does the rest. */
  readonly dead_mm?: boolean;
  /** Ours: the region's contents are on another host, and `pager` brings them here. */
  readonly migration?: migration_plan;
  readonly ops: readonly op[];
}
