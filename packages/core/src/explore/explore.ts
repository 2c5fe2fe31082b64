// Runs an operation under every schedule of other CPUs' steps, up to a bound, and says under which of them it breaks.
// Source: none. Same scenario, same functions, same bound: the same findings in the same order, on every computer.

import { onlyFill, type targets } from "../include/linux/userfaultfd_k.ts";
import type { release_rules } from "../release.ts";
import { type run, runScenario } from "../scenario/run.ts";
import { formatSchedule, type plan } from "../scenario/schedule.ts";
import type { scenario } from "../scenario/types.ts";
import { keyOf, type outcome, outcomeOf } from "./outcome.ts";
import { preemptions_in, successors } from "./search.ts";
import { newSurvey, type survey } from "./survey.ts";

/** How to explore. */
export interface explore_options {
  /** How often the operation is interrupted in one schedule, at most. Default: 1. */
  readonly preemptions?: number;
  /** Leave out schedules that come to the same as another one. Default: yes. */
  readonly reduce?: boolean;
  readonly release?: release_rules["name"];
  readonly rules?: Partial<Omit<release_rules, "name">>;
  /** The functions to be tried; or what makes a fresh set of them for each run, where one could remember the last. */
  readonly livepatch?: Partial<targets> | (() => Partial<targets>);
  /** Kernel calls that a target may make in one operation. */
  readonly call_budget?: number;
  /** Do not look at what comes of it: only the functions themselves are to be run. */
  readonly blind?: boolean;
  /** Schedules to run, at most. Default: no limit. */
  readonly limit?: number;
}

/** What exploring has shown. */
export interface exploration {
  /** How many schedules were run. */
  readonly schedules: number;
  /** Every outcome once, in the order found: fewest preemptions first. */
  readonly outcomes: readonly outcome[];
  /** Whether the limit ended it, so that there may be more. */
  readonly cut_short: boolean;
}

/**
 * Runs `scenario`, one operation of which has a race, under every schedule.
 *
 * @throws RangeError if no operation has a race
 */
export function explore(scenario: scenario, options: explore_options = {}): exploration {
  const outcomes = new Map<string, outcome>();
  let schedules = 0;
  for (const { plan, run, survey } of everySchedule(scenario, options)) {
    if (schedules === options.limit)
      return { schedules, outcomes: [...outcomes.values()], cut_short: true };
    schedules += 1;
    const outcome = outcomeOf(run, formatSchedule(plan), isUndisturbed(plan, survey));
    const key = keyOf(outcome);
    const known = outcomes.get(key);
    if (known === undefined || (outcome.undisturbed && !known.undisturbed))
      outcomes.set(key, outcome);
  }
  return { schedules, outcomes: [...outcomes.values()], cut_short: false };
}

/** One schedule, and what came of it. */
export interface scheduled {
  readonly plan: plan;
  readonly run: run;
  readonly survey: survey;
}

/**
 * Runs every schedule and yields it, those of fewer preemptions first. They are run again as the way to the others, but
 * not yielded again; they are few.
 *
 * @throws RangeError if no operation has a race
 */
export function* everySchedule(
  scenario: scenario,
  options: explore_options = {},
): Generator<scheduled> {
  if (!scenario.ops.some((op) => op.race !== undefined))
    throw new RangeError("No operation of the scenario has a race: there is nothing to explore.");
  for (let bound = 0; bound <= (options.preemptions ?? 1); bound++) {
    for (const one of schedulesUpTo(bound, scenario, options))
      if (preemptions_in(one.plan) === bound) yield one;
  }
}

/** Depth first: what waits to be run lies beside the way, so memory does not grow with the number of schedules. */
function* schedulesUpTo(
  preemptions: number,
  scenario: scenario,
  options: explore_options,
): Generator<scheduled> {
  const waiting: plan[] = [[]];
  for (let plan = waiting.pop(); plan !== undefined; plan = waiting.pop()) {
    const { run, survey } = runPlan(scenario, plan, options);
    // What came later than planned is another plan, which is tried itself.
    if (survey.late) continue;
    yield { plan, run, survey };
    waiting.push(...successors(plan, survey, preemptions, options.reduce ?? true).reverse());
  }
}

/** Whether each rival did nothing before the operation ended, or everything before it began. */
function isUndisturbed(plan: plan, { steps }: survey): boolean {
  if (plan.some(({ boundary }) => boundary !== 0)) return false;
  return steps.every((all, rival) => {
    const done = plan.filter((one) => one.rival === rival).length;
    return done === 0 || done === all.length;
  });
}

function runPlan(
  scenario: scenario,
  plan: plan,
  { release, rules, livepatch, call_budget, blind = false }: explore_options,
): { run: run; survey: survey } {
  const { survey, listen } = newSurvey();
  const functions = typeof livepatch === "function" ? livepatch() : livepatch;
  const run = runScenario(scenario, {
    ...(release && { release }),
    ...(rules && { rules }),
    ...(functions && { livepatch: functions }),
    ...(call_budget !== undefined && { call_budget }),
    audit: !blind,
    observe: false,
    ...(!blind && { look: "end" }),
    end: blind && functions !== undefined && onlyFill(functions) ? "none" : "exit",
    plan,
    onBoundary: listen,
  });
  return { run, survey };
}
