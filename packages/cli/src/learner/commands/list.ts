// faultline list: every exercise, and how far it is.

import { listLines } from "../../pretty/course.ts";
import { coloursFor, paragraph } from "../../pretty/layout.ts";
import { exit_codes, type terminal } from "../../terminal.ts";
import { entriesOf, type format_flag, newLearner, sumLine, tell, widthOf } from "../learner.ts";
import { scopeLines } from "../words.ts";

export async function listCommand(flags: format_flag, terminal: terminal): Promise<number> {
  const { course, store } = await newLearner(terminal);
  const entries = entriesOf(course, store.read());
  const width = widthOf(terminal.columns);
  const c = coloursFor(terminal.colour);
  tell(
    flags,
    { schema: "faultline/list/v1", exercises: entries },
    () => [
      c.bold(sumLine(entries)),
      "",
      ...listLines(entries, width, c),
      ...scopeLines(course, width),
      "",
      ...paragraph(
        "Next: ./faultline goes on where you are; ./faultline start ID begins another.",
        width,
        0,
      ),
    ],
    terminal,
  );
  return exit_codes.ok;
}
