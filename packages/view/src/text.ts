// A machine in lines of text, for terminals and for readers who do not see the picture.

import { sayArea, sayLost, sayPte, saySlot, sayUnpaid } from "./diff.ts";
import { sayFrame } from "./diff_frames.ts";
import type { area_view, file_view, frame_view, ledger_line, machine_view } from "./model.ts";

/** The whole machine; sections that are empty are left out. */
export function textOf(view: machine_view): string {
  const sections: readonly (readonly [string, readonly string[]])[] = [
    ["Mappings and page table", view.areas.flatMap(linesOfArea)],
    ["Page frames", view.frames.flatMap(linesOfFrame)],
    ["Page cache", view.files.flatMap(linesOfFile)],
    ["Ledger", [...view.ledger.map(lineOfLedger), ...linesOfLoss(view)]],
    [
      "Resident",
      view.rss.filter(({ value }) => value !== 0).map(({ name, value }) => `${name} ${value}`),
    ],
    [
      "Reclaim's lists",
      view.lru.filter(({ value }) => value !== 0).map(({ name, value }) => `${name} ${value}`),
    ],
    ["Locks held", view.locks],
    ["Kernel log", view.dmesg],
  ];
  return sections
    .filter(([, lines]) => lines.length > 0)
    .map(([title, lines]) => [title, ...lines.map((line) => `  ${line}`)].join("\n"))
    .join("\n");
}

function linesOfArea(area: area_view): string[] {
  return [sayArea(area), ...area.ptes.map((pte) => `  page ${pte.page}: ${sayPte(pte)}`)];
}

function linesOfFrame(frame: frame_view): string[] {
  const held = frame.holders.map(({ say }) => `  held: ${say}`);
  return [`frame ${frame.pfn}: ${sayFrame(frame)}; ${frame.belongs}`, ...held];
}

function linesOfFile({ ino, bytes, slots }: file_view): string[] {
  const places = slots.map(
    (slot) => `  page ${slot.index}: ${saySlot(slot)}${slot.past_end ? ", past the end" : ""}`,
  );
  return [`file ${ino}, ${bytes} bytes`, ...places];
}

function lineOfLedger({ owner, name, value, limit }: ledger_line): string {
  return `${owner}: ${name} ${value}${limit === null ? "" : ` of ${limit}`}`;
}

const linesOfLoss = ({ lost_blocks, unpaid_pages }: machine_view): string[] => [
  ...(lost_blocks === 0 ? [] : [sayLost(lost_blocks)]),
  ...(unpaid_pages === 0 ? [] : [sayUnpaid(unpaid_pages)]),
];
