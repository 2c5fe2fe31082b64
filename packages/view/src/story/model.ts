// The story of one run as data: what the program did, what the learner's functions called for it, and what that changed.

import type { machine_snapshot } from "@faultline/core";

/** The machine before and after one call. */
export interface moment {
  readonly before: machine_snapshot;
  readonly after: machine_snapshot;
}

export interface story_row {
  /** `2` for the second operation, `2.7` for the seventh thing that happened in it; empty where it ends. */
  readonly n: string;
  /** `user`, `line 12`, `kernel`, or `CPU 1` for another processor. */
  readonly who: string;
  /** How many calls it stands in. */
  readonly depth: number;
  readonly text: string;
  /** What came of it; empty where that is nothing, or is told later. */
  readonly result: string;
  /** Locks that are held when it is over. */
  readonly locks: readonly string[];
  /** What it has changed, as sentences; null where nobody looked. */
  readonly changes: readonly string[] | null;
  /** Rules that were broken here. */
  readonly broken: readonly story_fault[];
  /** Whether the step ends here in which the run and Linux part ways. */
  readonly parted: boolean;
}

export interface story_fault {
  readonly rule: string;
  readonly message: string;
  readonly line: number | null;
}

export interface story {
  /** What there is when it begins. */
  readonly setting: string;
  readonly rows: readonly story_row[];
  /** Rules that show as broken only when all is taken down. */
  readonly end: readonly story_fault[];
  /** Names of the learner's functions. */
  readonly functions: readonly string[];
}

export interface story_options {
  /** Only this operation, from 1 on. */
  readonly step?: number;
  /** What the kernel calls by itself, too, and nothing left out. */
  readonly inside?: boolean;
  /** The step in which the run and Linux part ways, from 1 on; 0 is the set-up. */
  readonly parted?: number;
  /** The machine around a call, by the call's place among all calls of the run; what is not there was not looked at. */
  readonly moments?: ReadonlyMap<number, moment>;
}
