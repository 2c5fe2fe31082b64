// What the tests of this exercise look at: a pte's bits and frame, and the counters that nothing here may move.

import type { judged_run } from "@faultline/kit";

export { bits, change, refused } from "@faultline/kit";

const PAGE_SIZE = 4096;

/** The frame that a region page's pte leads to; null if nothing is there. */
export function frame(run: judged_run, step: number, page: number): number | null {
  const [mm] = run.state(step).mms;
  // The region lies below everything else that the program has mapped.
  const start = Math.min(...(run.state(-1).mms[0]?.vmas ?? []).map((vma) => vma.start));
  return mm?.ptes.find(({ addr }) => addr === start + page * PAGE_SIZE)?.pfn ?? null;
}

/** How many page frames are in use. */
export const pagesInUse = (run: judged_run, step: number): number => run.state(step).pages.length;

export const filled = { ret: 0, zeropage: 4096 };
