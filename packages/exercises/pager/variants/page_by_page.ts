// Knows one state for each page, and fills page by page: no fill is ever partial.

import {
  EAGAIN,
  EEXIST,
  ENOENT,
  type migration,
  PAGE_SIZE,
  recv_page,
  request_page,
  UFFD_EVENT_PAGEFAULT,
  UFFD_EVENT_REMOVE,
  UFFD_EVENT_UNMAP,
  type uffd_message,
  uffd_read,
  uffdio_copy,
  uffdio_unregister,
  uffdio_wake,
  uffdio_zeropage,
} from "@faultline/core";

/** `away`: at the source. `asked`: there, and somebody waits. `here`: received. `owed`: zeros. `settled`: our part is done. */
type state = "away" | "asked" | "here" | "owed" | "settled";

const states: state[] = [];
/** Per page, where its bytes are; 0 for zeros. */
const bytes: number[] = [];
let result: number | null = null;

export function pager(m: migration): number {
  if (result !== null) {
    hear(m); // for the sake of those who sleep until we do
    return result;
  }
  const pages = m.len / PAGE_SIZE;
  while (states.length < pages) states.push("away");
  take_in(m);
  hear(m);
  let refused = 0;
  do {
    refused = 0;
    for (let page = 0; page < pages && refused === 0; page++) refused = bring(m, page);
  } while (refused === -EAGAIN && hear(m));
  if (refused !== 0 && refused !== -EAGAIN) result = refused;
  if (states.every((one) => one === "settled")) {
    uffdio_unregister(m.uffd, m.start, m.len);
    result = 0;
  }
  return result ?? 0;
}

function take_in(m: migration): void {
  for (;;) {
    const packet = recv_page(m.socket);
    if (packet === null) return;
    const first = packet.offset / PAGE_SIZE;
    for (let i = 0; i * PAGE_SIZE < packet.len; i++) {
      const now = states[first + i];
      if (now !== "away" && now !== "asked") continue;
      states[first + i] = "here";
      bytes[first + i] = packet.zero ? 0 : packet.addr + i * PAGE_SIZE;
    }
  }
}

function hear(m: migration): boolean {
  let heard = false;
  for (;;) {
    const message = uffd_read(m.uffd);
    if (message === null) return heard;
    heard = true;
    if (message.event === UFFD_EVENT_PAGEFAULT) fault(m, message);
    if (message.event === UFFD_EVENT_REMOVE) range(m, message, removed);
    if (message.event === UFFD_EVENT_UNMAP) range(m, message, unmapped);
  }
}

function fault(m: migration, { address }: uffd_message): void {
  const page = Math.floor((address - m.start) / PAGE_SIZE);
  if (states[page] === "settled") states[page] = "owed";
  if (states[page] !== "away") return;
  states[page] = "asked";
  request_page(m.socket, page * PAGE_SIZE);
}

function range(
  m: migration,
  message: uffd_message,
  each: (m: migration, page: number) => void,
): void {
  for (let at = message.start; at < message.end; at += PAGE_SIZE)
    each(m, (at - m.start) / PAGE_SIZE);
}

function removed(_m: migration, page: number): void {
  // Somebody may wait for a page that is asked for or here: zeros for him. Nobody does for the others.
  states[page] = states[page] === "asked" || states[page] === "here" ? "owed" : "settled";
}

function unmapped(m: migration, page: number): void {
  states[page] = "settled";
  uffdio_wake(m.uffd, m.start + page * PAGE_SIZE, PAGE_SIZE);
}

function bring(m: migration, page: number): number {
  const now = states[page];
  if (now !== "here" && now !== "owed") return 0;
  const dst = m.start + page * PAGE_SIZE;
  const from = now === "owed" ? 0 : (bytes[page] ?? 0);
  const done =
    from === 0
      ? uffdio_zeropage(m.uffd, dst, PAGE_SIZE, 0)
      : uffdio_copy(m.uffd, dst, from, PAGE_SIZE, 0);
  switch (done) {
    case -EEXIST:
    case -ENOENT:
      uffdio_wake(m.uffd, dst, PAGE_SIZE);
      break;
    case PAGE_SIZE:
      break;
    default:
      return done;
  }
  states[page] = "settled";
  return 0;
}
