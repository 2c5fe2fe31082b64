// Where a learner stands, for people: the list of exercises, and the page on one of them.

import type { standing } from "@faultline/progress";
import { type colours, ends, paragraph } from "./layout.ts";

export interface list_entry extends standing {
  readonly id: string;
  readonly title: string;
  readonly minutes: number;
  readonly score: number;
  readonly max_score: number;
  readonly current: boolean;
}

/** Below this a row has two lines. */
const WIDE = 64;
const INDENT = 9;

export function listLines(entries: readonly list_entry[], width: number, c: colours): string[] {
  return entries.flatMap((one) => entryLines(one, entries, width, c));
}

/** The same in no more lines than there are: without titles, and if need be only what is around the current one. */
export function listInRoom(
  entries: readonly list_entry[],
  width: number,
  room: number,
  c: colours,
): string[] {
  const all = listLines(entries, width, c);
  if (all.length <= room) return all;
  const current = Math.max(
    0,
    entries.findIndex((one) => one.current),
  );
  const first = Math.max(0, Math.min(current - Math.floor(room / 2), entries.length - room));
  return entries
    .slice(first, first + Math.max(0, room))
    .map((one) => paintOf(one, c)(ends(markOf(one) + one.id, pointsOf(one), width)));
}

function entryLines(
  one: list_entry,
  all: readonly list_entry[],
  width: number,
  c: colours,
): string[] {
  const longest = Math.max(...all.map(({ id }) => id.length));
  const paint = paintOf(one, c);
  const more = [
    one.hints > 0 ? `${one.hints} ${one.hints === 1 ? "hint" : "hints"}` : "",
    one.given_up ? "solution looked at" : "",
  ].filter(Boolean);
  const notes = more.length === 0 ? "" : ` (${more.join(", ")})`;
  if (width < WIDE)
    return [
      paint(ends(markOf(one) + one.id, pointsOf(one), width)),
      ...paragraph(one.title + notes, width, INDENT),
    ];
  const left = `${markOf(one)}${one.id.padEnd(longest)}  `;
  const lines = paragraph(one.title + notes, width - 12, left.length, left);
  return lines.map((line, i) => paint(i === 0 ? ends(line, pointsOf(one), width) : line));
}

const paintOf = ({ state, current }: list_entry, c: colours): ((text: string) => string) =>
  state === "done" ? c.green : current ? c.bold : (text) => text;

const markOf = (one: list_entry): string =>
  `${one.current ? "> " : "  "}${stateWord(one)}`.padEnd(INDENT);

const pointsOf = ({ score, max_score }: list_entry): string => `${score} of ${max_score}`;

const stateWord = ({ state, current }: list_entry): string =>
  state === "done" ? "done" : current ? "now" : state === "started" ? "begun" : "";

/** Rows with a word in front, as wide as the longest word. */
export function factLines(
  facts: readonly (readonly [head: string, text: string])[],
  width: number,
): string[] {
  const indent = Math.max(...facts.map(([head]) => head.length)) + 4;
  return facts.flatMap(([head, text]) => {
    const first = `  ${head}`.padEnd(indent);
    // A path is copied, so it is never broken into lines.
    return text.length > width - indent && !text.includes(" ")
      ? [first.trimEnd(), `  ${text}`]
      : paragraph(text, width, indent, first);
  });
}
