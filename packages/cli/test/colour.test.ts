// Goal: nobody gets colour who does not want it, from any command, and whoever asks for it does.

import { stripVTControlCharacters } from "node:util";
import { describe, expect, it } from "vitest";
import { run } from "../src/index.ts";
import { wantsColour } from "../src/terminal.ts";

async function inColour(...args: string[]): Promise<string> {
  let said = "";
  const write = (text: string): void => {
    said += text;
  };
  await run(args, { stdout: write, stderr: write, colour: true, columns: 80 });
  return said;
}

const ESCAPE = "\u001b[";

describe("colour", () => {
  it.each([
    [{}, true, true],
    [{}, false, false],
    [{ TERM: "dumb" }, true, false],
    [{ NO_COLOR: "1" }, true, false],
    [{ NO_COLOR: "" }, true, true],
    [{ FORCE_COLOR: "1" }, false, true],
    [{ FORCE_COLOR: "" }, false, false],
    [{ FORCE_COLOR: "0" }, true, false],
    [{ FORCE_COLOR: "1", NO_COLOR: "1" }, true, false],
  ])("with %j, on a terminal: %s, is wanted: %s", (environment, tty, wanted) => {
    expect(wantsColour(environment, tty)).toBe(wanted);
  });

  const command = ["explore", "shmem-mcopy", "reference", "--rivals", "stat"];

  it("is there where the terminal has it", async () => {
    expect(await inColour(...command)).toContain(ESCAPE);
  });

  it("is not there after --no-color, before the command or behind it, and the words are the same", async () => {
    const plain = stripVTControlCharacters(await inColour(...command));
    expect(await inColour("--no-color", ...command)).toBe(plain);
    expect(await inColour(...command, "--no-color")).toBe(plain);
  });
});
