// Prints the machine's own figures as one JSON object. Run with --expose-gc.
// Arguments: a program that says how many pages a second this computer's kernel copies, or -; then packed recordings.

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import type { recording } from "../src/index.ts";
import { bytesPerPage, copyPagesPerSecond } from "./copy.ts";
import { schedulesPerSecond } from "./explore.ts";
import { replaySeconds } from "./replay.ts";

const MANY = 1_000_000;
const FEW = 100_000;
const ROUNDS = 11;

const now = (): number => performance.now();
const median = (values: number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
const hundredths = (value: number): number => Math.round(value * 100) / 100;

/** Memory in use, in bytes, without what is garbage. */
function used(): number {
  (globalThis as { gc?: () => void }).gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** Pages a second of this computer's own kernel; null where it cannot be asked. */
function host(program: string): number | null {
  if (program === "-") return null;
  const { status, stdout } = spawnSync(program, [String(FEW)], { encoding: "utf8" });
  return status === 0 ? Number(stdout) : null;
}

/** The median of some rounds, the first of which only warm up. */
function exploring(): number {
  const rounds = Array.from({ length: 8 }, () => schedulesPerSecond(6000, now));
  return median(rounds.slice(3));
}

const [program = "-", ...files] = process.argv.slice(2);
const recordings = files
  .flatMap((file) => gunzipSync(readFileSync(file)).toString("utf8").split("\n"))
  .filter((line) => line !== "")
  .map((line) => JSON.parse(line) as recording);

for (let round = 0; round < ROUNDS / 2; round++) copyPagesPerSecond(FEW, now); // to warm up
// In turn, so that a computer that is slow for a while is slow for both.
const pairs = Array.from({ length: ROUNDS }, () => ({
  ours: copyPagesPerSecond(FEW, now),
  theirs: host(program),
}));
const ours = median(pairs.map((pair) => pair.ours));
const known = pairs.flatMap((pair) =>
  pair.theirs === null ? [] : [{ ...pair, theirs: pair.theirs }],
);

const figures = {
  simulated_copy_pages_per_second: ours,
  kernel_copy_pages_per_second:
    known.length === 0 ? null : median(known.map((pair) => pair.theirs)),
  /** The median of the pairs' ratios. */
  copy_ratio:
    known.length === 0 ? null : hundredths(median(known.map((pair) => pair.ours / pair.theirs))),
  /** How much slower a page is among a million mapped ones than among a hundred thousand. */
  cost_of_a_million_pages: hundredths(copyPagesPerSecond(FEW, now) / copyPagesPerSecond(MANY, now)),
  bytes_per_page: bytesPerPage(MANY, used),
  explore_schedules_per_second: exploring(),
  // Last, as it runs every path of the machine, and what is compiled for all paths fits none.
  replay_seconds: replaySeconds(recordings, now),
};
process.stdout.write(`${JSON.stringify(figures)}\n`);
