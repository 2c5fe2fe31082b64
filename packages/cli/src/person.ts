// Whoever sits in front of a terminal.

import { emitKeypressEvents } from "node:readline";
import { createInterface } from "node:readline/promises";
import type { person } from "./terminal.ts";

/** @returns undefined where input or output is no terminal */
export function personAt({ stdin, stdout }: NodeJS.Process): person | undefined {
  if (!stdin.isTTY || !stdout.isTTY) return undefined;
  return {
    ask: (question) => ask(question, stdin, stdout),
    hearKeys: (onKey) => hearKeys(onKey, stdin),
    size: () => ({ columns: stdout.columns || 80, rows: stdout.rows || 24 }),
    onResize: (then) => {
      stdout.on("resize", then);
      return () => stdout.off("resize", then);
    },
  };
}

async function ask(
  question: string,
  input: NodeJS.ReadStream,
  output: NodeJS.WriteStream,
): Promise<string | null> {
  const lines = createInterface({ input, output });
  try {
    return await new Promise((resolve) => {
      lines.once("close", () => resolve(null));
      // An interface takes Ctrl-C for itself.
      lines.once("SIGINT", () => process.kill(process.pid, "SIGINT"));
      void lines.question(question).then(resolve);
    });
  } finally {
    lines.close();
  }
}

interface keypress {
  readonly name?: string;
  readonly sequence?: string;
  readonly ctrl?: boolean;
}

function hearKeys(onKey: (key: string) => void, input: NodeJS.ReadStream): () => void {
  const hear = (_: string | undefined, { name, sequence, ctrl }: keypress): void => {
    const key = name ?? sequence ?? "";
    onKey(ctrl ? `ctrl-${key}` : key);
  };
  emitKeypressEvents(input);
  input.setRawMode(true);
  input.on("keypress", hear);
  input.resume();
  return () => {
    input.off("keypress", hear);
    input.setRawMode(false);
    input.pause();
  };
}
