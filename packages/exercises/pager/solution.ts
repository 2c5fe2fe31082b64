// Moves a program's memory while the program runs. This is an answer, not the answer: see variants/ for others.
// Source: the manner of QEMU's and CRIU's monitors, told again in the words of this kit.

import {
  EAGAIN,
  EEXIST,
  ENOENT,
  type migration,
  PAGE_SIZE,
  type packet,
  recv_page,
  request_page,
  UFFD_EVENT_PAGEFAULT,
  UFFD_EVENT_REMOVE,
  uffd_read,
  uffdio_copy,
  uffdio_unregister,
  uffdio_wake,
  uffdio_zeropage,
} from "@faultline/core";

// All pages are byte offsets from the start of the region.

/** Pages that the source still has to give us; null before the first run. */
let missing: Set<number> | null = null;
/** Those of them that we have asked for, as somebody waits. */
const asked = new Set<number>();
/** Pages that somebody waits for and that are zeros, whatever the source says: the program threw them away. */
const zeros = new Set<number>();
/** What has arrived and is not all in its place. */
const packets: packet[] = [];
/** What every later run returns: nothing is left to do, or we gave up. */
let end: number | null = null;

export function pager(m: migration): number {
  if (end !== null) {
    // Who gave memory up in the very last moment still sleeps until that has been read.
    while (uffd_read(m.uffd) !== null);
    return end;
  }
  missing ??= every_page(m);
  let error = 0;
  let news = true;
  while (news) {
    news = listen(m, missing);
    for (let one = recv_page(m.socket); one !== null; one = recv_page(m.socket)) packets.push(one);
    error = place_all(m, missing);
    // While there is something unread about the mappings, nothing can be filled: read it, and try again.
    if (error !== -EAGAIN) break;
  }
  if (error !== 0 && error !== -EAGAIN) {
    end = error;
    return error;
  }
  if (missing.size === 0 && zeros.size === 0) {
    // All that is not there by now is for the kernel to bring. What this returns changes nothing for us.
    uffdio_unregister(m.uffd, m.start, m.len);
    end = 0;
  }
  return 0;
}

function every_page(m: migration): Set<number> {
  const all = new Set<number>();
  for (let page = 0; page < m.len; page += PAGE_SIZE) all.add(page);
  return all;
}

/** Reads all messages. Returns whether there was one. */
function listen(m: migration, missing: Set<number>): boolean {
  let news = false;
  for (let one = uffd_read(m.uffd); one !== null; one = uffd_read(m.uffd)) {
    news = true;
    if (one.event === UFFD_EVENT_PAGEFAULT) {
      touched(m, missing, one.address - (one.address % PAGE_SIZE) - m.start);
    } else {
      const unmapped = one.event !== UFFD_EVENT_REMOVE;
      for (let page = one.start - m.start; page < one.end - m.start; page += PAGE_SIZE)
        given_up(missing, page, unmapped);
      // Who waited for what is not mapped any more has to find that out.
      if (unmapped) uffdio_wake(m.uffd, one.start, one.end - one.start);
    }
  }
  return news;
}

function touched(m: migration, missing: Set<number>, page: number): void {
  if (!missing.has(page)) {
    zeros.add(page); // it is not to come, or it has come already: so it was thrown away since
  } else if (!asked.has(page)) {
    asked.add(page);
    request_page(m.socket, page);
  }
}

function given_up(missing: Set<number>, page: number, unmapped: boolean): void {
  const waited_for = missing.delete(page) && asked.has(page);
  if (unmapped) zeros.delete(page);
  else if (waited_for) zeros.add(page);
}

/** Fills what can be filled now. Returns 0, or why it stopped. */
function place_all(m: migration, missing: Set<number>): number {
  for (const page of zeros) {
    const done = uffdio_zeropage(m.uffd, m.start + page, PAGE_SIZE, 0);
    const error = settle(m, missing, page, done);
    if (error !== 0) return error;
  }
  for (let one = packets[0]; one !== undefined; one = packets[0]) {
    const error = place(m, missing, one);
    if (error !== 0) return error;
    packets.shift();
  }
  return 0;
}

function place(m: migration, missing: Set<number>, one: packet): number {
  const last = one.offset + one.len;
  let page = one.offset;
  while (page < last) {
    let len = 0;
    while (page + len < last && missing.has(page + len)) len += PAGE_SIZE;
    if (len === 0) {
      page += PAGE_SIZE;
      continue;
    }
    let done = fill(m, one, page, len);
    // Not all of one piece: each page may still be there by itself.
    if (done === -ENOENT && len > PAGE_SIZE) done = fill(m, one, page, PAGE_SIZE);
    if (done > 0) {
      for (let i = 0; i < done; i += PAGE_SIZE) missing.delete(page + i);
      page += done;
    } else {
      const error = settle(m, missing, page, done);
      if (error !== 0) return error;
    }
  }
  return 0;
}

function fill(m: migration, one: packet, page: number, len: number): number {
  if (one.zero) return uffdio_zeropage(m.uffd, m.start + page, len, 0);
  return uffdio_copy(m.uffd, m.start + page, one.addr + (page - one.offset), len, 0);
}

/** One page is done with: we filled it, or others did, or it is not mapped any more. Else returns the error. */
function settle(m: migration, missing: Set<number>, page: number, done: number): number {
  if (done < 0) {
    if (done !== -EEXIST && done !== -ENOENT) return done;
    // A fill wakes only if it fills. Whoever waits here must not wait for us any longer.
    uffdio_wake(m.uffd, m.start + page, PAGE_SIZE);
  }
  missing.delete(page);
  zeros.delete(page);
  return 0;
}
