// What a scenario happens in: one program with a mapping, its file, and a userfaultfd that watches it.
// Source: none; addresses and order are those of the program that made the recordings.

import { PAGE_SIZE } from "../include/linux/mm.ts";
import type { userfaultfd_ctx } from "../include/linux/mm_types.ts";
import type { user_addr } from "../include/linux/types.ts";
import type { program } from "../kernel/program.ts";
import type { thread } from "../kernel/thread.ts";
import type { monitor } from "../kernel/user_calls.ts";
import type { machine } from "../machine.ts";
import type { subject } from "./observe.ts";
import type { range_fields, scenario } from "./types.ts";

/** Where the table of ptes begins that the first page of the mapping under test has its pte in. */
export const BASE = 0x200000000000 as user_addr;
/** The second mapping of the file. */
export const MAP2 = 0x210000000000 as user_addr;
/** Sources of copies that are made for one operation. */
export const SRC = 0x230000000000 as user_addr;
/** The source of copies that is always in memory. */
export const SRCBUF = 0x240000000000 as user_addr;
/** Where the pages of a migration are received. */
export const INBOX = 0x250000000000 as user_addr;

export interface world {
  readonly scenario: scenario;
  readonly machine: machine;
  /** Whose memory the mapping is in. */
  readonly owner: program;
  /** Who does the operations: the owner, or the program that outlived it. */
  readonly actor: program;
  /** Another thread of the actor: what runs on other CPUs. */
  readonly rival: program;
  /** Descriptor of the userfaultfd; -1 once it is closed. */
  ufd: number;
  /** Its context, which lives on in the kernel's hands. */
  ctx: userfaultfd_ctx | null;
  /** Descriptor of the file, for reading and writing; -1 if there is none. */
  ffd: number;
  /** Descriptor that the mapping was made from. */
  mfd: number;
  /** Descriptor of a second userfaultfd. */
  ufd2: number;
  /** Descriptor of the file that fill_fs makes; -1 if there is none. */
  filler: number;
  /** By id, the threads of `bg` that have not been reported done; or what they came to, if they never slept. */
  readonly backgrounds: Map<number, background>;
  /** The monitor of the migration, once it has run. */
  monitor: monitor | null;
  subject: subject;
}

export interface background {
  readonly kind: "read" | "write" | "dontneed" | "remove" | "munmap";
  readonly thread: thread | { readonly state: "done"; readonly result: unknown };
}

/** Directory of the one mount. */
export const MOUNT = "/tmp";

/** Start and length in bytes, as an operation says them. @param start of the memory whose pages it counts */
export function range_of(
  w: world,
  op: range_fields,
  start: number = w.subject.start,
): { start: number; len: number } {
  return {
    start:
      op.addr_raw === undefined
        ? start + (op.page ?? 0) * PAGE_SIZE + (op.dadd ?? 0)
        : Number.parseInt(op.addr_raw, 16),
    len:
      op.len_raw === undefined
        ? (op.n ?? 1) * PAGE_SIZE + (op.ladd ?? 0)
        : Number.parseInt(op.len_raw, 16),
  };
}
