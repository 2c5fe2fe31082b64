// A coroutine, resumed once a run. A refused packet is cut in two until the answer is about one page.

import {
  EAGAIN,
  EEXIST,
  ENOENT,
  type migration,
  PAGE_SIZE,
  recv_page,
  request_page,
  UFFD_EVENT_PAGEFAULT,
  UFFD_EVENT_UNMAP,
  uffd_read,
  uffdio_copy,
  uffdio_unregister,
  uffdio_wake,
  uffdio_zeropage,
} from "@faultline/core";

interface part {
  readonly at: number;
  readonly len: number;
  /** Null for zeros. */
  readonly src: number | null;
  /** Zeros that the program is owed, whatever has been noted of the page. */
  readonly owed: boolean;
}

let running: Generator<number, number, void> | undefined;
let ended: number | undefined;

export function pager(m: migration): number {
  while (ended !== undefined) if (uffd_read(m.uffd) === null) return ended;
  running ??= move(m);
  const { value, done } = running.next();
  if (done === true) ended = value;
  return value;
}

function* move(m: migration): Generator<number, number, void> {
  const open = new Map<number, boolean>(); // page still to come: is it asked for?
  for (let at: number = m.start; at < m.start + m.len; at += PAGE_SIZE) open.set(at, false);
  let parts: part[] = [];
  for (;;) {
    let heard: boolean;
    let refused = false;
    do {
      heard = false;
      for (let one = uffd_read(m.uffd); one !== null; one = uffd_read(m.uffd)) {
        heard = true;
        if (one.event === UFFD_EVENT_PAGEFAULT) parts = parts.concat(missed(m, open, one.address));
        else
          parts = parts.concat(lost(m, open, one.start, one.end, one.event === UFFD_EVENT_UNMAP));
      }
      for (let one = recv_page(m.socket); one !== null; one = recv_page(m.socket))
        parts.push({
          at: m.start + one.offset,
          len: one.len,
          src: one.zero ? null : one.addr,
          owed: false,
        });
      const left: part[] = [];
      refused = false;
      while (parts.length > 0) {
        const [one, ...rest] = parts;
        parts = rest;
        if (one === undefined) break;
        const answer: part[] | number = refused ? -EAGAIN : put(m, open, one);
        if (answer === -EAGAIN) left.push(one);
        else if (typeof answer === "number") return answer;
        else parts = answer.concat(parts);
        refused = answer === -EAGAIN;
      }
      parts = left;
    } while (refused && heard);
    if (open.size === 0 && parts.length === 0) break;
    yield 0;
  }
  uffdio_unregister(m.uffd, m.start, m.len);
  return 0;
}

function missed(m: migration, open: Map<number, boolean>, address: number): part[] {
  const at = Math.floor(address / PAGE_SIZE) * PAGE_SIZE;
  if (open.get(at) === undefined) return [{ at, len: PAGE_SIZE, src: null, owed: true }];
  if (!open.get(at)) request_page(m.socket, at - m.start);
  open.set(at, true);
  return [];
}

function lost(
  m: migration,
  open: Map<number, boolean>,
  start: number,
  end: number,
  gone: boolean,
): part[] {
  const owed: part[] = [];
  for (let at = start; at < end; at += PAGE_SIZE) {
    if (open.get(at) === true && !gone) owed.push({ at, len: PAGE_SIZE, src: null, owed: true });
    open.delete(at);
  }
  if (gone) uffdio_wake(m.uffd, start, end - start);
  return owed;
}

/** Fills a part. Returns what is left of it to be filled, or a negative errno. */
function put(m: migration, open: Map<number, boolean>, part: part): part[] | number {
  const { at, len, src, owed } = part;
  const wanted = pages(at, len).filter((page) => owed || open.has(page));
  if (wanted.length === 0) return [];
  if (wanted.length < len / PAGE_SIZE) return cut(part);
  const done =
    src === null ? uffdio_zeropage(m.uffd, at, len, 0) : uffdio_copy(m.uffd, at, src, len, 0);
  if (done === len) {
    for (const page of wanted) open.delete(page);
    return [];
  }
  if (done > 0) {
    for (const page of pages(at, done)) open.delete(page);
    return [{ ...part, at: at + done, len: len - done, src: src === null ? null : src + done }];
  }
  if (done !== -EEXIST && done !== -ENOENT) return done;
  if (len > PAGE_SIZE) return cut(part);
  open.delete(at);
  uffdio_wake(m.uffd, at, len);
  return [];
}

function cut({ at, len, src, owed }: part): part[] {
  return pages(0, len).map((i) => ({
    at: at + i,
    len: PAGE_SIZE,
    src: src === null ? null : src + i,
    owed,
  }));
}

const pages = (at: number, len: number): number[] =>
  Array.from({ length: len / PAGE_SIZE }, (_, i) => at + i * PAGE_SIZE);
