// Whether what comes of a scenario is what comes of it in Linux, as far as anybody can tell.

import { type run, runScenario, type scenario, type step } from "@faultline/core";

/** How runs are made that are to be compared. */
export const comparable = { audit: true, observe: false, look: "each" } as const;

/** A text that is the same for two runs if no program, and no audit, could tell one from the other. */
export function appearance({ steps, findings, teardown, oops }: run): string {
  const seen = steps.map((step) => [answerOf(step), step.memory]);
  const rules = [...findings, ...teardown].map(({ rule }) => rule);
  return JSON.stringify([seen, [...new Set(rules)], oops?.kind ?? null]);
}

/**
 * What an operation returned. A copy of a source that cannot be read may have to be refused for where it goes to as well;
 * whoever looks there first is right, too, so that it does not matter which error it is.
 */
function answerOf({ op, r }: step): unknown {
  const unreadable = op?.op === "copy" && (op.src === "unmapped" || op.src === "partial");
  return unreadable && r !== null && "err" in r ? "refused" : r;
}

const appearances = new WeakMap<scenario, string>();

/** What comes of a scenario in Linux: found out once, as it never changes. */
export function linuxAppearance(scenario: scenario): string {
  const known = appearances.get(scenario) ?? appearance(linuxRun(scenario));
  appearances.set(scenario, known);
  return known;
}

/** The scenario with the kernel's own functions. */
export const linuxRun = (scenario: scenario): run => runScenario(scenario, comparable);
