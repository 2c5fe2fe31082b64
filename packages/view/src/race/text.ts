// A race in lines of text, as one would draw it in a commit message: a column for each CPU, time downwards.

import { wrap } from "../wrap.ts";
import type { race_cpu, race_row, race_view } from "./model.ts";

export interface race_line {
  readonly text: string;
  /** Whether it belongs to a step that broke something. */
  readonly broken: boolean;
}

/** Where the columns are. */
interface layout {
  readonly width: number;
  /** Columns for line numbers; 0 if no line is known. */
  readonly numbers: number;
  /** Columns for the bars that show how long a lock is held. */
  readonly bars: number;
  /** Whether there are more other CPUs than columns. */
  readonly crowded: boolean;
  /** Where each column of text begins, and how wide it is: CPU 0 first. */
  readonly columns: readonly { readonly at: number; readonly width: number }[];
}

/** So many other CPUs have a column of their own; if there are more, they share one. */
const MAX_COLUMNS = 2;
const GAP = 2;
export const HERE = "<-- here it breaks";

/** The picture, each line at most `width` columns; that is 40 or more. */
export function linesOfRace(view: race_view, width = 80): race_line[] {
  const layout = layoutOf(view, width);
  const plain = (text: string): race_line => ({ text, broken: false });
  const each = (say: (cpu: race_cpu) => string): race_line[] => {
    const texts = view.cpus.map((one) => named(one.cpu, say(one), layout));
    return beside(texts, layout).map(plain);
  };
  const heads = layout.crowded ? ["CPU 0", "other CPUs"] : view.cpus.map(({ cpu }) => `CPU ${cpu}`);
  return [
    ...beside(heads, layout).map(plain),
    ...each(({ does }) => does),
    plain(rule(layout)),
    ...view.rows.flatMap((row) => linesOfRow(row, layout)),
    plain(rule(layout)),
    ...each(({ returned }) => (returned === "" ? "never ends" : `ends: ${returned}`)),
  ];
}

/** In a column that several share, it must be said who does something. */
const named = (cpu: number, text: string, { crowded }: layout): string =>
  crowded && cpu > 0 ? `CPU ${cpu}: ${text}` : text;

function layoutOf({ cpus, rows }: race_view, width: number): layout {
  const numbers = rows.some(({ line }) => line !== null) ? 5 : 0;
  const most = Math.max(0, ...rows.map(({ held, taken }) => held.length + taken.length));
  const bars = most === 0 ? 0 : most + 1;
  const others = cpus.length - 1;
  const shared = others > MAX_COLUMNS ? 1 : others;
  const each = shared === 0 ? 0 : Math.floor((width * (shared === 1 ? 0.36 : 0.46)) / shared) - GAP;
  const first = width - numbers - bars - shared * (each + GAP);
  const at = numbers + bars;
  const rivals = Array.from({ length: shared }, (_, i) => ({
    at: at + first + GAP + i * (each + GAP),
    width: each,
  }));
  const columns = [{ at, width: first }, ...rivals];
  return { width, numbers, bars, crowded: others > shared, columns };
}

const columnOf = (layout: layout, cpu: number) =>
  layout.columns[Math.min(cpu, layout.columns.length - 1)] ?? { at: 0, width: layout.width };

/** Texts side by side; what there is no column for stands in the last one. */
function beside(texts: readonly string[], { columns }: layout): string[] {
  const cells = columns.map(({ width }, column) => {
    const last = column === columns.length - 1;
    const mine = texts.slice(column, last ? texts.length : column + 1);
    return mine.flatMap((text) => wrap(text, width));
  });
  const height = Math.max(...cells.map((cell) => cell.length));
  return Array.from({ length: height }, (_, i) =>
    cells.reduce((line, cell, c) => put(line, columns[c]?.at ?? 0, cell[i] ?? ""), ""),
  );
}

const put = (line: string, at: number, text: string): string =>
  text === "" ? line : line.padEnd(at) + text;

const rule = ({ columns }: layout): string =>
  columns.reduce((line, { at, width }) => put(line, at, "-".repeat(width)), "");

function linesOfRow(row: race_row, layout: layout): race_line[] {
  const { at, width } = columnOf(layout, row.cpu);
  const number = row.line === null ? "" : String(row.line).padStart(layout.numbers - 1);
  const said = named(row.cpu, row.text, layout);
  const texts = row.cpu === 0 ? textsOfCall(row, width, layout.width - at) : wrap(said, width);
  const indent = "  ".repeat(row.depth);
  const marks = row.broken ? wrap(HERE, width - indent.length).map((text) => indent + text) : [];
  return [...texts, ...marks].map((text, i) => {
    const bars = barsOf(row, i > 0);
    const margin = put(i === 0 ? number : "", layout.numbers, bars);
    return { text: put(margin, at, text).trimEnd(), broken: row.broken };
  });
}

/** What was called, as much of it as there is room for; a name that is too long sticks out of its column. */
function textsOfCall(row: race_row, width: number, most: number): string[] {
  const indent = "  ".repeat(row.depth);
  const locks = [...row.taken.map((name) => `[${name}`), ...row.released.map((name) => `${name}]`)];
  const end = locks.length === 0 ? "" : `  ${locks.join(" ")}`;
  const fits = [row.text, row.brief].find((text) => (indent + text + end).length <= width);
  if (fits !== undefined) return [indent + fits + end];
  const room = most - indent.length;
  return wrap(row.brief + end, room).map((text) => indent + text);
}

/** A bar for each lock that is held; `,` where it is taken, and `'` where it is given back. */
function barsOf({ held, taken, released }: race_row, below: boolean): string {
  const ends = [...released];
  const bars = held.map((name) => {
    const at = ends.indexOf(name);
    if (at >= 0) ends.splice(at, 1);
    return at < 0 ? "|" : below ? " " : "'";
  });
  return bars.join("") + taken.map(() => (below ? "|" : ",")).join("");
}
