// Goal: the loop works as a person goes through it. Method: the command as it is built, in a terminal of tmux, driven by keys
// and by what editors do to files.

import { appendFileSync, chmodSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Learner, starterOf } from "./support/learner.ts";
import { hasTmux, Terminal } from "./support/tmux.ts";

const command = join(import.meta.dirname, "../dist/faultline.js");
const faultline = `"${process.execPath}" "${command}"`;

/** The right page, and none of the bits that are due: some of the points. */
const half =
  'import { mk_pte } from "@faultline/core";\nexport const mk_fill_pte = (vma, page) => mk_pte(page, vma.vm_page_prot);\n';

const MINUTES = 4 * 60_000;

it.runIf(process.env["CI"])("has tmux in CI", () => {
  expect(hasTmux, "apt-get install tmux").toBe(true);
});

describe.skipIf(!hasTmux)("in a terminal", { timeout: MINUTES }, () => {
  let me: Learner;
  let terminal: Terminal;

  const open = (columns: number, rows: number, env: Record<string, string> = {}): void => {
    terminal = new Terminal(columns, rows, { FAULTLINE_WORK: me.work, ...env });
  };

  beforeEach(() => {
    me = new Learner();
  });
  afterEach(() => {
    terminal.close();
    me.leaves();
  });

  it("somebody starts, edits, saves, takes a hint, passes, and goes on to the next", async () => {
    open(80, 24);
    terminal.types(faultline);
    await terminal.until(/Next: edit the file and save it\./);
    expect(me.reads("pte-bits")).toBe(starterOf("pte-bits"));

    terminal.types(`${faultline} watch`);
    const first = await terminal.until(/graded at/);
    expect(first).toMatch(/^pte-bits: Give the page its pte\n/);
    expect(first).toContain("0 of 39 tests pass; 0 of 70 points.");
    expect(first).toContain("What fails first\n  FAIL  ");

    me.writes("pte-bits", half);
    const wrong = await terminal.until(/[1-9]\d* of 39 tests pass/);
    expect(wrong).not.toContain("Still to be written");
    expect(wrong).toContain("FAIL");

    terminal.press("h");
    await terminal.until(/Hint 1 of 8/);
    terminal.press("h");
    await terminal.until(/Hint 2 of 8/);
    expect(me.progress().exercises["pte-bits"]?.hints.length).toBe(2);

    me.takes("pte-bits");
    await terminal.until(/Full marks\.\nPress n for the next one, zeropage/);
    terminal.press("n");
    await terminal.until(/^zeropage: Map the page of zeros\n(.*\n)*.*graded at/);
    expect(me.reads("zeropage")).toBe(starterOf("zeropage"));

    terminal.press("q");
    await terminal.until(/stays as it is\.\n\.\/faultline goes on where you are\./);
    terminal.types(`echo "it ended with $?"`);
    await terminal.until(/it ended with 0/);
    terminal.types(`clear; ${faultline} list`);
    const list = await terminal.until(/> now {4}zeropage/);
    expect(list).toMatch(/1 of 10 done, 70 of \d+ points/);
    expect(list).toMatch(/done {3}pte-bits .*\(2 hints\) +70 of 70/);
  });

  it("a file may be written in steps, replaced, removed, and made again", async () => {
    open(80, 24);
    terminal.types(`${faultline} watch pte-bits`);
    await terminal.until(/graded at/);

    // In steps: what can be read in between is no program.
    me.writes("pte-bits", half.slice(0, 60));
    await sleep(20);
    appendFileSync(me.path("pte-bits"), half.slice(60));
    await terminal.until(/[1-9]\d* of 39 tests pass/);

    // As vim and others do: another file gets its name.
    const fresh = join(me.work, "4913~");
    writeFileSync(fresh, "export function (\n");
    renameSync(fresh, me.path("pte-bits"));
    await terminal.until(/This is not TypeScript that can be read:\n +pte-bits\.ts:1:17/);

    rmSync(me.path("pte-bits"));
    await terminal.until(/is not there\. Save it once\s+more in\s+your editor/);
    terminal.press("s");
    await terminal.until(/0 of 39 tests pass/);
    expect(me.reads("pte-bits")).toBe(starterOf("pte-bits"));

    terminal.press("C-c");
    await terminal.until(/goes on where you are/);
    // The terminal is as it was: what is typed is to be seen, and a line is a line.
    terminal.types("clear; stty -a | tr ' ;' '\\n\\n' | grep -x echo; echo 'a whole line'");
    await terminal.until(/^echo\na whole line\n/m);
  });

  it("fits into 40 columns and 15 lines, and says everything without colour", async () => {
    open(40, 15, { NO_COLOR: "1" });
    terminal.types(`${faultline} watch pte-bits`);
    const page = await terminal.until(/graded at/);
    expect(page).toMatch(/^pte-bits: Give the page its pte\n/);
    expect(page).toMatch(/FAIL {2}/);
    terminal.press("?");
    await terminal.until(/h hint, n next, \? keys/);
    terminal.press("l");
    await terminal.until(/> now {4}pte-bits +0 of 70/);
    terminal.resize(80, 24);
    await terminal.until(/pager +Move a program's memory/);
    // A colour is an escape with a number from 30 on.
    // biome-ignore lint/suspicious/noControlCharactersInRegex: an escape begins with one
    expect(terminal.sees(true)).not.toMatch(/\u001b\[[\d;]*[39]\dm/);
    terminal.press("q");
    await terminal.until(/goes on where you are/);
  });

  it("an editor has the terminal for itself, and then the page is there again", async () => {
    const editor = join(mkdtempSync(join(tmpdir(), "faultline-editor-")), "my editor");
    writeFileSync(editor, '#!/bin/sh\necho "editing with $1 $2"; read -r line; cp "$line" "$2"\n');
    chmodSync(editor, 0o755);
    open(80, 24, { EDITOR: `"${editor}" --wait` });
    terminal.types(`${faultline} watch pte-bits`);
    await terminal.until(/graded at/);
    terminal.press("o");
    await terminal.until(/editing with --wait .*\s*pte-bits\.ts/);
    writeFileSync(join(editor, "../half.ts"), half);
    terminal.types(join(editor, "../half.ts"));
    await terminal.until(/[1-9]\d* of 39 tests pass/);
    terminal.press("h");
    await terminal.until(/Hint 1 of 8/);
    terminal.press("q");
    rmSync(join(editor, ".."), { recursive: true });
  });

  it("asks before it puts the starter in the place of somebody's work", async () => {
    open(80, 24);
    me.writes("pte-bits", "// mine\n");
    terminal.types(`${faultline} reset pte-bits`);
    await terminal.until(/A copy is kept\. \[y\/N\]/);
    terminal.press("C-c");
    terminal.types(`echo "it ended with $?"`);
    await terminal.until(/it ended with 3/);
    expect(me.reads("pte-bits")).toBe("// mine\n");
    terminal.types(`clear; ${faultline} reset pte-bits`);
    await terminal.until(/A copy is kept\. \[y\/N\]/);
    terminal.types("y");
    await terminal.until(/is the starter\s+again/);
    expect(me.reads("pte-bits")).toBe(starterOf("pte-bits"));
  });
});
