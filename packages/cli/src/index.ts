// The whole command: what everybody has, and what only those have who have the repository.

import { addAuthors } from "./authors.ts";
import { addLooking } from "./looking.ts";
import { type add_commands, runProgram } from "./program.ts";
import type { terminal } from "./terminal.ts";

export { exit_codes, type terminal } from "./terminal.ts";

const addAll: add_commands = (...to) => {
  addLooking(...to);
  addAuthors(...to);
};

/** Runs one command line to its end. @returns the exit code */
export const run = (args: readonly string[], terminal: terminal): Promise<number> =>
  runProgram(args, terminal, addAll);
