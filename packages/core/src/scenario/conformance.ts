// Holds the machine against a recording of a running Linux: a scenario must give the same answers, field by field.
// Source: none.

import { runScenario } from "./run.ts";
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
export function replay(recording: recording): mismatch[] {
  const { s, o, end } = recording;
  const run = runScenario(s, { release: "6.18" });
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
    const [theirs, ours] = [canonical(recorded[field]), canonical(machine[field])];
    return theirs === ours ? [] : [{ field, recorded: theirs, machine: ours }];
  });
}

/** JSON in which the order of fields does not matter. */
function canonical(value: unknown): string {
  return JSON.stringify(value ?? null, (_key, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
