// The monitor of the self-tests: it polls, reads, counts, and resolves what it is told of, until nobody waits any more.

import { expect } from "vitest";
import {
  type access_result,
  EEXIST,
  errname,
  PAGE_SIZE,
  POLLIN,
  UFFD_EVENT_PAGEFAULT,
  UFFD_PAGEFAULT_FLAG_MINOR,
  UFFD_PAGEFAULT_FLAG_WP,
  UFFDIO_CONTINUE,
  UFFDIO_COPY,
  UFFDIO_COPY_MODE_WP,
  UFFDIO_WAKE,
  UFFDIO_WRITEPROTECT,
  UFFDIO_WRITEPROTECT_MODE_WP,
  type uffd_msg,
} from "../../src/index.ts";
import { type bench, page_at } from "./selftest.ts";

/** What a monitor does about each kind of message; for the others it fails the test. */
export interface handlers {
  readonly missing?: (addr: number) => void;
  readonly minor?: (addr: number) => void;
  readonly wp?: (addr: number) => void;
  readonly remove?: (start: number, end: number) => void;
}

export interface monitor {
  /** Messages so far. */
  readonly count: { missing: number; minor: number; wp: number; remove: number };
  /** Serves until no message is left. */
  serve(): void;
  /** Loads a byte as a thread that may sleep, and serves until it has it. */
  load(addr: number): number;
  /** Stores a byte in the same way. */
  store(addr: number, byte: number): void;
}

/** A monitor for the program's userfaultfd. */
export function monitor(bench: bench, handlers: handlers): monitor {
  const { p, uffd } = bench;
  const count = { missing: 0, minor: 0, wp: 0, remove: 0 };
  const serve = (): void => {
    while (p.poll(uffd) & POLLIN) {
      const messages: uffd_msg[] = [];
      p.read(uffd, messages);
      for (const message of messages) handle(message, handlers, count);
    }
  };
  const served = (end: access_result): number => {
    serve();
    const last = end.kind === "blocked" ? (end.thread.result as access_result | null) : end;
    if (last?.kind !== "ok") throw new Error(`The access came to ${last?.kind ?? "no end"}.`);
    return last.value;
  };
  return {
    count,
    serve,
    load: (addr) => served(p.load(addr)),
    store: (addr, byte) => void served(p.store(addr, byte)),
  };
}

function handle(message: uffd_msg, handlers: handlers, count: monitor["count"]): void {
  if (message.event === UFFD_EVENT_PAGEFAULT) {
    const { flags, address } = message.arg.pagefault;
    const kind = kind_of(flags);
    count[kind] += 1;
    nonnull(handlers[kind], kind)(address - (address % PAGE_SIZE));
  } else {
    const { start, end } = message.arg.remove;
    count.remove += 1;
    nonnull(handlers.remove, "remove")(start, end);
  }
}

function kind_of(flags: number): "missing" | "minor" | "wp" {
  if (flags & UFFD_PAGEFAULT_FLAG_WP) return "wp";
  return flags & UFFD_PAGEFAULT_FLAG_MINOR ? "minor" : "missing";
}

function nonnull<T>(handler: T | undefined, kind: string): T {
  if (handler === undefined) throw new Error(`Nobody expected a message of the kind ${kind}.`);
  return handler;
}

/** COPYs single pages; once in its life it tries the same page twice. */
export function copier({ p, uffd }: bench, mode = 0): (dst: number, src: number) => void {
  let tried_twice = false;
  const copy = (dst: number, src: number): string => {
    const arg = { dst, src, len: PAGE_SIZE, mode, copy: 0 };
    const ret = p.ioctl(uffd, UFFDIO_COPY, arg);
    expect(arg.copy).toBe(ret === 0 ? PAGE_SIZE : -EEXIST);
    // Whoever filled the page before us may have been too early to wake the thread that we know of.
    if (ret !== 0) expect(p.ioctl(uffd, UFFDIO_WAKE, page_at(dst))).toBe(0);
    return errname(ret);
  };
  return (dst, src) => {
    expect(copy(dst, src)).toBe("0");
    if (!tried_twice) expect(copy(dst, src)).toBe("-EEXIST");
    tried_twice = true;
  };
}

/** COPY that protects the page at once. */
export const protecting_copier = (bench: bench) => copier(bench, UFFDIO_COPY_MODE_WP);

/** CONTINUEs with one page. */
export function continue_page({ p, uffd }: bench, addr: number, mode = 0): void {
  const arg = { range: page_at(addr), mode, mapped: 0 };
  expect(errname(p.ioctl(uffd, UFFDIO_CONTINUE, arg))).toBe("0");
  expect(arg.mapped).toBe(PAGE_SIZE);
}

/** Protects a page, or lifts its protection and wakes who waits to write. */
export function protect({ p, uffd }: bench, addr: number, on: boolean): void {
  const mode = on ? UFFDIO_WRITEPROTECT_MODE_WP : 0;
  expect(errname(p.ioctl(uffd, UFFDIO_WRITEPROTECT, { range: page_at(addr), mode }))).toBe("0");
}
