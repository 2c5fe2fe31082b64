// Folds the long stretches of a race in which nothing happens that matters: nobody comes between, and no lock changes hands.

import type { race_row } from "./model.ts";

/** How many rows on either side of another CPU's step are kept. */
const AROUND = 2;
/** A stretch that is shorter is not worth a row that says what was left out. */
const WORTH = 2;

export function fold<row extends race_row>(rows: readonly row[]): race_row[] {
  const kept = keptRows(rows);
  const folded: race_row[] = [];
  let left_out: row[] = [];
  const flush = (): void => {
    folded.push(...(left_out.length < WORTH ? left_out : [oneRow(left_out)]));
    left_out = [];
  };
  for (const [i, row] of rows.entries()) {
    if (!kept.has(i)) left_out.push(row);
    else {
      flush();
      folded.push(row);
    }
  }
  flush();
  return folded;
}

function keptRows(rows: readonly race_row[]): Set<number> {
  const kept = new Set<number>();
  const [from, to] = longestCall(rows);
  for (const [i, row] of rows.entries()) {
    const { kind, taken, released, broken } = row;
    const matters = kind === "write" || taken.length + released.length > 0;
    if (broken || kind === "step" || (matters && from <= i && i <= to)) kept.add(i);
    if (kind !== "step") continue;
    for (let at = Math.max(from, i - AROUND); at <= Math.min(to, i + AROUND); at++) kept.add(at);
  }
  for (const i of [...kept]) for (const around of pairsAround(rows, i)) kept.add(around);
  return kept;
}

/** Where the operation proper begins and ends: what stands before and behind it only prepares it, and clears up. */
function longestCall(rows: readonly race_row[]): readonly [from: number, to: number] {
  let longest: readonly [number, number] = [0, 0];
  let from = 0;
  for (const [at, { kind, depth }] of rows.entries()) {
    if (depth > 0) continue;
    if (kind === "open") from = at;
    if (kind === "close" && at - from > longest[1] - longest[0]) longest = [from, at];
  }
  return longest;
}

/** The rows that open and close the calls in which row `i` stands, or which it opens or closes itself. */
function pairsAround(rows: readonly race_row[], i: number): number[] {
  const found: number[] = [];
  const open: number[] = [];
  for (const [at, { kind }] of rows.entries()) {
    if (kind === "open") open.push(at);
    if (kind !== "close") continue;
    const from = open.pop() ?? at;
    if (from <= i && i <= at) found.push(from, at);
  }
  return found;
}

function oneRow(rows: readonly race_row[]): race_row {
  const calls = rows.filter(({ kind }) => kind === "call" || kind === "open").length;
  const text = `... ${calls} ${calls === 1 ? "call" : "calls"} ...`;
  const { held = [] } = rows[0] ?? {};
  const depth = Math.min(...rows.map((row) => row.depth));
  const nothing = { cpu: 0, line: null, taken: [], released: [], broken: false };
  return { kind: "fold", depth, text, brief: text, held, ...nothing };
}
