// What the tests of this exercise look at: what has been paid, and what the file counts as its own.

import type { op } from "@faultline/core";
import { type judged_run, memfd, type setup, sharedFile } from "@faultline/kit";

export { refused } from "@faultline/kit";

/** What has been paid: blocks of mounts, and promises of memory. */
export function paid(run: judged_run, step: number) {
  const { used_blocks, Committed_AS } = run.ledger(step);
  return { used_blocks, Committed_AS };
}

/** What the file counts as its own. */
export function counted(run: judged_run, step: number) {
  const { alloced, i_blocks, nrpages } = run.ledger(step);
  return { alloced, i_blocks, nrpages };
}

export const books = (run: judged_run, step: number) => ({
  ...paid(run, step),
  ...counted(run, step),
});

/** What has been paid since set-up. */
export function spent(run: judged_run, step: number) {
  const [before, now] = [paid(run, -1), paid(run, step)];
  return {
    used_blocks: now.used_blocks - before.used_blocks,
    Committed_AS: now.Committed_AS - before.Committed_AS,
  };
}

/** `pages` pages that are in the cache, all counted. */
export const has = (pages: number) => ({ alloced: pages, i_blocks: pages * 8, nrpages: pages });

/** Four pages of a file on a mount of `blocks` blocks, without a monitor: a fault finds its page, or makes one. */
export const onMount = (blocks: number, ops: readonly op[], more: setup = {}) =>
  sharedFile(ops, { register: [], ...more, region: { fs_limit_pages: blocks, ...more.region } });

/** Four pages of a file that no mount limits. */
export const unlimited = (ops: readonly op[]) => memfd(ops, { register: [] });

/** Makes the file have clean pages there, and reclaim drop them all: the file does not notice. */
export const dropped = (...pages: readonly number[]): op[] => [
  ...pages.map((page): op => ({ op: "read", page })),
  ...pages.map((page): op => ({ op: "reclaim", page })),
];

/** pwrite(2) of one page. */
export const written = { ret: 4096 };
