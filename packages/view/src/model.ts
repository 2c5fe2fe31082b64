// What a machine looks like to a reader: the snapshot's facts, named and put next to each other.
// Everything that can change has a key, by which a change is found again in a table or a picture.

/** A number with its name. */
export interface count {
  readonly key: string;
  /** Linux's name for it. */
  readonly name: string;
  readonly value: number;
  /** What it counts, in words. */
  readonly meaning: string;
}

/** A number of the ledger. */
export interface ledger_line extends count {
  /** Whose number it is: a mount's, a file's, the system's. */
  readonly owner: string;
  /** Which file's, if a file's. */
  readonly file: number | null;
  /** The most that it may become; null if nothing limits it. */
  readonly limit: number | null;
}

/** One entry of a page table, also where nothing is. */
export interface pte_view {
  readonly key: string;
  readonly addr: number;
  /** Page within its area. */
  readonly page: number;
  readonly state: "none" | "page" | "zero page" | "swapped out" | "marker";
  readonly pfn: number | null;
  /** Names of the bits that are set. */
  readonly bits: readonly string[];
}

/** A VMA with its part of the page table. */
export interface area_view {
  readonly key: string;
  /** Which program has it, from 0 on. */
  readonly program: number;
  readonly start: number;
  readonly pages: number;
  /** `read`, `write`, `shared` or `private`, `locked`. */
  readonly rights: readonly string[];
  /** What a userfaultfd is told of: `missing`, `minor`, `write-protect`. */
  readonly watched: readonly string[];
  readonly file: number | null;
  /** Page of the file at the start. */
  readonly pgoff: number;
  readonly ptes: readonly pte_view[];
}

/** Somebody who holds a reference to a page. */
export interface holder {
  readonly kind: "pte" | "page cache" | "unknown";
  readonly say: string;
}

/** A page frame that is in use. */
export interface frame_view {
  readonly key: string;
  readonly pfn: number;
  readonly refs: number;
  /** How many PTEs map it, by its own count. */
  readonly mapped: number;
  readonly flags: readonly string[];
  readonly holders: readonly holder[];
  /** Whose page it says it is. */
  readonly belongs: string;
  /** First and last byte, in hexadecimal. */
  readonly content: string;
}

/** One place in a file's page cache. */
export interface slot_view {
  readonly key: string;
  readonly index: number;
  readonly state: "hole" | "page" | "swapped out";
  readonly pfn: number | null;
  /** Whether the place lies past the end of the file. */
  readonly past_end: boolean;
}

export interface file_view {
  readonly key: string;
  readonly ino: number;
  readonly bytes: number;
  readonly slots: readonly slot_view[];
}

/** A machine, described. */
export interface machine_view {
  readonly release: string;
  readonly areas: readonly area_view[];
  readonly frames: readonly frame_view[];
  readonly files: readonly file_view[];
  readonly ledger: readonly ledger_line[];
  /** Blocks that a mount counts and no file has; 0 in a sound machine. */
  readonly lost_blocks: number;
  /** Pages that files have and have not paid for; 0 in a sound machine. */
  readonly unpaid_pages: number;
  readonly rss: readonly count[];
  readonly lru: readonly count[];
  readonly locks: readonly string[];
  readonly dmesg: readonly string[];
}

/** Something that is different now. */
export interface change {
  /** The key of what changed. */
  readonly key: string;
  readonly say: string;
}
