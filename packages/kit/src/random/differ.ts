// Whether what comes of a scenario is what comes of it in Linux, as far as anybody can tell.

import { type run, runScenario, type scenario } from "@faultline/core";

/** How runs are made that are to be compared. */
export const comparable = { audit: true, observe: false, look: "each" } as const;

/** A text that is the same for two runs if no program, and no audit, could tell one from the other. */
export function appearance({ steps, findings, teardown, oops }: run): string {
  const seen = steps.map(({ r, memory }) => [r, memory]);
  const rules = [...findings, ...teardown].map(({ rule }) => rule);
  return JSON.stringify([seen, [...new Set(rules)], oops?.kind ?? null]);
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
