// What the tests of this exercise look at: which pages there are, what is counted, and what the file has.

import type { judged_run } from "@faultline/kit";

export { change, mapped, refused } from "@faultline/kit";

/** What must be as it was when no page has been mapped: page frames, the books of the file, and what is promised. */
export const books = (run: judged_run, step: number) => run.ledger(step);

/** Page frames that somebody holds. */
export const frames = (run: judged_run, step: number): number => run.state(step).pages.length;

/** Those of the region's pages that are mapped: what a test says of copied pages it says of these. */
export const present = (run: judged_run, step: number, ...pages: readonly number[]) =>
  pages.map((page) => run.mapped(step, page)).filter((page) => page !== null);

/** The result of a copy that did all of `n` pages. */
export const copied = (n = 1) => ({ ret: 0, copy: n * 4096 });
