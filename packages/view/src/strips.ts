// Page tables and page caches in one drawing: a column for each page, with what maps it and what holds it.

import type {
  area_view,
  file_view,
  frame_view,
  machine_view,
  pte_view,
  slot_view,
} from "./model.ts";

/** One page of an area, from its PTE down to the file. */
export interface column {
  readonly page: number;
  readonly pte: pte_view;
  /** The frame that the PTE leads to. */
  readonly frame: frame_view | null;
  /** The file's place behind this page; null where there is no file, or it has no such place. */
  readonly slot: slot_view | null;
  /** The frame in that place, where it is another one than the PTE's. */
  readonly cached: frame_view | null;
}

/** An area as a row of columns. */
export interface strip {
  readonly area: area_view;
  readonly file: file_view | null;
  readonly columns: readonly column[];
}

export interface drawing {
  readonly strips: readonly strip[];
  /** Areas that only help: no file, and nobody watches them. */
  readonly others: readonly area_view[];
  /** Frames that appear in no strip and belong to no such area. */
  readonly loose: readonly frame_view[];
}

/** Sorts a machine into strips and what is left over. */
export function drawingOf(view: machine_view): drawing {
  const frames = new Map(view.frames.map((frame) => [frame.pfn, frame]));
  const isShown = ({ file, watched }: area_view): boolean => file !== null || watched.length > 0;
  const strips = view.areas.filter(isShown).map((area) => stripOf(area, view.files, frames));
  const others = view.areas.filter((area) => !isShown(area));
  const drawn = new Set(
    [...strips.flatMap(({ area }) => area), ...others].flatMap(({ ptes }) =>
      ptes.map(({ pfn }) => pfn),
    ),
  );
  for (const { columns } of strips) for (const { slot } of columns) drawn.add(slot?.pfn ?? null);
  return { strips, others, loose: view.frames.filter(({ pfn }) => !drawn.has(pfn)) };
}

function stripOf(
  area: area_view,
  files: readonly file_view[],
  frames: ReadonlyMap<number, frame_view>,
): strip {
  const file = files.find(({ ino }) => ino === area.file) ?? null;
  const find = (pfn: number | null | undefined): frame_view | null =>
    (pfn == null ? undefined : frames.get(pfn)) ?? null;
  const columns = area.ptes.map((pte): column => {
    const slot = file?.slots.find(({ index }) => index === area.pgoff + pte.page) ?? null;
    const other = slot?.pfn === pte.pfn ? null : find(slot?.pfn);
    return { page: pte.page, pte, frame: find(pte.pfn), slot, cached: other };
  });
  return { area, file, columns };
}
