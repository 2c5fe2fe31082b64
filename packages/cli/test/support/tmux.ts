// A terminal that a test can type into and look at.

import { execFileSync, spawnSync } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";

export const hasTmux = spawnSync("tmux", ["-V"]).status === 0;

/** Somebody waits this long for what they expect to see; it only ends a test that would hang. */
const PATIENCE_MS = 50_000;

export class Terminal {
  readonly #socket = `faultline-test-${process.pid}-${Math.random().toString(36).slice(2)}`;

  /** @param env besides PATH and HOME */
  constructor(columns: number, rows: number, env: Readonly<Record<string, string>>) {
    const size = ["-x", String(columns), "-y", String(rows)];
    const { PATH = "", HOME = "/" } = process.env;
    const clean = { PATH, HOME, LANG: "C.UTF-8", PS1: "$ ", ...env };
    // A configuration of one's own would change what the test sees.
    const args = ["-L", this.#socket, "-f", "/dev/null", "new-session", "-d", ...size, "/bin/sh"];
    execFileSync("tmux", args, { env: clean });
  }

  /** Keys as tmux calls them: `h`, `Enter`, `C-c`; or a whole text. */
  press(...keys: readonly string[]): void {
    this.#tmux("send-keys", ...keys);
  }

  types(line: string): void {
    this.#tmux("send-keys", "-l", line);
    this.press("Enter");
  }

  resize(columns: number, rows: number): void {
    this.#tmux("resize-window", "-x", String(columns), "-y", String(rows));
  }

  /** What is to be seen, with the escapes of its colours if these are asked for. */
  sees(withColours = false): string {
    return this.#tmux("capture-pane", "-p", ...(withColours ? ["-e"] : []));
  }

  /** Waits until it is to be seen, and for nothing else. @returns all that is to be seen then */
  async until(what: RegExp): Promise<string> {
    const begin = performance.now();
    for (;;) {
      const seen = this.sees();
      if (what.test(seen)) return seen;
      if (performance.now() - begin > PATIENCE_MS)
        throw new Error(`${what} was never to be seen, but:\n${seen}`);
      await sleep(25);
    }
  }

  close(): void {
    spawnSync("tmux", ["-L", this.#socket, "kill-server"]);
  }

  #tmux(...args: readonly string[]): string {
    return execFileSync("tmux", ["-L", this.#socket, ...args], { encoding: "utf8" });
  }
}
