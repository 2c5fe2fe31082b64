// What the tests of this exercise look at: the numbers that a page pays with, and those that say where it is.

import type { judged_run } from "@faultline/kit";

export { mapped, refused } from "@faultline/kit";

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

/** The result of a fill that did all of `n` pages. */
export const filled = (n = 1) => ({ ret: 0, copy: n * 4096 });
