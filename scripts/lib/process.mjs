// Running other programs: quietly, with their output in a log, or in the foreground.

import { spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { ROOT, TOOLS } from "./paths.mjs";

/** Turbo looks for pnpm on the PATH; nobody here wants to report home or to be told of updates. */
export function environment() {
  return {
    ...process.env,
    PATH: [join(TOOLS, "bin"), join(ROOT, "node_modules", ".bin"), process.env["PATH"]].join(
      delimiter,
    ),
    TURBO_TELEMETRY_DISABLED: "1",
    TURBO_NO_UPDATE_NOTIFIER: "1",
    DO_NOT_TRACK: "1",
    NO_UPDATE_NOTIFIER: "1",
  };
}

/**
 * Runs a program without a word: its output goes to a log, to be looked at when it fails.
 * @param {string} log  the log's name in .tools
 * @param {string} command
 * @param {string[]} args
 * @param {import("node:child_process").SpawnOptions} [options]
 */
export async function quietly(log, command, args, options = {}) {
  const path = join(TOOLS, log);
  mkdirSync(dirname(path), { recursive: true });
  const fd = openSync(path, "w");
  try {
    const code = await run(command, args, { ...options, stdio: ["ignore", fd, fd] });
    return { code, path, output: readFileSync(path, "utf8") };
  } finally {
    closeSync(fd);
  }
}

/**
 * Runs a program and answers its exit code; by default it shares our terminal.
 * @param {string} command
 * @param {string[]} args
 * @param {import("node:child_process").SpawnOptions} [options]
 * @returns {Promise<number>}
 */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      env: environment(),
      stdio: "inherit",
      ...options,
    });
    child.on("error", reject);
    // Killed by a signal: the shell's convention of 128 and more, without knowing the number.
    child.on("close", (code) => resolve(code ?? 128));
  });
}
