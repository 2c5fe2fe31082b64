// How long it takes to replay recordings of Linux, with every observation and an audit after every step.

import { mismatches, type recording, runScenario } from "../src/index.ts";

/** Seconds for all of them. @param now a clock, in milliseconds @throws Error if one does not match */
export function replaySeconds(recordings: readonly recording[], now: () => number): number {
  const begin = now();
  for (const recording of recordings) {
    const run = runScenario(recording.s, { release: "6.18", audit: true });
    const [first] = mismatches(recording, run);
    if (first !== undefined) throw new Error(`${first.id} does not match: ${first.field}`);
    if (run.findings.length > 0) throw new Error(`${recording.s.id}: ${run.findings[0]?.rule}`);
  }
  return Math.round(now() - begin) / 1000;
}
