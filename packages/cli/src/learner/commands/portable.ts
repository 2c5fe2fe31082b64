// faultline export-progress and import-progress: the learner's record as a file to carry about. Merging loses nothing.

import { existsSync, readFileSync } from "node:fs";
import {
  formatProgress,
  mergeProgress,
  parseProgress,
  type progress,
  UnreadableProgress,
} from "@faultline/progress";
import { CannotWork, exit_codes, type terminal, Usage } from "../../terminal.ts";
import { entriesOf, type format_flag, newLearner, sumLine, tell } from "../learner.ts";
import { shownPath, typedPath } from "../places.ts";
import { replaceFile, writing } from "../store.ts";

export interface export_flags {
  /** Whether a file that is there may be replaced. */
  readonly force?: boolean;
}

/** @param file where to; standard output if it is left out */
export async function exportProgressCommand(
  file: string | undefined,
  { force }: export_flags,
  terminal: terminal,
): Promise<number> {
  const { course, store } = await newLearner(terminal);
  const progress = store.read();
  const text = formatProgress(progress);
  if (file === undefined) {
    terminal.stdout(text);
    return exit_codes.ok;
  }
  if (existsSync(file) && !force)
    throw new Usage(
      `${shownPath(file)} is there already. Take another name, or replace it with --force.`,
    );
  await writing(file, () => replaceFile(file, text));
  terminal.stderr(
    `faultline: ${sumLine(entriesOf(course, progress))}: written to ${shownPath(file)}. Elsewhere: ./faultline import-progress ${typedPath(file)}\n`,
  );
  return exit_codes.ok;
}

export async function importProgressCommand(
  file: string,
  flags: format_flag,
  terminal: terminal,
): Promise<number> {
  const news = readPortable(file);
  const { course, store } = await newLearner(terminal);
  const before = store.read();
  const after = await store.insist((mine) => {
    const merged = mergeProgress(mine, news);
    return formatProgress(merged) === formatProgress(mine) ? mine : merged;
  });
  const added = countOf(after) - countOf(before);
  const data = { schema: "faultline/import/v1", added, exercises: entriesOf(course, after) };
  const what =
    added === 0
      ? `There was nothing in ${shownPath(file)} that is not on record already.`
      : `${added} ${added === 1 ? "entry was" : "entries were"} added from ${shownPath(file)}; nothing was lost.`;
  tell(flags, data, () => [what, `${sumLine(entriesOf(course, after))}.`], terminal);
  return exit_codes.ok;
}

/** @throws Usage if it is no record that this version can read; it is left as it is */
function readPortable(file: string): progress {
  try {
    return parseProgress(file === "-" ? readFileSync(0, "utf8") : readFileSync(file, "utf8"));
  } catch (error) {
    if (error instanceof UnreadableProgress)
      throw new Usage(`${shownPath(file)} ${error.message}. Nothing was changed.`);
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR" || code === "EISDIR")
      throw new Usage(
        `there is no file ${JSON.stringify(file)}. Give one that ./faultline export-progress has written.`,
      );
    if (code === undefined) throw error;
    throw new CannotWork(`${shownPath(file)} cannot be read (${code}). Nothing was changed.`);
  }
}

const countOf = ({ exercises }: progress): number =>
  Object.values(exercises).reduce(
    (sum, one) =>
      sum + one.started.length + one.attempts.length + one.hints.length + one.given_up.length,
    0,
  );
