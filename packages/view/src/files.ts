// Files, place by place: what the page cache has, where it has a hole, and where the file ends.

import type { file_snapshot, machine_snapshot } from "@faultline/core";
import type { file_view, slot_view } from "./model.ts";

const PAGE = 4096;

/** A longer file is shown as far as it has pages. */
const SHOW_ALL = 16;

export function describeFiles({ files }: machine_snapshot): file_view[] {
  return files.map((file) => ({
    key: `file:${file.ino}`,
    ino: file.ino,
    bytes: file.i_size,
    slots: describeSlots(file),
  }));
}

function describeSlots({ ino, i_size, cache }: file_snapshot): slot_view[] {
  const end = Math.ceil(i_size / PAGE);
  const last = Math.max(Math.min(end, SHOW_ALL), ...cache.map(({ index }) => index + 1));
  const byIndex = new Map(cache.map((entry) => [entry.index, entry]));
  const indices = last <= SHOW_ALL ? [...Array(last).keys()] : [...byIndex.keys()];
  return indices.map((index) => {
    const entry = byIndex.get(index);
    const state =
      entry === undefined ? "hole" : entry.pfn === null ? "swapped out" : ("page" as const);
    return {
      key: `slot:${ino}:${index}`,
      index,
      state,
      pfn: entry?.pfn ?? null,
      past_end: index >= end,
    };
  });
}
