// What the tests of several exercises look at in a run: a pte's bits, and the counters that a mapped page moves.

import type { judged_run } from "./judged_run.ts";

/** The bits of a region page's pte besides the one that says that it is there, in order. */
export function bits(run: judged_run, step: number, page: number): readonly string[] {
  return run
    .pte(step, page)
    .filter((bit) => bit !== "present")
    .sort();
}

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

/** The result of an operation that failed, for an ioctl at its first page. */
export const refused = (err: string) => ({ ret: -1, err });
