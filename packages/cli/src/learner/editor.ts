// Opens a file in the learner's editor: $VISUAL, $EDITOR, or VS Code where there is one.

import { spawn, spawnSync } from "node:child_process";
import { CannotWork } from "../terminal.ts";
import { shownPath } from "./places.ts";

const windows = process.platform === "win32";

/** A command line of a shell's, to which the file is added. */
export function editorCommand(env: NodeJS.ProcessEnv, hasCode: () => boolean): string | null {
  const chosen = [env["VISUAL"], env["EDITOR"]].find(
    (one) => one !== undefined && one.trim() !== "",
  );
  // In VS Code's own terminal the file belongs beside it.
  if (env["TERM_PROGRAM"] === "vscode" && hasCode()) return "code -r";
  return chosen ?? (hasCode() ? "code" : null);
}

/**
 * Opens it, and waits as long as the editor does.
 *
 * @throws CannotWork if there is no editor, or it fails
 */
export async function openInEditor(file: string): Promise<void> {
  const command = editorCommand(process.env, hasCode);
  if (command === null)
    throw new CannotWork(
      `no editor is known: put its name into EDITOR, or open ${shownPath(file)} yourself.`,
    );
  const code = await ended(command, file);
  if (code !== 0)
    throw new CannotWork(
      `the editor (${command}) ended with ${code}. Put another one into EDITOR, or open ${shownPath(file)} yourself.`,
    );
}

const hasCode = (): boolean =>
  spawnSync(windows ? "where" : "which", ["code"], { stdio: "ignore" }).status === 0;

/** EDITOR may be a program with arguments, so a shell takes it apart; the file reaches it as one word, whatever is in it. */
function ended(command: string, file: string): Promise<number | string> {
  const started = windows
    ? spawn(`${command} "${file}"`, { shell: true, stdio: "inherit" })
    : spawn("/bin/sh", ["-c", `${command} "$1"`, "sh", file], { stdio: "inherit" });
  return new Promise((resolve) => {
    started.on("error", (error) => resolve(error.message));
    started.on("close", (code, signal) => resolve(code ?? signal ?? "nothing"));
  });
}
