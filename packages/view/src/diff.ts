// What changed between two moments of one machine, as sentences. Nothing changed: no sentence.

import type { machine_snapshot } from "@faultline/core";
import { describeSnapshot } from "./describe.ts";
import { changesOfFrames } from "./diff_frames.ts";
import type { area_view, change, count, machine_view, pte_view, slot_view } from "./model.ts";
import { hex, pages } from "./names.ts";

/** What is different in `after`; the most telling first. */
export function diffSnapshots(before: machine_snapshot, after: machine_snapshot): change[] {
  return diffViews(describeSnapshot(before), describeSnapshot(after));
}

/** The same of two descriptions. */
export function diffViews(before: machine_view, after: machine_view): change[] {
  return [
    ...changesOfLog(before, after),
    ...changesOfAreas(before.areas, after.areas),
    ...changesOfPtes(before, after),
    ...changesOfSlots(before, after),
    ...changesOfFrames(before.frames, after.frames),
    ...changesOfBooks(before, after),
    ...changesOfCounts(before.ledger, after.ledger),
    ...changesOfCounts(before.rss, after.rss),
    ...changesOfCounts(before.lru, after.lru),
  ];
}

export const byKey = <T extends { readonly key: string }>(all: readonly T[]): Map<string, T> =>
  new Map(all.map((one) => [one.key, one]));

function changesOfLog(before: machine_view, after: machine_view): change[] {
  return after.dmesg
    .slice(before.dmesg.length)
    .map((line, i) => ({ key: `dmesg:${before.dmesg.length + i}`, say: `Log: ${line}` }));
}

function changesOfAreas(before: readonly area_view[], after: readonly area_view[]): change[] {
  const was = byKey(before);
  const is = byKey(after);
  const gone = before
    .filter(({ key }) => !is.has(key))
    .map(({ key, start }) => ({ key, say: `The mapping at ${hex(start)} is gone.` }));
  const here = after.flatMap((area) => {
    const old = was.get(area.key);
    if (old === undefined) return [{ key: area.key, say: `${sayArea(area)} is new.` }];
    return sayArea(old) === sayArea(area)
      ? []
      : [{ key: area.key, say: `The mapping is now: ${sayArea(area)}.` }];
  });
  return [...gone, ...here];
}

/** `4 pages at 0x…, read write shared, of file 3, watched for missing faults`. */
export function sayArea({ start, pages: n, rights, file, pgoff, watched }: area_view): string {
  const of =
    file === null ? "anonymous" : `of file ${file}${pgoff > 0 ? ` from page ${pgoff}` : ""}`;
  const by = watched.length > 0 ? `, watched for ${watched.join(" and ")} faults` : "";
  return `${pages(n)} at ${hex(start)}, ${rights.join(" ")}, ${of}${by}`;
}

function changesOfPtes(before: machine_view, after: machine_view): change[] {
  const was = byKey(before.areas.flatMap((area) => area.ptes));
  return after.areas
    .flatMap((area) => area.ptes)
    .flatMap((pte) => {
      const old = was.get(pte.key);
      const now = sayPte(pte);
      if (old === undefined ? pte.state === "none" : sayPte(old) === now) return [];
      return [{ key: pte.key, say: `The PTE of page ${pte.page} is now: ${now}.` }];
    });
}

/** `frame 17, present write dirty`, or `none`. */
export function sayPte({ state, pfn, bits }: pte_view): string {
  if (state === "none") return "none";
  const what = pfn === null ? state : `frame ${pfn}`;
  return `${what}, ${bits.join(" ")}`;
}

function changesOfSlots(before: machine_view, after: machine_view): change[] {
  const was = byKey(before.files.flatMap(({ slots }) => slots));
  return after.files.flatMap(({ ino, slots, bytes }) => [
    ...changesOfSize(before, ino, bytes),
    ...slots.flatMap((slot) => {
      const old = was.get(slot.key);
      const [then, now] = [old === undefined ? "a hole" : saySlot(old), saySlot(slot)];
      if (then === now) return [];
      return [{ key: slot.key, say: `Page ${slot.index} of file ${ino}: ${then}, now ${now}.` }];
    }),
  ]);
}

function changesOfSize(before: machine_view, ino: number, bytes: number): change[] {
  const old = before.files.find((file) => file.ino === ino);
  if (old === undefined || old.bytes === bytes) return [];
  return [{ key: `file:${ino}`, say: `File ${ino} is ${bytes} bytes long; it was ${old.bytes}.` }];
}

export const saySlot = ({ state, pfn }: slot_view): string =>
  state === "page" ? `frame ${pfn}` : state === "hole" ? "a hole" : "swapped out";

function changesOfBooks(before: machine_view, after: machine_view): change[] {
  const [lost, unpaid] = [after.lost_blocks, after.unpaid_pages];
  return [
    ...(lost === before.lost_blocks ? [] : [{ key: "lost_blocks", say: sayLost(lost) }]),
    ...(unpaid === before.unpaid_pages ? [] : [{ key: "unpaid_pages", say: sayUnpaid(unpaid) }]),
  ];
}

/** What the count of blocks that no file has means. */
export function sayLost(n: number): string {
  if (n === 0) return "Every block that is paid for belongs to a file.";
  return n === 1
    ? "1 block is paid for, and no file has it."
    : `${n} blocks are paid for, and no file has them.`;
}

/** What the count of pages that nobody has paid for means. */
export function sayUnpaid(n: number): string {
  if (n === 0) return "Every page of a file is paid for.";
  return n === 1
    ? "1 page is in a file, and nobody has paid for it."
    : `${n} pages are in files, and nobody has paid for them.`;
}

function changesOfCounts(before: readonly count[], after: readonly count[]): change[] {
  const was = byKey(before);
  return after.flatMap(({ key, name, value }) => {
    const old = was.get(key)?.value ?? 0;
    if (old === value) return [];
    const by = value > old ? `up ${value - old}` : `down ${old - value}`;
    return [{ key, say: `${name}: ${old}, now ${value} (${by}).` }];
  });
}
