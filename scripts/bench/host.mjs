// How fast this computer's own kernel does what the machine simulates, where it lets us.

import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { ROOT } from "../lib/paths.mjs";

const ROUNDS = 5;
const PAGES = 100_000;
const RECORDER = join(ROOT, "tools", "recorder");

/**
 * Pages a second of UFFDIO_COPY on shared tmpfs, one ioctl a page, the median of several runs.
 * @returns {number | null} null where the kernel does not offer userfaultfd, or nothing can be compiled here
 */
export function hostCopySpeed() {
  if (
    spawnSync("make", ["-s", "-C", RECORDER, "build/copy_bench"], { stdio: "ignore" }).status !== 0
  )
    return null;
  const speeds = [];
  for (let round = 0; round < ROUNDS; round++) {
    const run = spawnSync(join(RECORDER, "build", "copy_bench"), [String(PAGES)], {
      encoding: "utf8",
    });
    if (run.status !== 0) return null;
    speeds.push(Number(run.stdout));
  }
  return speeds.sort((a, b) => a - b)[ROUNDS >> 1] ?? null;
}
