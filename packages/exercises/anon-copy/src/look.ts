// What the tests of this exercise look at: which pages there are, what is counted, and what the file has.

import type { judged_run } from "@faultline/kit";

/** What must be as it was when no page has been mapped: page frames, the books of the file, and what is promised. */
export const books = (run: judged_run, step: number) => run.ledger(step);

/** Page frames that somebody holds. */
export const frames = (run: judged_run, step: number): number => run.state(step).pages.length;

/** How many pages the program has mapped, by kind, and how many are mapped at all. */
export function mapped(run: judged_run, step: number) {
  const { NR_FILE_MAPPED, NR_ANON_MAPPED, NR_MLOCK } = run.state(step).vmstat;
  return { ...run.rss(step), NR_FILE_MAPPED, NR_ANON_MAPPED, NR_MLOCK };
}

/** By how much each counter has changed between two steps; those that have not are left out. */
export function change(run: judged_run, from: number, to: number): Record<string, number> {
  const before: Record<string, number> = mapped(run, from);
  const moved = Object.entries(mapped(run, to)).map(
    ([name, count]) => [name, count - (before[name] ?? 0)] as const,
  );
  return Object.fromEntries(moved.filter(([, by]) => by !== 0));
}

/** Those of the region's pages that are mapped: what a test says of copied pages it says of these. */
export const present = (run: judged_run, step: number, ...pages: readonly number[]) =>
  pages.map((page) => run.mapped(step, page)).filter((page) => page !== null);

/** The result of a copy that failed at its first page. */
export const refused = (err: string) => ({ ret: -1, err });

/** The result of a copy that did all of `n` pages. */
export const copied = (n = 1) => ({ ret: 0, copy: n * 4096 });
