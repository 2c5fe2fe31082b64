// The child process: what it is told comes on standard input, what it has to say goes to standard output, a line a case.
// It never returns to its event loop, so nothing that a submission has put off is ever run.

import { readFileSync, writeSync } from "node:fs";
import type { child_input, child_line } from "./protocol.ts";
import { runChild } from "./run.ts";

/** Writes all of it: a pipe that is full for the moment takes a part, or nothing. */
function writeAll(text: string): void {
  const bytes = Buffer.from(text, "utf8");
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(1, bytes, at);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EAGAIN") throw error;
    }
  }
}

const tell = (line: child_line): void => writeAll(`${JSON.stringify(line)}\n`);

// Nobody here needs it, and it makes code. Node's flag that leaves it out is gone from Node 24.
Reflect.deleteProperty(globalThis, "WebAssembly");
tell({ kind: "up" });
runChild(JSON.parse(readFileSync(0, "utf8")) as child_input, tell);
process.exit(0);
