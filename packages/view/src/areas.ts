// VMAs and the page table below them, row by row, with a row for what is missing.

import type { machine_snapshot, pte_snapshot, vma_snapshot } from "@faultline/core";
import type { area_view, pte_view } from "./model.ts";
import { hex, rightsOf, watchedFor } from "./names.ts";

const PAGE = 4096;

/** Up to here every page gets a row; in a longer area only those that have an entry. */
const SHOW_ALL = 16;

export const pteKey = (program: number, addr: number): string => `pte:${program}:${hex(addr)}`;

export function describeAreas({ mms }: machine_snapshot): area_view[] {
  return mms.flatMap(({ vmas, ptes }, program) => {
    const byAddr = new Map(ptes.map((pte) => [pte.addr, pte]));
    return vmas.map((vma) => describeArea(program, vma, byAddr));
  });
}

function describeArea(
  program: number,
  vma: vma_snapshot,
  byAddr: ReadonlyMap<number, pte_snapshot>,
): area_view {
  const pages = (vma.end - vma.start) / PAGE;
  const rows: pte_view[] = [];
  const row = (page: number, pte: pte_snapshot | undefined) =>
    rows.push(describePte(program, page, vma.start + page * PAGE, pte));
  if (pages <= SHOW_ALL) {
    for (let page = 0; page < pages; page += 1) row(page, byAddr.get(vma.start + page * PAGE));
  } else {
    for (const [addr, pte] of byAddr)
      if (addr >= vma.start && addr < vma.end) row((addr - vma.start) / PAGE, pte);
  }
  return {
    key: `vma:${program}:${hex(vma.start)}`,
    program,
    start: vma.start,
    pages,
    rights: rightsOf(vma.flags),
    watched: watchedFor(vma.flags),
    file: vma.file,
    pgoff: vma.pgoff,
    ptes: rows,
  };
}

function describePte(
  program: number,
  page: number,
  addr: number,
  pte: pte_snapshot | undefined,
): pte_view {
  const key = pteKey(program, addr);
  if (pte === undefined) return { key, addr, page, state: "none", pfn: null, bits: [] };
  const { bits } = pte;
  const state = stateOf(bits);
  return { key, addr, page, state, pfn: state === "page" ? pte.pfn : null, bits };
}

function stateOf(bits: readonly string[]): pte_view["state"] {
  if (bits.includes("swap")) return "swapped out";
  if (bits.includes("marker")) return "marker";
  return bits.includes("special") ? "zero page" : "page";
}
