// Holds the machine against a recording of a running Linux: a scenario must give the same answers, field by field.
// Source: none.

import { type run, runScenario } from "./run.ts";
import type { scenario } from "./types.ts";

/** One line of a recording: the scenario, an observation after set-up and after each operation, and the end. */
export interface recording {
  readonly s: scenario;
  readonly o: readonly { readonly [field: string]: unknown }[];
  readonly end: readonly unknown[];
}

/** A field that differs. */
export interface mismatch {
  readonly id: string;
  /** 0 is the set-up; one more than there are operations is the end. */
  readonly step: number;
  readonly op: string;
  readonly field: string;
  readonly recorded: string;
  readonly machine: string;
}

/** Runs the scenario of a recording as Linux 6.18, and lists every field in which the machine differs. */
export const replay = (recording: recording): mismatch[] =>
  mismatches(recording, runScenario(recording.s, { release: "6.18" }));

/** Lists every field in which a run of the recorded scenario differs from the recording. */
export function mismatches({ s, o, end }: recording, run: run): mismatch[] {
  const id = s.id ?? "";
  const found: mismatch[] = [];
  o.forEach((recorded, step) => {
    const mine = run.steps[step];
    const seen = { r: mine?.r ?? null, ...(mine?.seen ?? {}) };
    const op = mine?.op?.op ?? "set-up";
    found.push(...compare(recorded, seen).map((one) => ({ id, step, op, ...one })));
  });
  const ends = compare({ end }, { end: run.end });
  return [...found, ...ends.map((one) => ({ id, step: o.length, op: "end", ...one }))];
}

type difference = Pick<mismatch, "field" | "recorded" | "machine">;

function compare(
  recorded: { readonly [field: string]: unknown },
  machine: { readonly [field: string]: unknown },
): difference[] {
  return Object.keys(recorded).flatMap((field) => {
    const [theirs, ours] = [recorded[field] ?? null, machine[field] ?? null];
    // Nearly always alike to the letter; only where not does the order of fields have to be looked past.
    if (JSON.stringify(theirs) === JSON.stringify(ours)) return [];
    const [recorded_as, machine_as] = [canonical(theirs), canonical(ours)];
    return recorded_as === machine_as
      ? []
      : [{ field, recorded: recorded_as, machine: machine_as }];
  });
}

/** JSON in which the order of fields does not matter. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
