// Goal: a breakpoint in the learner's file stops there, and one in the machine's sources too. Method: the real debugger of
// Node, asked for what an editor asks for.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import { type Debugger, debugVitest } from "./debugger.ts";
import { newFolder, root } from "./workspace.ts";

let debuggee: Debugger | null = null;
let remove: () => void = () => {};
afterEach(async () => {
  await debuggee?.end();
  remove();
});

/** The first line of a file that matches, from 1 on. */
function lineOf(path: string, pattern: RegExp): number {
  const at = readFileSync(path, "utf8")
    .split("\n")
    .findIndex((line) => pattern.test(line));
  if (at < 0) throw new Error(`${path} has no line like ${pattern}.`);
  return at + 1;
}

async function stopAt(path: string, line: number, folder: string) {
  debuggee = await debugVitest(folder, "-t", "^zeropage already-mapped");
  return debuggee.stopAt(path, line);
}

describe("a breakpoint", () => {
  it("in the learner's file stops at its line, with the function's arguments at hand", async () => {
    const made = newFolder({ zeropage: "solution" });
    remove = made.remove;
    const path = join(made.folder, "zeropage.ts");
    const line = lineOf(path, /= pte_offset_map_lock\(/);
    const stop = await stopAt(path, line, made.folder);
    expect(stop).toMatchObject({ url: pathToFileURL(path).href, line });
    expect(stop.function).toBe("mfill_zeropage_pte");
    expect(stop.names).toContain("dst_addr");
  });

  it("in the machine's own source stops there, on the way from the learner's file", async () => {
    const made = newFolder({ zeropage: "solution" });
    remove = made.remove;
    const path = join(root, "packages/core/src/arch/x86/pgtable.ts");
    const line = lineOf(path, /with_bits\(pte, _PAGE_SPECIAL\)/);
    const stop = await stopAt(path, line, made.folder);
    expect(stop).toMatchObject({ url: pathToFileURL(path).href, line });
    expect(stop.callers).toContain(pathToFileURL(join(made.folder, "zeropage.ts")).href);
  });
});
