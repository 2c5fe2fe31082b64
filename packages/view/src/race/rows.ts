// The rows of a race, all of them: what target code called and wrote on CPU 0, and between that what other CPUs did.

import type { call_entry, rival_entry, trace_entry, write_entry } from "@faultline/core";
import { rivalsOf, sayOp } from "../steps.ts";
import type { race_record, race_row } from "./model.ts";
import { type call_words, newCallWords, sayEnd } from "./words.ts";

/** A row, with the entry of the trace that it shows; the row that closes a call shows none. */
export interface drawn_row extends race_row {
  readonly entry: trace_entry | null;
}

/** Rows in the making: the calls that are open, and what CPU 0 holds. */
class Drawing {
  readonly rows: drawn_row[] = [];
  readonly #record: race_record;
  readonly #words: call_words;
  readonly #open: call_entry[] = [];
  #held: readonly string[] = [];

  constructor(record: race_record, words: call_words) {
    this.#record = record;
    this.#words = words;
  }

  /** Ends the calls in which something at `depth` cannot stand any more. */
  close(depth: number): void {
    for (let top = this.#open.at(-1); top !== undefined && top.depth >= depth; ) {
      this.#open.pop();
      this.#add({ kind: "close", text: sayEnd(top), entry: null });
      top = this.#open.at(-1);
    }
  }

  call(entry: call_entry, opens: boolean): void {
    const { locks, locks_after } = entry;
    const { text, brief, end } = this.#words.call(entry);
    this.#held = locks;
    const line = this.#lineOf(entry);
    if (opens) {
      // What it returns stands where it does so.
      this.#add({ kind: "open", text: `${text} {`, brief: `${brief} {`, line, entry });
      this.#open.push(entry);
      return;
    }
    this.#add({
      kind: "call",
      text: text + end,
      brief: brief + end,
      line,
      entry,
      taken: without(locks_after, locks),
      released: without(locks, locks_after),
    });
    this.#held = locks_after;
  }

  write(entry: write_entry): void {
    this.#add({ kind: "write", text: this.#words.write(entry), line: this.#lineOf(entry), entry });
  }

  step(entry: rival_entry): void {
    const { what, cpu } = entry;
    const rival = rivalsOf(this.#record.scenario.ops[this.#record.index] ?? { op: "stat" })[
      cpu - 1
    ];
    const text = rival?.op === what ? sayOp(rival) : what;
    this.#add({ kind: "step", cpu, depth: 0, text, entry });
  }

  /** The line that ran last is this call's only if the function that made it is the learner's. */
  #lineOf({ by_target, line }: call_entry | write_entry): number | null {
    const inside = this.#open.at(-1)?.name ?? "";
    return by_target && this.#record.patched.includes(inside) ? line : null;
  }

  #add(row: Pick<drawn_row, "kind" | "text" | "entry"> & Partial<drawn_row>): void {
    const depth = this.#open.length;
    const rest = {
      cpu: 0,
      depth,
      brief: row.text,
      line: null,
      taken: [],
      released: [],
      broken: false,
    };
    this.rows.push({ ...rest, held: this.#held, ...row });
  }
}

/** @param inside show what the kernel calls by itself, too */
export function rowsOf(record: race_record, inside = false): drawn_row[] {
  const { trace } = record;
  const shown = inside ? allEntries(trace) : shownEntries(record);
  const drawing = new Drawing(record, newCallWords([...shown.keys()]));
  for (const entry of trace) {
    const opens = shown.get(entry);
    // Also what is not shown says where the operation is: outside of any call, once it is over.
    if (opens === undefined && entry.depth > 0) continue;
    drawing.close(entry.depth);
    if (opens === undefined) continue;
    if (entry.kind === "call") drawing.call(entry, opens);
    else if (entry.kind === "write") drawing.write(entry);
    else drawing.step(entry);
  }
  drawing.close(0);
  return drawing.rows;
}

/** What is shown, and whether more of that stands inside: what targets did and what led to it, and other CPUs' steps. */
function shownEntries({ trace, patched }: race_record): Map<trace_entry, boolean> {
  const shown = new Map<trace_entry, boolean>();
  const open: call_entry[] = [];
  for (const entry of trace) {
    while ((open.at(-1)?.depth ?? -1) >= entry.depth) open.pop();
    const learners = entry.kind === "call" && patched.includes(entry.name);
    if (entry.kind === "rival" || entry.by_target || learners) {
      if (entry.kind !== "rival") for (const outer of open) shown.set(outer, true);
      shown.set(entry, false);
    }
    if (entry.kind === "call") open.push(entry);
  }
  return shown;
}

/** Everything, and whether the next entry stands inside. */
const allEntries = (trace: readonly trace_entry[]): Map<trace_entry, boolean> =>
  new Map(
    trace.map((entry, i) => [
      entry,
      entry.kind === "call" && (trace[i + 1]?.depth ?? 0) > entry.depth,
    ]),
  );

/** What is in `all` and not in `some`; the same name can be there more than once. */
function without(all: readonly string[], some: readonly string[]): string[] {
  const left = [...some];
  return all.filter((one) => {
    const at = left.indexOf(one);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}
