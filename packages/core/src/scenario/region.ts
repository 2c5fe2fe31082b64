// The mapping that a scenario is about, as data.
// Source: none. The format of the recordings of a running kernel, and what tests need beyond it (marked "ours").

/** What a mapping maps, and how. Counts are in pages of 4096 bytes. */
export interface region {
  /** Length of the mapping, 1 to 8. */
  readonly pages: number;
  /** `shmem`: a file on tmpfs. `memfd`: one that can be sealed. `anon`: MAP_ANONYMOUS. */
  readonly backing: "shmem" | "memfd" | "anon";
  readonly sharing: "shared" | "private";
  readonly prot: "r" | "rw";
  /** Size of the file at the start. Default: `pages`. */
  readonly file_pages?: number;
  /** The same in bytes; wins over file_pages. */
  readonly file_bytes?: number;
  /** Page p of the region is page p + file_pgoff of the file. */
  readonly file_pgoff?: number;
  /** Ours: which pte of its table of 512 the first page has; after the last one comes another table. Default: 0. */
  readonly pte_index?: number;
  /** Limit of the mount. Default: 4096. */
  readonly fs_limit_pages?: number;
  readonly noreserve?: boolean;
  readonly mlocked?: "onfault" | "populate";
  /** Also map the whole file a second time: shared, writable, never watched; or (ours) watched as the first is. */
  readonly map2?: boolean | "watched";
  /** `rdonly`: the mapping is made from a descriptor that was opened for reading. */
  readonly fd?: "rdonly";
  readonly seals?: readonly seal[];
}

export type seal = "seal" | "shrink" | "grow" | "write" | "future_write";
