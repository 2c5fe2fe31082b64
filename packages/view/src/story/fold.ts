// Leaves out what the kernel does by itself and what comes to nothing: a reader wants to see the learner's own lines.

import type { story_row } from "./model.ts";

type row = Omit<story_row, "parted">;

/** A stretch that is shorter is not worth a row that says what was left out. */
const WORTH = 2;

/**
 * Stretches of the kernel's calls in which no lock changes hands, nothing is changed and nothing breaks, as one row each.
 *
 * @param functions the learner's: a call of one of them is always told
 */
export function foldKernel(rows: readonly row[], functions: readonly string[]): row[] {
  const folded: row[] = [];
  let left_out: row[] = [];
  const flush = (): void => {
    const [first] = left_out;
    if (first === undefined) return;
    const text = `... ${left_out.length} calls ...`;
    folded.push(...(left_out.length < WORTH ? left_out : [{ ...first, text, result: "" }]));
    left_out = [];
  };
  for (const [i, row] of rows.entries()) {
    if (isPlain(row, rows[i - 1], functions)) left_out.push(row);
    else {
      flush();
      folded.push(row);
    }
  }
  flush();
  return folded;
}

function isPlain(row: row, before: row | undefined, functions: readonly string[]): boolean {
  const { who, n, text, locks, changes, broken } = row;
  const learners = functions.some((name) => text.startsWith(`${name}(`));
  const kernels = who === "kernel" && n !== "" && !learners && !text.endsWith("{");
  const quiet = (changes ?? []).length === 0 && broken.length === 0;
  // Behind a row that ends a call nobody has said what is held.
  const held = before === undefined || before.n === "" ? locks : before.locks;
  return kernels && quiet && locks.join() === held.join() && row.depth === (before?.depth ?? -1);
}
