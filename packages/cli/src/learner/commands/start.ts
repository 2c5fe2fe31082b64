// faultline start: makes the learner's file from the starter, if there is none, and goes on with that exercise.

import type { terminal } from "../../terminal.ts";
import { type format_flag, meant, newLearner } from "../learner.ts";
import { type open_flag, openExercise } from "../open.ts";

export async function startCommand(
  id: string | undefined,
  flags: format_flag & open_flag,
  terminal: terminal,
): Promise<number> {
  const learner = await newLearner(terminal);
  const one = meant(learner, learner.store.read(), id);
  return openExercise(learner, one, true, flags, terminal);
}
