// What did not fit, for an instructor: neutral words, and the evidence to look at. A learner sees a failed test.

import type { grading } from "../grade.ts";
import type { mismatch } from "../judge/evidence.ts";
import type { irregularity } from "./result.ts";

export function irregularitiesOf({ verdicts, odd }: grading): irregularity[] {
  const records = new Map<string, [mismatch, string[]]>();
  for (const { test, outcome } of verdicts) {
    if (!("mismatch" in outcome) || outcome.mismatch === null) continue;
    const key = JSON.stringify(outcome.mismatch);
    const [, tests] = records.get(key) ?? [outcome.mismatch, []];
    records.set(key, [outcome.mismatch, [...tests, test.id]]);
  }
  const found = [
    ...[...records.values()].map(([{ about, event, recorded, happened }, tests]) => ({
      kind: "record" as const,
      message: `The record of a run does not fit what happens when it is repeated: ${about}.`,
      tests,
      event,
      recorded,
      happened,
    })),
  ];
  return numbered([...found, ...outOfTurn(odd)]);
}

/** What a child said out of turn, if that is all there can be. */
export const turnIrregularities = (odd: grading["odd"]): irregularity[] => numbered(outOfTurn(odd));

const outOfTurn = (odd: grading["odd"]): Omit<irregularity, "id">[] =>
  odd.map(({ line, about }) => ({
    kind: "turn" as const,
    message:
      "The process that ran the submission wrote something that it had no occasion to write.",
    tests: [],
    event: line,
    recorded: about,
    happened: "it was not heard",
  }));

const numbered = (found: readonly Omit<irregularity, "id">[]): irregularity[] =>
  found.map((one, i) => ({ id: `i${i + 1}`, ...one }));
