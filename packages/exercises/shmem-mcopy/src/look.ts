// What the tests of this exercise look at: the numbers that a page pays with, and those that say where it is.

import type { judged_run } from "@faultline/kit";

/** What has been paid for and counted. */
export function books(run: judged_run, step: number) {
  const { used_blocks, Committed_AS, alloced, i_blocks } = run.ledger(step);
  return { used_blocks, Committed_AS, alloced, i_blocks };
}

/** Pages that exist, and pages that are in files. */
export function pages(run: judged_run, step: number) {
  const { nrpages, NR_FILE_PAGES, NR_SHMEM, pages } = run.ledger(step);
  return { nrpages, NR_FILE_PAGES, NR_SHMEM, pages };
}

/** How many pages the program has mapped, by kind, and how many are mapped at all. */
export function mapped(run: judged_run, step: number) {
  const { NR_FILE_MAPPED, NR_ANON_MAPPED, NR_MLOCK } = run.state(step).vmstat;
  return { ...run.rss(step), NR_FILE_MAPPED, NR_ANON_MAPPED, NR_MLOCK };
}

/** The result of a fill that failed at its first page. */
export const refused = (err: string) => ({ ret: -1, err });

/** The result of a fill that did all of `n` pages. */
export const filled = (n = 1) => ({ ret: 0, copy: n * 4096 });
