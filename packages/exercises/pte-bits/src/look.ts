// What the tests of this exercise look at: the bits of a pte, where they come from, and the page that it leads to.

import type { judged_run } from "@faultline/kit";

/** The bits of a region page's pte that this exercise is about, and any that have no business there. */
export function bits(run: judged_run, step: number, page: number): readonly string[] {
  const all = run.pte(step, page);
  // No pte has no bits either, and is right nowhere.
  if (!all.includes("present")) return ["absent", ...all];
  return all.filter((bit) => bit !== "present").sort();
}

/** Bits of a pte on x86, as far as they come from the area's protection. */
const READABLE = 0x001 | 0x004; // present, and a program's
const ACCESSED = 0x020;
const PROTNONE = 0x100;
/** Those that the function under test decides on: write, dirty (which has a second bit), uffd-wp. */
const DECIDED = 0x002 | 0x040 | 0x800 | 0x400;

/** The protection of an area that can be read, and of one that cannot be used at all. */
export const readable = READABLE | ACCESSED;
export const untouchable = PROTNONE | ACCESSED;

/** What a region page's pte has of its area: neither the page frame's number nor the bits that are decided on. */
export function protection(run: judged_run, step: number, page: number): number {
  const PAGE_SIZE = 4096;
  const [mm] = run.state(step).mms;
  const start = Math.min(...(mm?.vmas ?? []).map((vma) => vma.start));
  const found = mm?.ptes.find(({ addr }) => addr === start + page * PAGE_SIZE);
  return ((found?.pte ?? 0) % PAGE_SIZE) & ~DECIDED;
}

export const done = { ret: 0 };
