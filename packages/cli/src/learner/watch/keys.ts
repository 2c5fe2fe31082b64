// The keys of watch. What matters most is named first, because a narrow terminal has room for little.

import { paragraph } from "../../pretty/layout.ts";
import type { shown } from "./state.ts";

export type action =
  | "hint"
  | "next"
  | "again"
  | "report"
  | "open"
  | "list"
  | "restore"
  | "back"
  | "keys"
  | "quit";

interface key {
  readonly names: readonly string[];
  readonly action: action;
  /** In the line at the bottom; left out there if it is empty. */
  readonly short: string;
  readonly about: string;
}

const keys: readonly key[] = [
  { names: ["h"], action: "hint", short: "hint", about: "one step of help; each time one further" },
  {
    names: ["n"],
    action: "next",
    short: "next",
    about: "go to the next exercise that is not done",
  },
  { names: ["?"], action: "keys", short: "keys", about: "what the keys do" },
  { names: ["q", "ctrl-c", "ctrl-d"], action: "quit", short: "quit", about: "end watching" },
  {
    names: ["o"],
    action: "open",
    short: "open",
    about: "open your file in $EDITOR, or in VS Code",
  },
  { names: ["f"], action: "report", short: "full report", about: "the full report" },
  { names: ["l"], action: "list", short: "list", about: "all exercises, and what is done" },
  { names: ["r", "return"], action: "again", short: "run again", about: "grade once more" },
  {
    names: ["s"],
    action: "restore",
    short: "",
    about: "make the file from the starter, if it is gone",
  },
  {
    names: ["c", "escape"],
    action: "back",
    short: "",
    about: "back to what fails first, without the hint",
  },
];

export const actionOf = (pressed: string): action | null =>
  keys.find(({ names }) => names.includes(pressed))?.action ?? null;

/** As many keys as fit into one line. */
export function keyLine({ over }: Pick<shown, "over">, width: number): string {
  const named = keys.filter(({ short }) => short !== "");
  const first = over === "nothing" ? [] : ["c: back"];
  const words = [...first, ...named.map(({ names, short }) => `${names[0]}: ${short}`)];
  let line = "";
  for (const word of words) {
    const longer = line === "" ? word : `${line}  ${word}`;
    if (longer.length > width) break;
    line = longer;
  }
  return line;
}

/** @param room how many lines there are: where that is too few, a word for each key must do */
export function keysLines(width: number, room: number): string[] {
  const long = keys.flatMap(({ names, about }) => paragraph(about, width, 6, `  ${names[0]}`));
  if (long.length <= room) return long;
  const words = keys.map(({ names, short, action }) => `${names[0]} ${short || action}`);
  return paragraph(words.join(", "), width, 2);
}
