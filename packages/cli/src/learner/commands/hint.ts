// faultline hint: one step further each time.

import { coloursFor, paragraph } from "../../pretty/layout.ts";
import { exit_codes, type terminal } from "../../terminal.ts";
import { type hint, takeHint } from "../hints.ts";
import { type format_flag, meant, newLearner, tell, widthOf } from "../learner.ts";

export async function hintCommand(
  id: string | undefined,
  flags: format_flag,
  terminal: terminal,
): Promise<number> {
  const learner = await newLearner(terminal);
  const one = meant(learner, learner.store.read(), id);
  const hint = await takeHint(learner, one);
  const data = { schema: "faultline/hint/v1", exercise: one.id, hint };
  const width = widthOf(terminal.columns);
  const c = coloursFor(terminal.colour);
  const words = (): string[] =>
    hint === null
      ? [`${one.id} has no hints.`]
      : [
          c.bold(`${one.id}: hint ${hint.number} of ${hint.of}${hint.again ? ", once more" : ""}`),
          "",
          ...paragraph(hint.text, width, 2),
          "",
          ...paragraph(afterwards(one.id, hint), width, 0),
        ];
  tell(flags, data, words, terminal);
  return exit_codes.ok;
}

function afterwards(id: string, { number, of }: hint): string {
  const left = of - number;
  if (left > 0) return `Next: try it. ./faultline hint ${id} goes one step further; ${left} left.`;
  return `That is the last one. Read the lesson again, or look at an answer: ./faultline solution ${id} --give-up`;
}
