// faultline without a command: where the learner left off, what is failing there, and what to type next.

import { currentExercise } from "@faultline/progress";
import { exit_codes, type terminal } from "../../terminal.ts";
import { entriesOf, type format_flag, newLearner, sumLine, tell } from "../learner.ts";
import { type open_flag, openExercise } from "../open.ts";

export async function resumeCommand(
  flags: format_flag & open_flag,
  terminal: terminal,
): Promise<number> {
  const learner = await newLearner(terminal);
  const progress = learner.store.read();
  const current = currentExercise(progress, learner.course);
  if (current !== null) return openExercise(learner, current, false, flags, terminal);
  const entries = entriesOf(learner.course, progress);
  const words = [
    `Every exercise is done: ${sumLine(entries)}.`,
    "./faultline list shows them; ./faultline start ID goes back to one.",
  ];
  tell(flags, { schema: "faultline/exercise/v1", exercise: null }, () => words, terminal);
  return exit_codes.ok;
}
