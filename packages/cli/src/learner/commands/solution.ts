// faultline solution: an answer to compare with, after full marks, or for whoever gives up.

import { readFileSync } from "node:fs";
import { gaveUp, standingOf } from "@faultline/progress";
import { CannotWork, exit_codes, type terminal, Usage } from "../../terminal.ts";
import { now } from "../attempt.ts";
import { type format_flag, meant, newLearner, tell } from "../learner.ts";

export interface solution_flags extends format_flag {
  readonly giveUp?: boolean;
}

export async function solutionCommand(
  id: string | undefined,
  flags: solution_flags,
  terminal: terminal,
): Promise<number> {
  const learner = await newLearner(terminal);
  const { store } = learner;
  const one = meant(learner, store.read(), id);
  if (one.solution === null)
    throw new CannotWork(
      `this kit has no solution of ${one.id}. Ask whoever gave you the kit; ./faultline hint ${one.id} helps one step further.`,
    );
  const standing = standingOf(store.read(), one);
  const open = standing.state === "done" || standing.given_up;
  if (!open && !flags.giveUp)
    throw new Usage(
      `the solution of ${one.id} is shown after full marks. ./faultline hint ${one.id} helps one step further; --give-up shows it now, and is put on record.`,
    );
  // What is to be on record must be, or the solution is not shown.
  if (!open) await store.insist((before) => gaveUp(before, one.id, now()));
  const text = readFileSync(one.solution, "utf8");
  const data = {
    schema: "faultline/solution/v1",
    exercise: one.id,
    given_up: !open || standing.given_up,
    text,
  };
  tell(flags, data, () => [text.trimEnd()], terminal);
  return exit_codes.ok;
}
