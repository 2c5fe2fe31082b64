// Which row of a race shows where a rule was broken.

import type { call_entry, trace_entry } from "@faultline/core";
import type { race_fault } from "./model.ts";
import type { drawn_row } from "./rows.ts";

/** Rules about what is left behind when the operation is over: nothing before the end breaks them. */
const at_return = new Set(["lock-leak", "kmap-leak", "deadlock"]);

/**
 * The row at which `fault` was found; or, where only the state in the end shows it, the last step of another CPU that
 * came before the operation was over.
 *
 * @param trace the entries that the rows are made of, and those inside them that are not shown
 * @returns its index; -1 if there is no row at all
 */
export function brokenRow(
  rows: readonly drawn_row[],
  trace: readonly trace_entry[],
  fault: race_fault,
): number {
  const end = lastIndex(rows, ({ cpu }) => cpu === 0);
  const between = lastIndex(rows, ({ cpu }, i) => cpu !== 0 && i < end);
  const found = fault.call === null ? -1 : rowOfCall(rows, trace, fault.call, fault.line);
  if (found >= 0) return found;
  return at_return.has(fault.rule) || between < 0 ? end : between;
}

function rowOfCall(
  rows: readonly drawn_row[],
  trace: readonly trace_entry[],
  call: string,
  line: number | null,
): number {
  const named = trace.filter((entry) => entry.kind === "call" && entry.name === call);
  const calls = named as call_entry[];
  const on_line = lastIndex(calls, (entry) => line !== null && entry.line === line);
  const likely =
    calls[lastIndex(calls, ({ error }) => error !== null)] ?? calls[on_line] ?? calls.at(-1);
  if (likely === undefined) return -1;
  const at = rowAround(rows, trace, likely);
  const open = rows[at];
  if (open?.kind !== "open") return at;
  // It was in the function itself: in something that the function did on that line, or where it never returned.
  const end = rows.findIndex(
    (row, i) => i > at && row.kind === "close" && row.depth === open.depth,
  );
  const inside = lastIndex(
    rows,
    (row, i) =>
      i > at && i < end && row.depth === open.depth + 1 && line !== null && row.line === line,
  );
  if (inside >= 0) return inside;
  return likely.error === null ? at : end;
}

/** The row that shows `entry`, or else the call that it happened in. */
function rowAround(
  rows: readonly drawn_row[],
  trace: readonly trace_entry[],
  entry: trace_entry,
): number {
  for (let i = trace.indexOf(entry); i >= 0; i--) {
    const before = trace[i];
    if (before === entry || (before?.kind === "call" && before.depth < entry.depth)) {
      const at = rows.findIndex((row) => row.entry === before);
      if (at >= 0) return at;
    }
  }
  return -1;
}

/** The index of the last one for which `is` holds; -1 if there is none. */
function lastIndex<T>(all: readonly T[], is: (one: T, i: number) => boolean): number {
  for (let i = all.length - 1; i >= 0; i--) if (is(all[i] as T, i)) return i;
  return -1;
}
