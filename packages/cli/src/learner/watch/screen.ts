// A screen full: what fails first, and what one can do about it. It never has more lines than the terminal.

import type { result } from "@faultline/grader";
import { listInRoom } from "../../pretty/course.ts";
import { focusLines, tallyLine } from "../../pretty/focus.ts";
import { type colours, coloursFor, paragraph } from "../../pretty/layout.ts";
import { prettyReport } from "../../pretty/report.ts";
import { sumLine } from "../learner.ts";
import { shownPath } from "../places.ts";
import { scopeLines } from "../words.ts";
import { keyLine, keysLines } from "./keys.ts";
import type { shown } from "./state.ts";

export interface size {
  readonly columns: number;
  readonly rows: number;
}

export function screenLines(shown: shown, { columns, rows }: size, colour: boolean): string[] {
  const width = Math.max(20, Math.min(80, columns));
  const c = coloursFor(colour);
  if (shown.over === "report" && shown.result !== null)
    return [
      // Longer than the terminal: whoever asked for it scrolls.
      ...prettyReport(shown.result, { columns: width, colour }).trimEnd().split("\n"),
      "",
      keyLine(shown, width),
    ];
  const head = headLines(shown, width, c);
  const foot = ["", keyLine(shown, width)];
  const room = Math.max(0, rows - head.length - foot.length);
  return [...head, ...fitting(middleLines(shown, width, room, c), room), ...foot].slice(-rows);
}

/** What a terminal that is not cleared is told at each grading. */
export function storyLines(shown: shown, width: number, colour: boolean): string[] {
  const c = coloursFor(colour);
  const room = 40;
  return [...headLines(shown, width, c), ...middleLines(shown, width, room, c), ""];
}

function headLines(shown: shown, width: number, c: colours): string[] {
  const { one, result, note } = shown;
  const tally = result === null || shown.partial ? "" : tallyLine(result);
  return [
    c.bold(cut(`${one.id}: ${one.exercise.title}`, width)),
    ...fileLines(shown, width),
    ...(tally === "" ? [] : paragraph(tally, width, 0)),
    ...progressLines(shown, width),
    ...(note === "" ? [] : paragraph(note, width, 0).map(c.bold)),
  ];
}

/** The time tells a save that changed nothing from one that was not seen. */
function fileLines({ one, graded_at }: shown, width: number): string[] {
  const name = shownPath(one.file);
  if (graded_at === "") return [cut(name, width)];
  const both = `${name}, graded at ${graded_at}`;
  return both.length <= width ? [both] : [cut(name, width), cut(`graded at ${graded_at}`, width)];
}

function progressLines({ grading_seconds, partial, result }: shown, width: number): string[] {
  if (grading_seconds === null) return [];
  const time = grading_seconds < 2 ? "" : ` ${grading_seconds} s`;
  const begin = partial && result !== null ? visibleWords(result) : "Grading";
  return paragraph(`${begin} ...${time}`, width, 0);
}

function visibleWords({ tests }: result): string {
  const passed = tests.filter(({ status }) => status === "passed").length;
  return `${passed} of ${tests.length} visible tests pass; grading the rest`;
}

function middleLines(shown: shown, width: number, room: number, c: colours): string[] {
  if (shown.over === "keys") return ["", ...keysLines(width, room - 1)];
  if (shown.over === "list")
    return ["", sumLine(shown.entries), ...listInRoom(shown.entries, width, room - 2, c)];
  const hint = hintLines(shown, width, c);
  if (shown.full) return [...fullLines(shown, width, c), ...hint];
  if (shown.result === null) return hint;
  const left = room - hint.length;
  // Whoever asks for a hint wants to read it: in a small window it comes before what fails.
  if (left < 3) return hint;
  return [...focusLines(shown.result, width, left, c), ...hint];
}

function fullLines({ one, next }: shown, width: number, c: colours): string[] {
  const then =
    next === null
      ? "That was the last one: every exercise is done."
      : `Press n for the next one, ${next.id}: ${next.exercise.title}.`;
  return [
    "",
    c.green("Full marks."),
    ...paragraph(then, width, 0),
    ...(one.solution === null
      ? []
      : paragraph(`Another answer to compare with: ./faultline solution ${one.id}`, width, 0)),
    ...scopeLines([one], width),
  ];
}

function hintLines({ hint }: shown, width: number, c: colours): string[] {
  if (hint === null) return [];
  const head = `Hint ${hint.number} of ${hint.of}${hint.again ? ", the last one" : ""}`;
  return ["", c.bold(head), ...paragraph(hint.text, width, 2)];
}

function fitting(lines: readonly string[], room: number): string[] {
  return lines.length <= room
    ? [...lines]
    : [...lines.slice(0, Math.max(0, room - 1)), "  ..."].slice(0, room);
}

const cut = (text: string, width: number): string =>
  text.length <= width ? text : `${text.slice(0, Math.max(0, width - 3))}...`;
