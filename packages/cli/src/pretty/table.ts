// Tables without lines around them: columns that a screen reader reads row by row, and that a terminal shows side by side.

import { wrap } from "@faultline/view";
import Table from "cli-table3";

export interface column {
  readonly head: string;
  /** Of its text; null takes what the others leave. */
  readonly width: number | null;
}

const GAP = 2;
const edges =
  `top top-mid top-left top-right bottom bottom-mid bottom-left bottom-right left left-mid mid mid-mid right
right-mid`.split(/\s+/);
/** cli-table3 draws nothing where a character is empty, and this between two columns. */
const chars = { ...Object.fromEntries(edges.map((name) => [name, ""])), middle: " ".repeat(GAP) };

/** Lines of at most `width` columns, the heads first. @param rows cells; what is too wide is broken between words */
export function tableLines(
  columns: readonly column[],
  rows: readonly (readonly string[])[],
  width: number,
): string[] {
  const widths = widthsOf(columns, width);
  const table = new Table({
    chars,
    style: { head: [], border: [], "padding-left": 0, "padding-right": 0, compact: true },
    colWidths: widths,
  });
  const cells = (row: readonly string[]): string[] =>
    row.map((text, i) => wrapIndented(text, widths[i] ?? width).join("\n"));
  table.push(cells(columns.map(({ head }) => head)), cells(widths.map((one) => "-".repeat(one))));
  table.push(...rows.map(cells));
  return table
    .toString()
    .split("\n")
    .map((line) => line.trimEnd());
}

function widthsOf(columns: readonly column[], width: number): number[] {
  const gaps = GAP * (columns.length - 1);
  const fixed = columns.reduce((sum, column) => sum + (column.width ?? 0), gaps);
  const free = columns.filter((column) => column.width === null).length;
  return columns.map((column) => column.width ?? Math.max(1, Math.floor((width - fixed) / free)));
}

/** Wrapped, line by line; what stands below a line that is indented is indented as far, and two more. */
export function wrapIndented(text: string, width: number): string[] {
  return text.split("\n").flatMap((line) => {
    const indent = Math.min(/^ */.exec(line)?.[0].length ?? 0, Math.floor(width / 3));
    const [first = "", ...rest] = wrap(line, width - indent);
    const below = wrap(rest.join(" "), Math.max(1, width - indent - 2));
    return [" ".repeat(indent) + first, ...below.map((one) => " ".repeat(indent + 2) + one)];
  });
}
