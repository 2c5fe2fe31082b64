// Page frames, and who holds each: counted here from page tables and page caches, and compared with the page's own count.

import type { machine_snapshot, page_snapshot } from "@faultline/core";
import { describeAreas } from "./areas.ts";
import type { frame_view, holder } from "./model.ts";
import { hex } from "./names.ts";

export function describeFrames(snapshot: machine_snapshot): frame_view[] {
  const held = holdersByFrame(snapshot);
  return snapshot.pages.map((page) => describeFrame(page, held.get(page.pfn) ?? []));
}

function describeFrame(page: page_snapshot, known: readonly holder[]): frame_view {
  return {
    key: `frame:${page.pfn}`,
    pfn: page.pfn,
    refs: page._refcount,
    mapped: page._mapcount + 1,
    flags: page.flags,
    holders: [...known, ...unexplained(page._refcount - known.length)],
    belongs: belongsTo(page),
    content: page.content,
  };
}

/** References that no page table and no page cache accounts for. */
function unexplained(n: number): holder[] {
  if (n === 0) return [];
  const say = n > 0 ? `${n} more that nothing here explains` : `${-n} fewer than there are holders`;
  return [{ kind: "unknown", say }];
}

function belongsTo({ mapping, index }: page_snapshot): string {
  if (mapping === null) return "nobody yet";
  return mapping === "anon" ? "anonymous memory" : `file ${mapping}, page ${index}`;
}

function holdersByFrame(snapshot: machine_snapshot): Map<number, holder[]> {
  const held = new Map<number, holder[]>();
  const add = (pfn: number, holder: holder): void => {
    held.set(pfn, [...(held.get(pfn) ?? []), holder]);
  };
  for (const { start, ptes } of describeAreas(snapshot))
    for (const { pfn, page } of ptes)
      if (pfn !== null) add(pfn, { kind: "pte", say: `PTE of page ${page} at ${hex(start)}` });
  for (const { ino, cache } of snapshot.files)
    for (const { index, pfn } of cache)
      if (pfn !== null)
        add(pfn, { kind: "page cache", say: `page cache of file ${ino}, page ${index}` });
  return held;
}
