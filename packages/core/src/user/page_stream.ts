// The way from the source host: what it still has to send, in which order, and what has arrived.
// Source: none; what QEMU's post-copy does over its socket. Time is the caller's: he says how many packets arrive.

import { pte_pfn } from "../arch/x86/pgtable.ts";
import { PAGE_ALIGNED, PAGE_SIZE } from "../include/linux/mm.ts";
import type { mm_struct } from "../include/linux/mm_types.ts";
import type { user_addr } from "../include/linux/types.ts";
import type { packet } from "../include/user/migration.ts";
import { own } from "../kernel.ts";
import { EINVAL } from "../lib/errno.ts";
import { writable_bytes } from "../mm/highmem.ts";
import { pfn_to_page } from "../mm/page_alloc.ts";
import { pte_at } from "../mm/pgtable.ts";

/** Pages in a row, that are sent as one packet. */
export interface run {
  readonly page: number;
  /** Default: 1. */
  readonly n?: number;
}

/** The source host, as data. */
export interface migration_plan {
  /** What each page of the region is filled with there, from the first on; the rest is zeros. */
  readonly contents: readonly number[];
  /** What the source sends of its own accord, in this order. Default: each page by itself, from the first on. */
  readonly pushes?: readonly run[];
  /** How many packets arrive before the monitor's first run, the second, …; the last number is for all others too. */
  readonly arrive?: readonly number[];
}

export interface page_stream {
  readonly plan: migration_plan;
  /** Pages of the region. */
  readonly pages: number;
  /** Where packets are received: each page has its own place there, in the receiver's memory. */
  readonly inbox: user_addr;
  /** What the source sends of its own accord, in this order. */
  readonly pushes: run[];
  /** Pages that were asked for and are not on their way yet: they go first. */
  readonly urgent: number[];
  /** Pages that have been sent. */
  readonly sent: Set<number>;
  /** What has arrived and has not been received. */
  readonly arrived: run[];
  /** Every page that was ever asked for, in order. */
  readonly asked: number[];
  /** How many packets have been received. */
  received: number;
  /** How often packets have arrived. */
  rounds: number;
}

export function new_stream(plan: migration_plan, pages: number, inbox: user_addr): page_stream {
  const one_by_one = Array.from({ length: pages }, (_, page) => ({ page }));
  return {
    plan,
    pages,
    inbox,
    pushes: [...(plan.pushes ?? one_by_one)],
    urgent: [],
    sent: new Set(),
    arrived: [],
    asked: [],
    received: 0,
    rounds: 0,
  };
}

/** Time goes by: as many packets arrive as the plan says, or fewer if there are no more. */
export function arrive(stream: page_stream): void {
  const { arrive = [1] } = stream.plan;
  const packets = arrive[stream.rounds] ?? arrive.at(-1) ?? 0;
  stream.rounds += 1;
  for (let i = 0; i < packets; i++) {
    const next = next_run(stream);
    if (next === null) return;
    for (const page of pages_of(next)) stream.sent.add(page);
    stream.arrived.push(next);
  }
}

function next_run({ urgent, pushes, sent }: page_stream): run | null {
  const page = urgent.shift();
  if (page !== undefined) return { page };
  // A run is sent whole, with what was asked for out of it; one of which all was asked for is not.
  for (let run = pushes.shift(); run !== undefined; run = pushes.shift())
    if (!pages_of(run).every((one) => sent.has(one))) return run;
  return null;
}

const pages_of = ({ page, n = 1 }: run): number[] => Array.from({ length: n }, (_, i) => page + i);

/** Takes in the next packet that has arrived: its bytes are in the memory of `mm` then. Null if there is none. */
export function receive(stream: page_stream, mm: mm_struct): packet | null {
  const next = stream.arrived.shift();
  if (next === undefined) return null;
  stream.received += 1;
  const pages = pages_of(next);
  for (const page of pages) {
    const at = (stream.inbox + page * PAGE_SIZE) as user_addr;
    writable_bytes(pfn_to_page(pte_pfn(pte_at(mm, at)))).fill(content_of(stream, page));
  }
  return own({
    offset: next.page * PAGE_SIZE,
    len: pages.length * PAGE_SIZE,
    addr: (stream.inbox + next.page * PAGE_SIZE) as user_addr,
    zero: pages.every((page) => content_of(stream, page) === 0),
  });
}

const content_of = ({ plan }: page_stream, page: number): number => plan.contents[page] ?? 0;

/**
 * Asks the source for one page, before all that it would send of its own accord. What has been sent is not sent again.
 *
 * @param offset bytes
 * @returns 0, or -EINVAL for what is no page of the source's
 */
export function request(stream: page_stream, offset: number): number {
  const page = offset / PAGE_SIZE;
  if (!PAGE_ALIGNED(offset) || page < 0 || page >= stream.pages) return -EINVAL;
  stream.asked.push(page);
  if (!stream.sent.has(page) && !stream.urgent.includes(page)) stream.urgent.push(page);
  return 0;
}
