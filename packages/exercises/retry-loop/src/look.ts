// What the tests of this exercise look at: which pages are filled, with what, and how far a fill says it came.

import type { judged_run } from "@faultline/kit";

export { bits } from "@faultline/kit";

/** The region's pages as a picture: a star where something is mapped, a dot where nothing is. */
export function table(run: judged_run, step: number): string {
  const [region] = run.state(-1).mms.flatMap((mm) => mm.vmas);
  const pages = region === undefined ? 0 : (region.end - region.start) / 4096;
  const each = Array.from({ length: pages }, (_, page) => run.pte(step, page).length > 0);
  return each.map((there) => (there ? "*" : ".")).join("");
}

/** What the mapped pages from `first` on hold: the first and the last byte of each. */
export const contents = (run: judged_run, step: number, first: number, n: number) =>
  Array.from({ length: n }, (_, i) => run.mapped(step, first + i)?.content);

/** Page frames that somebody holds. */
export const frames = (run: judged_run, step: number): number => run.ledger(step).pages;

/** Page frames that somebody holds, but for those that are mapped in the region. */
export const unmappedFrames = (run: judged_run, step: number): number =>
  frames(run, step) - table(run, step).replaceAll(".", "").length;

/** The result of a fill that did all of `n` pages. */
export const filled = (n = 1) => ({ ret: 0, copy: n * 4096 });

/** The result of a fill that did `n` pages and then could do no more. */
export const partly = (n: number) => ({ ret: -1, err: "EAGAIN", copy: n * 4096 });

/** The result of a fill that did not do a single page. */
export const refused = (err: keyof typeof codes) => ({ ret: -1, err, copy: -codes[err] });

/** What the ioctl hands on is a number, and so tells -EAGAIN from "some, but not all". */
const codes = {
  ENOENT: 2,
  EINTR: 4,
  EAGAIN: 11,
  ENOMEM: 12,
  EFAULT: 14,
  EEXIST: 17,
  EINVAL: 22,
} as const;
