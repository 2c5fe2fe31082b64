// Runs a command line as a shell would, and keeps what it writes.

import { run } from "../../src/index.ts";

export async function faultline(...args: string[]) {
  let [stdout, stderr] = ["", ""];
  const code = await run(args, {
    stdout: (text) => {
      stdout += text;
    },
    stderr: (text) => {
      stderr += text;
    },
    colour: false,
    columns: 80,
  });
  return { code, stdout, stderr };
}
