// What a monitor gets hold of while it moves a program's memory: the region, packets of pages, and messages.
// Source: none; flat where C has structures inside of structures. QEMU's name for the first is MigrationIncomingState.

import type { user_addr } from "../linux/types.ts";

/** A region of memory whose contents are still on their way. Descriptors are numbers, as in any program. */
export interface migration {
  /** Reports the faults of the region. It never blocks. */
  readonly uffd: number;
  /** Leads to the source host. It never blocks. */
  readonly socket: number;
  /** The first byte of the region. */
  readonly start: user_addr;
  /** Bytes; whole pages. */
  readonly len: number;
}

/** Pages in a row, as the source host sent them. */
export interface packet {
  /** Where they belong, in bytes from the start of the region. */
  readonly offset: number;
  /** Bytes; whole pages. */
  readonly len: number;
  /** Where they are now, in the monitor's own memory; they stay there until the migration is over. */
  readonly addr: user_addr;
  /** Whether all of these bytes are 0. */
  readonly zero: boolean;
}

/** What uffd_read() returns. Fields that the event does not have are 0. */
export interface uffd_message {
  /** UFFD_EVENT_*. */
  readonly event: number;
  /** UFFD_EVENT_PAGEFAULT: UFFD_PAGEFAULT_FLAG_* bits. */
  readonly flags: number;
  /** UFFD_EVENT_PAGEFAULT: the address of the fault; where the monitor has not asked for more, that of its page. */
  readonly address: number;
  /** UFFD_EVENT_REMOVE and UFFD_EVENT_UNMAP: the first byte of what is given up, … */
  readonly start: number;
  /** … and the first byte behind it. */
  readonly end: number;
}
