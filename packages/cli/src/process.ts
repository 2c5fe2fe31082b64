// A command as a process. Reports go to standard output and nothing else does; what is said on the way goes to standard error.

import { killChildren } from "@faultline/grader";
import { personAt } from "./person.ts";
import { type terminal, wantsColour } from "./terminal.ts";

type runner = (args: readonly string[], terminal: terminal) => Promise<number>;

export async function asProcess(run: runner): Promise<void> {
  // A child has a process group of its own, so a terminal's Ctrl-C does not reach it by itself.
  process.on("exit", killChildren);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.on(signal, () => process.exit(3));

  // Whoever reads has read enough: `faultline explore … | head`.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit(0);
  });

  process.exitCode = await run(process.argv.slice(2), {
    stdout: (text) => process.stdout.write(text),
    stderr: (text) => process.stderr.write(text),
    colour: wantsColour(process.env, process.stdout.isTTY === true),
    // A terminal that does not say how wide it is says 0.
    columns: process.stdout.columns || 80,
    person: personAt(process),
    live: process.stderr.isTTY === true,
  });
}
