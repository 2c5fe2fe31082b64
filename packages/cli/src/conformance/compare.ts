// Replays recordings and adds up what became of them.

import {
  type mismatch,
  mismatches,
  type recording,
  type release_rules,
  runScenario,
} from "@faultline/core";
import type { entry, malformed } from "./read.ts";

/** A field in which the machine differs from Linux. */
export interface difference {
  readonly id: string;
  /** 0 is the set-up; one more than there are operations is the end. */
  readonly step: number;
  readonly field: string;
  /** What Linux did. */
  readonly expected: string;
  /** What the machine does. */
  readonly actual: string;
}

/** What all recordings came to; the JSON report is this. */
export interface conformance {
  readonly recordings: number;
  readonly observations: number;
  readonly matched: number;
  readonly mismatched: number;
  readonly skipped: number;
  readonly mismatches: readonly difference[];
}

export interface outcome {
  readonly totals: conformance;
  readonly malformed: readonly malformed[];
  /** The first recording that differs. */
  readonly first: { readonly recording: recording; readonly mismatch: mismatch } | null;
}

/** Replays every recording on a machine of its own. @param progress is told how many are done */
export function compareAll(
  entries: Iterable<entry>,
  release: release_rules["name"],
  progress: (done: number) => void,
): outcome {
  let recordings = 0;
  let observations = 0;
  let mismatched = 0;
  let skipped = 0;
  let first: outcome["first"] = null;
  const malformed: malformed[] = [];
  const differences: difference[] = [];
  for (const entry of entries) {
    if (!("recording" in entry)) {
      malformed.push(entry);
      continue;
    }
    const { recording } = entry;
    recordings += 1;
    observations += recording.o.length;
    if (wasSkipped(recording)) skipped += 1;
    const found = mismatches(recording, runScenario(recording.s, { release }));
    const [mismatch] = found;
    if (mismatch !== undefined) {
      mismatched += 1;
      first ??= { recording, mismatch };
    }
    differences.push(...found.map(differenceOf));
    progress(recordings);
  }
  const matched = recordings - mismatched;
  return {
    totals: { recordings, observations, matched, mismatched, skipped, mismatches: differences },
    malformed,
    first,
  };
}

/** Whether the recorder itself left an operation out: then nothing can be compared for it. */
const wasSkipped = ({ o }: recording): boolean =>
  o.some(({ r }) => typeof r === "object" && r !== null && "skip" in r);

const differenceOf = ({ id, step, field, recorded, machine }: mismatch): difference => ({
  id,
  step,
  field,
  expected: recorded,
  actual: machine,
});
