// Goal: a verdict does not depend on how fast a machine is, or on what else it does.
// Method: the same submissions with the child as it is, slowed at each line that it writes, and last in the queue for
// the processor while others want it; the reports must be the same but for the time they took.

import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { setPriority } from "node:os";
import { expect, it } from "vitest";
import { Child } from "../../src/sandbox/child.ts";
import { builtChild } from "../support/child_script.ts";
import { graded } from "../support/graded.ts";
import { HONEST_SUBMISSION, submission } from "../support/sources.ts";

const sources = {
  right: HONEST_SUBMISSION,
  wrong: HONEST_SUBMISSION.replace("SetPageDirty(page);", ""),
  "does not end": submission("", "let n = 0;\n  for (;;) n += 1;"),
  "calls without end": submission("", "for (;;) i_size_read(file_inode(vma.vm_file));"),
  "allocates without end":
    "import { shmem_alloc_page, SHMEM_I, file_inode } from '@faultline/core';\n" +
    "export function shmem_mcopy_atomic_pte(mm: any, pmd: any, vma: any): number {\n" +
    "  for (;;) shmem_alloc_page(0 as any, SHMEM_I(file_inode(vma.vm_file)), 0 as any);\n}",
  "prints without end": submission(
    "",
    "for (let i = 0; i < 20000; i++) console.log(i); return honest(...args);",
  ),
  "falls without end": submission("", "const f = (): any => f() + 1; return f();"),
  "fills its memory": submission(
    "",
    "const a: any[] = []; for (;;) a.push(new Array(1e5).fill(1));",
  ),
};

/** The child, with a sleep before every line that it writes. */
function slowChild(): string {
  const path = builtChild().replace(/\.cjs$/, ".slow.cjs");
  const slow = `"use strict";
const slowFs = require("node:fs");
const { writeSync } = slowFs;
const cell = new Int32Array(new SharedArrayBuffer(4));
slowFs.writeSync = (...args) => { Atomics.wait(cell, 0, 0, 20); return writeSync(...args); };
`;
  writeFileSync(path, slow + readFileSync(builtChild(), "utf8"));
  return path;
}

function lastInTheQueue(): Child {
  const child = new Child(builtChild());
  setPriority(child.pid ?? 0, 19);
  return child;
}

it.each(Object.entries(sources))("%s: the same report at any speed", async (_what, source) => {
  const fast = await graded(source);
  const slow = await graded(source, { script: slowChild() });
  expect(slow).toEqual(fast);
  const busy: ChildProcess[] = [1, 2].map(() => spawn(process.execPath, ["-e", "for (;;);"]));
  try {
    expect(await graded(source, { start: lastInTheQueue, wall_ms: 30_000 })).toEqual(fast);
  } finally {
    for (const one of busy) one.kill("SIGKILL");
  }
});
