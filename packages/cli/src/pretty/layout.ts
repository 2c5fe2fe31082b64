// Lines of a fixed width, for people. Meaning is in the words; colour only repeats it.

import { createColors } from "picocolors";

export type colours = ReturnType<typeof createColors>;

export const coloursFor = (enabled: boolean): colours => createColors(enabled);

/** Breaks `text` between words so that no line is longer than `width`; a word that is longer is cut. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text
    .trim()
    .split(/\s+/)
    .flatMap((one) => pieces(one, width))) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return line === "" ? lines : [...lines, line];
}

function pieces(word: string, width: number): string[] {
  if (word.length <= width) return [word];
  return [word.slice(0, width), ...pieces(word.slice(width), width)];
}

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
