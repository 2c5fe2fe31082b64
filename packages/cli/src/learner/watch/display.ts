// How watch is seen: on a screen that is drawn anew, as a story that goes on, or as data.

import type { terminal } from "../../terminal.ts";
import { widthOf } from "../learner.ts";
import { screenLines, storyLines } from "./screen.ts";
import type { shown } from "./state.ts";

export interface Display {
  readonly show: (shown: shown) => void;
  /** Somebody else has the terminal for a while. */
  readonly hold: () => void;
  readonly release: () => void;
}

/** Home, and everything from there on: what was on the terminal before can still be scrolled to. */
const CLEAR = "\u001b[H\u001b[2J";

export function screenDisplay({ stdout, person, colour, columns }: terminal): Display {
  let held = false;
  const draw = (shown: shown): void => {
    if (held) return;
    const size = person?.size() ?? { columns, rows: 24 };
    stdout(CLEAR + screenLines(shown, size, colour).join("\n"));
  };
  return {
    show: draw,
    hold: () => {
      held = true;
      stdout(CLEAR);
    },
    release: () => {
      held = false;
    },
  };
}

/** Told once for each grading, and for each thing that was asked for: for a screen reader, a pipe, a terminal that cannot be cleared. */
export function storyDisplay({ stdout, columns, colour }: terminal): Display {
  return atEnds(({ shown }) => {
    stdout(`${storyLines(shown, widthOf(columns), colour).join("\n")}\n`);
  });
}

/** A line of JSON for each grading. */
export function dataDisplay({ stdout, stderr }: terminal): Display {
  return atEnds(({ shown, graded }) => {
    if (graded && shown.result !== null) stdout(`${JSON.stringify(shown.result)}\n`);
    else if (shown.note !== "") stderr(`faultline: ${shown.note}\n`);
  });
}

/** Leaves out what is only on the way to something. */
function atEnds(tell: (end: { shown: shown; graded: boolean }) => void): Display {
  let grading = false;
  let before = "";
  const show = (shown: shown): void => {
    const graded = grading && shown.grading_seconds === null;
    grading = shown.grading_seconds !== null;
    if (grading) return;
    const { hint, note, over } = shown;
    const asked = JSON.stringify([shown.one.id, hint, note, over]);
    if (graded || asked !== before) tell({ shown, graded });
    before = asked;
  };
  return { show, hold: () => {}, release: () => {} };
}
