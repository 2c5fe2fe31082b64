// What the tests of this exercise look at, and the memory that they begin with.

import type { judged_run, setup } from "@faultline/kit";

/** The monitor hears of pages that the file has and the page table has not. Nobody else maps them then. */
export const minor: setup = { register: ["minor"] };

/** What has been paid for, and which pages there are. */
export const books = (run: judged_run, step: number) => run.ledger(step);

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

/** The bits of a region page's pte besides the one that says that it is there. */
export const bits = (run: judged_run, step: number, page: number): readonly string[] =>
  run
    .pte(step, page)
    .filter((bit) => bit !== "present")
    .sort();

/** The result of a CONTINUE that failed at its first page. */
export const refused = (err: string) => ({ ret: -1, err });

/** The result of a CONTINUE that mapped one page. */
export const mapped_one = { ret: 0, mapped: 4096 };
