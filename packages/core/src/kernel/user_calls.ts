// What a monitor's own code can call: the ioctls of a userfaultfd and its read(), and the way to the source host.
// Source: ioctl_userfaultfd(2), and tools/testing/selftests/mm/uffd-common.c for how they are used. See docs/adr/0015.

import type { user_addr } from "../include/linux/types.ts";
import {
  UFFD_EVENT_PAGEFAULT,
  UFFDIO_CONTINUE,
  UFFDIO_COPY,
  UFFDIO_UNREGISTER,
  UFFDIO_WAKE,
  UFFDIO_WRITEPROTECT,
  UFFDIO_ZEROPAGE,
  type uffd_msg,
} from "../include/uapi/linux/userfaultfd.ts";
import type { migration, packet, uffd_message } from "../include/user/migration.ts";
import { kernel, own } from "../kernel.ts";
import { EBADF } from "../lib/errno.ts";
import { type page_stream, receive, request } from "../user/page_stream.ts";
import { EXPORT_TO_USER } from "./export.ts";
import type { anyFunction } from "./gate.ts";
import type { program } from "./program.ts";

/** Whose code runs: what its descriptors lead to, and what it has done. */
export interface monitor {
  readonly program: program;
  readonly migration: migration;
  readonly stream: page_stream;
  /** How often it has called each function. */
  readonly work: Record<string, number>;
  /** What the machine's own monitor keeps from one run to the next; an answer has variables of its own. */
  notes: unknown;
}

/** Runs `f` as the monitor's own code. Context: the machine is entered, as the monitor's program. */
export function as_monitor<T>(monitor: monitor, f: () => T): T {
  const k = kernel();
  const { user } = k;
  k.user = monitor;
  try {
    return f();
  } finally {
    k.user = user;
  }
}

type parameter = "int" | "addr";

/** A function of the library. @param f gets the monitor that called first */
function user_call<A extends unknown[], R>(
  name: string,
  expected: readonly parameter[],
  f: (monitor: monitor, ...args: A) => R,
): (...args: A) => R {
  const call: anyFunction = (...args) => {
    const monitor = kernel().user as monitor;
    monitor.work[name] = (monitor.work[name] ?? 0) + 1;
    return f(monitor, ...(args as A));
  };
  return EXPORT_TO_USER(name, expected, call) as (...args: A) => R;
}

/** What an out field holds before the kernel writes it: nothing that the kernel ever writes. */
const UNTOUCHED = 0;

/** The out field says more than what the ioctl returned: how far it got. But it may not have been written. */
const outcome = (ret: number, out: number): number => (out === UNTOUCHED ? ret : out);

/**
 * UFFDIO_COPY: fills [dst, dst + len), where nothing is yet, with the bytes at `src`, and wakes who waits there.
 *
 * @param mode 0, or UFFDIO_COPY_MODE_DONTWAKE
 * @returns how many bytes have been filled, from `dst` on: fewer than `len` if the next page could not be; or, with
 *   nothing done and nobody woken,
 *   -EEXIST  the first page is there already
 *   -EAGAIN  the address space is being changed, and what has been told of that is not read yet: read, and try again
 *   -ENOENT  not all of the range is mapped, in one piece, and watched
 *   -ESRCH   the program that the memory belonged to has ended
 *   -EFAULT  the bytes at `src` cannot be read
 *   -EINVAL  the range makes no sense;  -ENOMEM  no memory;  -EBADF  no userfaultfd
 */
export const uffdio_copy = user_call(
  "uffdio_copy",
  ["int", "addr", "addr", "addr", "int"],
  ({ program }, uffd: number, dst: number, src: number, len: number, mode: number): number => {
    const arg = { dst, src, len, mode, copy: UNTOUCHED };
    return outcome(program.ioctl(uffd, UFFDIO_COPY, arg), arg.copy);
  },
);

/** UFFDIO_ZEROPAGE: the same with zeros, and in private memory without taking a page for them. */
export const uffdio_zeropage = user_call(
  "uffdio_zeropage",
  ["int", "addr", "addr", "int"],
  ({ program }, uffd: number, start: number, len: number, mode: number): number => {
    const arg = { range: { start, len }, mode, zeropage: UNTOUCHED };
    return outcome(program.ioctl(uffd, UFFDIO_ZEROPAGE, arg), arg.zeropage);
  },
);

/** UFFDIO_CONTINUE: the same with the pages that the mapped file has there already; -EFAULT where it has none. */
export const uffdio_continue = user_call(
  "uffdio_continue",
  ["int", "addr", "addr", "int"],
  ({ program }, uffd: number, start: number, len: number, mode: number): number => {
    const arg = { range: { start, len }, mode, mapped: UNTOUCHED };
    return outcome(program.ioctl(uffd, UFFDIO_CONTINUE, arg), arg.mapped);
  },
);

/** UFFDIO_WAKE: lets those go on who wait for a page of the range: they try their access again. 0 or -EINVAL. */
export const uffdio_wake = user_call(
  "uffdio_wake",
  ["int", "addr", "addr"],
  ({ program }, uffd: number, start: number, len: number): number =>
    program.ioctl(uffd, UFFDIO_WAKE, { start, len }),
);

/**
 * UFFDIO_WRITEPROTECT: protects pages, or ends that and wakes who waits to write.
 *
 * @param mode UFFDIO_WRITEPROTECT_MODE_* bits
 * @returns 0, or -EAGAIN, -ENOENT, -EINVAL, -ESRCH as from uffdio_copy()
 */
export const uffdio_writeprotect = user_call(
  "uffdio_writeprotect",
  ["int", "addr", "addr", "int"],
  ({ program }, uffd: number, start: number, len: number, mode: number): number =>
    program.ioctl(uffd, UFFDIO_WRITEPROTECT, { range: { start, len }, mode }),
);

/**
 * UFFDIO_UNREGISTER: faults in the range are not reported any more, and are the kernel's again. Who waits is woken.
 *
 * @returns 0, or -EINVAL, -ENOMEM: nothing is mapped there
 */
export const uffdio_unregister = user_call(
  "uffdio_unregister",
  ["int", "addr", "addr"],
  ({ program }, uffd: number, start: number, len: number): number =>
    program.ioctl(uffd, UFFDIO_UNREGISTER, { start, len }),
);

/** read(2): the next message, or null for none. A thread that gives memory up goes on once that has been read. */
export const uffd_read = user_call(
  "uffd_read",
  ["int"],
  ({ program }, uffd: number): uffd_message | null => {
    const messages: uffd_msg[] = [];
    program.read(uffd, messages);
    const [message] = messages;
    return message === undefined ? null : own(flat(message));
  },
);

function flat(message: uffd_msg): uffd_message {
  const { event } = message;
  if (event === UFFD_EVENT_PAGEFAULT) {
    const { flags, address } = message.arg.pagefault;
    return { event, flags, address, start: 0, end: 0 };
  }
  const { start, end } = message.arg.remove;
  return { event, flags: 0, address: 0, start, end };
}

/** The next packet from the source host; null if none has arrived that has not been received. */
export const recv_page = user_call(
  "recv_page",
  ["int"],
  ({ migration, stream, program }, socket: number): packet | null =>
    socket === migration.socket ? receive(stream, program.mm) : null,
);

/**
 * Asks the source host for one page out of turn. It will be a packet of its own, unless the page is on its way already.
 *
 * @param offset bytes from the start of the region
 * @returns 0, or -EINVAL for what is no page of the region, -EBADF
 */
export const request_page = user_call(
  "request_page",
  ["int", "int"],
  ({ migration, stream }, socket: number, offset: number): number =>
    socket === migration.socket ? request(stream, offset) : -EBADF,
);

/** What to call the monitor's function with. */
export const new_migration = (
  uffd: number,
  socket: number,
  start: user_addr,
  len: number,
): migration => own({ uffd, socket, start, len });
