// The reference monitor: post-copy migration of a region that is in use. What runs where no answer replaces it.
// Source: the manner of QEMU's migration/postcopy-ram.c and of CRIU's criu/uffd.c; told in the words of this kit.

import { PAGE_SIZE } from "../include/linux/mm.ts";
import { UFFD_EVENT_PAGEFAULT, UFFD_EVENT_REMOVE } from "../include/uapi/linux/userfaultfd.ts";
import type { migration, packet, uffd_message } from "../include/user/migration.ts";
import {
  type monitor,
  recv_page,
  request_page,
  uffd_read,
  uffdio_copy,
  uffdio_unregister,
  uffdio_wake,
  uffdio_zeropage,
} from "../kernel/user_calls.ts";
import { kernel } from "../kernel.ts";
import { EAGAIN, EEXIST, ENOENT } from "../lib/errno.ts";

/** What the monitor knows of a migration. Pages are offsets in bytes. */
interface progress {
  /** Pages whose contents are still to come from the source. */
  readonly missing: Set<number>;
  /** Those of them that somebody waits for: each has been asked for. */
  readonly asked: Set<number>;
  /** Pages that the program has given up and touched again: they are zeros now, whatever the source has. */
  readonly zeros: Set<number>;
  /** Packets that have arrived and are not in their place yet, or not all of them is. */
  readonly packets: packet[];
  /** Nothing is left to be done; or why the monitor has given up. */
  end: number | null;
}

/** A migration of which nothing has come yet. */
function new_progress({ len }: migration): progress {
  const missing = new Set<number>();
  for (let offset = 0; offset < len; offset += PAGE_SIZE) missing.add(offset);
  return { missing, asked: new Set(), zeros: new Set(), packets: [], end: null };
}

/**
 * Does all that there is to do now: hears who waits and what is given up, asks for what is missed, puts in what came.
 * When nothing is missing any more, it gives the region back to the kernel.
 *
 * @returns 0, or a negative errno once it has given up: the program has ended, or memory cannot be filled
 */
export function reference_pager(m: migration): number {
  const monitor = kernel().user as monitor;
  monitor.notes ??= new_progress(m);
  return move_memory(m, monitor.notes as progress);
}

function move_memory(m: migration, p: progress): number {
  if (p.end !== null) {
    // Who gave memory up in the very last moment still sleeps until that has been read.
    while (uffd_read(m.uffd) !== null);
    return p.end;
  }
  let { news, error } = round(m, p);
  // The kernel fills nothing while there is something that we have not read. If there was nothing, it is too early.
  while (error === -EAGAIN && news) ({ news, error } = round(m, p));
  if (error !== 0 && error !== -EAGAIN) p.end = error;
  else if (p.missing.size === 0 && p.zeros.size === 0) {
    uffdio_unregister(m.uffd, m.start, m.len);
    p.end = 0;
  }
  return p.end ?? 0;
}

function round(m: migration, p: progress): { news: boolean; error: number } {
  const news = listen(m, p);
  collect(m, p);
  return { news, error: place_all(m, p) };
}

/** Reads all messages. Returns whether there was one. */
function listen(m: migration, p: progress): boolean {
  let news = false;
  for (let one = uffd_read(m.uffd); one !== null; one = uffd_read(m.uffd)) {
    news = true;
    if (one.event === UFFD_EVENT_PAGEFAULT) touched(m, p, one.address - m.start);
    else given_up(m, p, one);
  }
  return news;
}

function touched(m: migration, p: progress, at: number): void {
  const offset = at - (at % PAGE_SIZE);
  if (!p.missing.has(offset)) {
    // It was here, or was to come, and the program has thrown it away since.
    p.zeros.add(offset);
  } else if (!p.asked.has(offset)) {
    p.asked.add(offset);
    request_page(m.socket, offset);
  }
}

function given_up(m: migration, p: progress, { event, start, end }: uffd_message): void {
  for (let offset = start - m.start; offset < end - m.start; offset += PAGE_SIZE) {
    const waited_for = p.missing.delete(offset) && p.asked.has(offset);
    if (event === UFFD_EVENT_REMOVE && waited_for) p.zeros.add(offset);
    if (event !== UFFD_EVENT_REMOVE) p.zeros.delete(offset);
  }
  // Who waited for memory that is not mapped any more must find that out.
  if (event !== UFFD_EVENT_REMOVE) uffdio_wake(m.uffd, start, end - start);
}

function collect({ socket }: migration, { packets }: progress): void {
  for (let one = recv_page(socket); one !== null; one = recv_page(socket)) packets.push(one);
}

function place_all(m: migration, p: progress): number {
  for (const offset of p.zeros) {
    const error = settled(m, p, offset, zero(m, offset, PAGE_SIZE));
    if (error !== 0) return error;
  }
  for (let one = p.packets[0]; one !== undefined; one = p.packets[0]) {
    const error = place(m, p, one);
    if (error !== 0) return error;
    p.packets.shift();
  }
  return 0;
}

const zero = (m: migration, offset: number, len: number): number =>
  uffdio_zeropage(m.uffd, m.start + offset, len, 0);

/** Puts in what is still missing of a packet, in as few calls as can be. Returns 0, or why that cannot be done now. */
function place(m: migration, p: progress, one: packet): number {
  const end = one.offset + one.len;
  for (let offset = one.offset; offset < end; ) {
    if (!p.missing.has(offset)) {
      offset += PAGE_SIZE;
      continue;
    }
    const done = fill(m, one, offset, stretch(p, offset, end));
    if (done > 0) {
      for (const until = offset + done; offset < until; offset += PAGE_SIZE)
        p.missing.delete(offset);
      continue;
    }
    const error = settled(m, p, offset, done);
    if (error !== 0) return error;
  }
  return 0;
}

/** How many bytes are missing from `offset` on, without a gap. */
function stretch({ missing }: progress, offset: number, end: number): number {
  let to = offset;
  while (to < end && missing.has(to)) to += PAGE_SIZE;
  return to - offset;
}

/** Fills as much as goes in one call. Memory that is not all of one piece has to be filled page by page. */
function fill(m: migration, one: packet, offset: number, len: number): number {
  const once = (bytes: number): number =>
    one.zero
      ? zero(m, offset, bytes)
      : uffdio_copy(m.uffd, m.start + offset, one.addr + offset - one.offset, bytes, 0);
  const done = once(len);
  return done === -ENOENT && len > PAGE_SIZE ? once(PAGE_SIZE) : done;
}

/** One page is settled, by us or by others, or is not there any more. Returns 0, or why it is not. */
function settled(m: migration, p: progress, offset: number, done: number): number {
  if (done !== PAGE_SIZE && done !== -EEXIST && done !== -ENOENT) return done;
  p.missing.delete(offset);
  p.zeros.delete(offset);
  // Whoever filled it may have left it to us to wake those who wait for it.
  if (done < 0) uffdio_wake(m.uffd, m.start + offset, PAGE_SIZE);
  return 0;
}
