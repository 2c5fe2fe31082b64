// What the tests of this exercise look at: a pte's bits and frame, and the counters that nothing here may move.

import type { judged_run } from "@faultline/kit";

const PAGE_SIZE = 4096;

/** The bits of a region page's pte that the function decides on. */
export function bits(run: judged_run, step: number, page: number): readonly string[] {
  return run
    .pte(step, page)
    .filter((bit) => bit !== "present")
    .sort();
}

/** The frame that a region page's pte leads to; null if nothing is there. */
export function frame(run: judged_run, step: number, page: number): number | null {
  const [mm] = run.state(step).mms;
  // The region lies below everything else that the program has mapped.
  const start = Math.min(...(run.state(-1).mms[0]?.vmas ?? []).map((vma) => vma.start));
  return mm?.ptes.find(({ addr }) => addr === start + page * PAGE_SIZE)?.pfn ?? null;
}

/** How many pages the program has, by kind, and how many are mapped or locked at all. */
function counted(run: judged_run, step: number): Record<string, number> {
  const { NR_FILE_MAPPED, NR_ANON_MAPPED, NR_MLOCK } = run.state(step).vmstat;
  return { ...run.rss(step), NR_FILE_MAPPED, NR_ANON_MAPPED, NR_MLOCK };
}

/** By how much each counter has changed between two steps; those that have not are left out. */
export function change(run: judged_run, from: number, to: number): Record<string, number> {
  const before = counted(run, from);
  const moved = Object.entries(counted(run, to)).map(
    ([name, count]) => [name, count - (before[name] ?? 0)] as const,
  );
  return Object.fromEntries(moved.filter(([, by]) => by !== 0));
}

/** How many page frames are in use. */
export const pagesInUse = (run: judged_run, step: number): number => run.state(step).pages.length;

export const refused = (err: string) => ({ ret: -1, err });
export const filled = { ret: 0, zeropage: 4096 };
