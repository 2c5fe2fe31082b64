// Where the submission and Linux part ways: the first step of a scenario after which something differs.

import { type release_rules, type run, runScenario, type scenario } from "@faultline/core";

/** The first step that differs, and what differs in it. `step` counts operations from 0; -1 is the set-up. */
export interface counterexample {
  readonly scenario: scenario;
  readonly step: number;
  readonly expected: unknown;
  readonly actual: unknown;
}

/** Compares a run with the reference's; null where they are the same as far as the program can see. */
export function counterexampleOf(run: run, release: release_rules["name"]): counterexample | null {
  const right = runScenario(run.scenario, { release, audit: true, snapshots: true });
  for (const [i, step] of right.steps.entries()) {
    const expected = plain(step);
    const mine = run.steps[i];
    const actual = mine === undefined ? null : plain(mine);
    if (JSON.stringify(expected) === JSON.stringify(actual)) continue;
    const differing = actual === null ? null : difference(expected, actual);
    return {
      scenario: run.scenario,
      step: i - 1,
      expected: differing?.[0] ?? expected["r"],
      actual: differing?.[1] ?? (run.oops === null ? null : "the kernel stopped"),
    };
  }
  return null;
}

/** The parts of a step that are compared, as plain data. */
function plain({ r, snapshot }: run["steps"][number]): Record<string, unknown> {
  const { mounts, Committed_AS, vmstat, mms, files, pages, locks } = snapshot ?? {};
  const parts = { r, mounts, Committed_AS, vmstat, mms, files, pages, locks };
  return JSON.parse(JSON.stringify(parts)) as Record<string, unknown>;
}

/** Both sides, cut down to where they differ: objects by field, lists as a whole. */
function difference(
  expected: Record<string, unknown>,
  actual: Record<string, unknown>,
): [Record<string, unknown>, Record<string, unknown>] {
  const left: Record<string, unknown> = {};
  const right: Record<string, unknown> = {};
  for (const key of new Set([...Object.keys(expected), ...Object.keys(actual)])) {
    const [a, b] = [expected[key], actual[key]];
    if (JSON.stringify(a) === JSON.stringify(b)) continue;
    if (isRecord(a) && isRecord(b)) [left[key], right[key]] = difference(a, b);
    else if (sameList(a, b)) [left[key], right[key]] = listDifference(a, b as unknown[]);
    else [left[key], right[key]] = [a, b];
  }
  return [left, right];
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const sameList = (a: unknown, b: unknown): a is unknown[] =>
  Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every(isRecord);

function listDifference(a: readonly unknown[], b: readonly unknown[]): [unknown[], unknown[]] {
  const left: unknown[] = [];
  const right: unknown[] = [];
  for (const [i, one] of a.entries()) {
    const other = b[i];
    if (JSON.stringify(one) === JSON.stringify(other)) continue;
    const both = isRecord(one) && isRecord(other) ? difference(one, other) : [one, other];
    left.push(both[0]);
    right.push(both[1]);
  }
  return [left, right];
}
