// faultline reset: the starter once more. What was there is kept.

import { existsSync } from "node:fs";
import { noteStart } from "@faultline/progress";
import { paragraph } from "../../pretty/layout.ts";
import { exit_codes, type terminal, Usage } from "../../terminal.ts";
import { now } from "../attempt.ts";
import type { course_exercise } from "../course.ts";
import { type format_flag, meant, newLearner, tell, widthOf } from "../learner.ts";
import { shownPath, typedPath } from "../places.ts";
import { isUntouched, resetWorkFile } from "../work_file.ts";

export interface reset_flags extends format_flag {
  /** Do not ask. */
  readonly yes?: boolean;
}

export async function resetCommand(
  id: string | undefined,
  flags: reset_flags,
  terminal: terminal,
): Promise<number> {
  const learner = await newLearner(terminal);
  const one = meant(learner, learner.store.read(), id);
  if (!(await mayReset(one, flags, terminal))) {
    terminal.stderr(`faultline: ${shownPath(one.file)} was left as it is.\n`);
    return exit_codes.below;
  }
  const at = now();
  const kept = await resetWorkFile(learner.places, one, at);
  await learner.store.update((before) => noteStart(before, one.id, at));
  const data = { schema: "faultline/reset/v1", exercise: one.id, file: one.file, kept };
  const width = widthOf(terminal.columns);
  const words = () => [
    ...paragraph(`${shownPath(one.file)} is the starter again.`, width, 0),
    ...(kept === null ? [] : ["What was in it is kept:", `  ${typedPath(kept)}`]),
    "",
    ...paragraph(`Next: ./faultline watch ${one.id}`, width, 0),
  ];
  tell(flags, data, words, terminal);
  return exit_codes.ok;
}

/** @throws Usage where nobody can be asked */
async function mayReset(
  one: course_exercise,
  { yes }: reset_flags,
  { person }: terminal,
): Promise<boolean> {
  if (yes || !existsSync(one.file) || isUntouched(one)) return true;
  if (person === undefined)
    throw new Usage(
      `${shownPath(one.file)} has work of yours. ./faultline reset ${one.id} --yes puts the starter in its place, and keeps a copy.`,
    );
  const question = `Put the starter in the place of ${shownPath(one.file)}? A copy is kept. [y/N] `;
  return /^\s*y(es)?\s*$/i.test((await person.ask(question)) ?? "");
}
