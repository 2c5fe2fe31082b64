// Lines of a fixed width, for people. Meaning is in the words; colour only repeats it.

import { wrap } from "@faultline/view";
import { createColors } from "picocolors";

export type colours = ReturnType<typeof createColors>;

export const coloursFor = (enabled: boolean): colours => createColors(enabled);

/** `text`, wrapped and indented; the first line after `head` instead. */
export function paragraph(text: string, width: number, indent: number, head = ""): string[] {
  const margin = " ".repeat(indent);
  return wrap(text, width - indent).map((line, i) =>
    i === 0 && head !== "" ? head + margin.slice(head.length) + line : margin + line,
  );
}

/** `left` and `right` at the two ends of a line. */
export function ends(left: string, right: string, width: number): string {
  return left + " ".repeat(Math.max(1, width - left.length - right.length)) + right;
}
