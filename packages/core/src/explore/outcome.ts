// What came of one schedule: what a program could see of it, and which rules were broken.
// Source: none.

import type { finding } from "../kernel.ts";
import type { oops } from "../machine.ts";
import type { run } from "../scenario/run.ts";

/** An outcome, and the first schedule that came to it: an undisturbed one, if there is one. */
export interface outcome {
  readonly schedule: string;
  /** Whether the operation ran undisturbed: each other CPU did all that it had to do before it, or after it. */
  readonly undisturbed: boolean;
  /**
   * A text that is the same for two runs if no program could tell one from the other by results, memory and file.
   * Counters are not in it, nor flags of pages: these are for the audit to judge, and a right version may choose
   * whether it is the page or its pte that knows of new data.
   */
  readonly visible: string;
  /** What was found broken on the way, by the audit and at the teardown; the first of each rule. */
  readonly findings: readonly finding[];
  readonly oops: oops | null;
  /** The line of a target's source that ran last; null where nobody keeps count of lines. */
  readonly line: number | null;
}

export function outcomeOf(run: run, schedule: string, undisturbed: boolean): outcome {
  const { oops, machine, steps, pages } = run;
  const results = steps.map(({ r, rivals }) => [r, rivals.map((rival) => rival.r)]);
  const visible = JSON.stringify([results, pages]);
  const byRule = new Map<string, finding>();
  for (const one of [...run.findings, ...run.teardown])
    if (!byRule.has(one.rule)) byRule.set(one.rule, one);
  const { line } = machine.kernel;
  return { schedule, undisturbed, visible, findings: [...byRule.values()], oops, line };
}

/** Two outcomes with the same key count as one. */
export const keyOf = ({ visible, findings }: outcome): string =>
  findings.length === 0 ? visible : `${visible} ${findings.map((found) => found.rule).join(" ")}`;
