// What Linux does in a race, in words.

import { explore, runScenario } from "@faultline/core";
import type { race } from "@faultline/grader";
import { sayAnswer } from "@faultline/view";
import { withSchedule } from "./races.ts";
import { auditFindings } from "./subject.ts";

/** Runs of the reference are quick, but there is no end of schedules. */
const LIMIT = 20_000;

/** What the kernel's own function returns in this race, whatever the schedule, and which rules it breaks. */
export function linuxIn({ scenario, preemptions }: Pick<race, "scenario" | "preemptions">): {
  readonly answers: readonly string[];
  readonly breaks: readonly string[];
} {
  const shown = explore(scenario, { preemptions, limit: LIMIT });
  const index = scenario.ops.findIndex(({ race }) => race !== undefined);
  const answers = shown.outcomes.map(({ schedule }) => {
    const run = runScenario(withSchedule(scenario, schedule), { end: "exit", observe: false });
    const r = run.steps[index + 1]?.r;
    return r ? sayAnswer({ ...r }) : "nothing";
  });
  return { answers: [...new Set(answers)], breaks: auditFindings(shown).map(({ rule }) => rule) };
}
