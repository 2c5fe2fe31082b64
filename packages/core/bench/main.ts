// Prints the machine's own figures as one JSON object. Run with --expose-gc; the arguments are packed recordings.

import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import type { recording } from "../src/index.ts";
import { bytesPerPage, copyPagesPerSecond } from "./copy.ts";
import { replaySeconds } from "./replay.ts";

const MANY = 1_000_000;
const FEW = 10_000;
const ROUNDS = 5;

const now = (): number => performance.now();
const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1] ?? 0;

/** Memory in use, in bytes, without what is garbage. */
function used(): number {
  (globalThis as { gc?: () => void }).gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

const recordings = process.argv
  .slice(2)
  .flatMap((file) => gunzipSync(readFileSync(file)).toString("utf8").split("\n"))
  .filter((line) => line !== "")
  .map((line) => JSON.parse(line) as recording);

const replay_seconds = replaySeconds(recordings, now);
copyPagesPerSecond(MANY / 10, now); // to warm up
const small = median(Array.from({ length: ROUNDS }, () => copyPagesPerSecond(FEW * 10, now)));
const large = copyPagesPerSecond(MANY, now);
const figures = {
  simulated_copy_pages_per_second: small,
  /** How much slower a page of a million is than one of a hundred thousand. */
  cost_of_a_million_pages: Math.round((100 * small) / large) / 100,
  bytes_per_page: bytesPerPage(MANY, used),
  replay_seconds,
};
process.stdout.write(`${JSON.stringify(figures)}\n`);
