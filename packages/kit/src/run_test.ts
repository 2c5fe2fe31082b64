// Runs one graded test on machines in this process. For authors' own code: a learner's runs where it can reach nothing.

import {
  type exploration,
  explore,
  raceFindings,
  runScenario,
  type scenario,
  type targets,
} from "@faultline/core";
import { type graded_test, isRace, type race_test } from "./exercise.ts";
import { judge, type judgement, judgeRace } from "./judge.ts";
import { judgedRun } from "./judged_run.ts";

/** Enough for any honest fill, and the end of one that never ends. */
const CALL_BUDGET = 10_000;

/**
 * Runs the test's scenario with these functions in the kernel's place, and judges it.
 *
 * @param livepatch the functions, or what loads them afresh for every run, as the grader does
 */
export function runTest(test: graded_test, livepatch: functions): judgement {
  if (isRace(test))
    return judgeRace(test, raceFindings(exploreTest(test, livepatch), reference(test)));
  const run = runScenario(test.scenario, {
    livepatch: typeof livepatch === "function" ? livepatch() : livepatch,
    audit: true,
    observe: false,
    snapshots: true,
    call_budget: CALL_BUDGET,
  });
  return judge(test, judgedRun(run));
}

type functions = Partial<targets> | (() => Partial<targets>);

const exploreTest = ({ scenario, preemptions }: race_test, livepatch: functions) =>
  explore(scenario, { preemptions, livepatch, call_budget: CALL_BUDGET });

/** By scenario, and then by number of preemptions. */
const references = new WeakMap<scenario, Map<number, exploration>>();

/** What Linux's own function can come to in a race. It never changes, so it is found out once. */
export function reference({
  scenario,
  preemptions,
}: Pick<race_test, "scenario" | "preemptions">): exploration {
  const known = references.get(scenario) ?? new Map<number, exploration>();
  references.set(scenario, known);
  const found = known.get(preemptions) ?? explore(scenario, { preemptions });
  known.set(preemptions, found);
  return found;
}
