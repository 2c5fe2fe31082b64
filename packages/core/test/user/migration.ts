// Migrations for tests: six pages of private memory on their way here, and monitors that are given as functions.

import { type op, type run, runScenario, type scenario, type targets } from "../../src/index.ts";

/** What differs from the usual. */
export type differences = Partial<Omit<scenario, "ops">>;

/** Page i holds i + 1 at the source, and nothing is pushed before somebody says so. */
export const moving = (ops: readonly op[], more: differences = {}): scenario => ({
  region: { pages: 6, backing: "anon", sharing: "private", prot: "rw" },
  register: ["missing"],
  features: ["event_remove", "event_unmap"],
  migration: { contents: [1, 2, 3, 4, 5, 6], arrive: [0] },
  ops,
  ...more,
});

/** The results of the operations, with this function for a monitor; without one, the machine's own. */
export function results(
  scenario: scenario,
  pager?: targets["pager"],
  release: "5.14" | "6.18" = "5.14",
): unknown[] {
  const { steps, findings, teardown, oops } = go(scenario, pager, release);
  if (oops !== null || findings.length + teardown.length > 0)
    throw new Error(JSON.stringify([oops, findings, teardown]));
  return steps.slice(1).map(({ r }) => r);
}

export const go = (
  scenario: scenario,
  pager?: targets["pager"],
  release: "5.14" | "6.18" = "5.14",
): run => runScenario(scenario, { audit: true, release, ...(pager && { livepatch: { pager } }) });

/** A monitor that does one thing in each of its runs, and keeps what came of it. */
export function script<T>(...runs: readonly ((m: Parameters<targets["pager"]>[0]) => T)[]): {
  readonly pager: targets["pager"];
  readonly came_to: T[];
} {
  const came_to: T[] = [];
  return {
    came_to,
    pager: (m) => {
      const next = runs[came_to.length];
      if (next !== undefined) came_to.push(next(m));
      return 0;
    },
  };
}
