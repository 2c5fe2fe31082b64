// faultline watch: the page on an exercise, drawn anew at each save.

import { noteStart } from "@faultline/progress";
import { exit_codes, type terminal } from "../../terminal.ts";
import { now } from "../attempt.ts";
import { type format_flag, meant, newLearner } from "../learner.ts";
import { shownPath } from "../places.ts";
import { dataDisplay, screenDisplay, storyDisplay } from "../watch/display.ts";
import { Watch } from "../watch/watch.ts";
import { makeWorkFile } from "../work_file.ts";

export interface watch_flags extends format_flag {
  /** False: nothing that was written is taken back. */
  readonly clear: boolean;
}

export async function watchCommand(
  id: string | undefined,
  flags: watch_flags,
  terminal: terminal,
): Promise<number> {
  let note = (sentence: string): void => terminal.stderr(`faultline: ${sentence}\n`);
  const learner = await newLearner(terminal, (sentence) => note(sentence));
  const one = meant(learner, learner.store.read(), id);
  const made = await makeWorkFile(learner.places, one);
  if (made || id !== undefined)
    await learner.store.update((before) => noteStart(before, one.id, now()));
  if (terminal.person === undefined)
    terminal.stderr(
      `faultline: ${shownPath(one.file)} is graded each time it is saved; Ctrl-C ends this.\n`,
    );
  const watch = new Watch(learner, one, terminal, displayFor(flags, terminal));
  note = watch.note;
  await watch.run();
  if (flags.format === "pretty")
    terminal.stdout(
      `\n${shownPath(watch.file)} stays as it is.\n./faultline goes on where you are.\n`,
    );
  return exit_codes.ok;
}

function displayFor({ format, clear }: watch_flags, terminal: terminal) {
  if (format === "json") return dataDisplay(terminal);
  const dumb = process.env["TERM"] === "dumb";
  const screen = clear && terminal.person !== undefined && !dumb;
  return screen ? screenDisplay(terminal) : storyDisplay(terminal);
}
