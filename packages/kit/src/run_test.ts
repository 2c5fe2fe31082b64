// Runs one graded test on machines in this process. For authors' own code: a learner's runs where it can reach nothing.

import {
  type exploration,
  explore,
  raceFindings,
  runScenario,
  type scenario,
  type targets,
} from "@faultline/core";
import {
  type graded_test,
  isRace,
  isRandom,
  type race_test,
  type random_test,
} from "./exercise.ts";
import { judge, judgeDifference, type judgement, judgeRace } from "./judge.ts";
import { judgedRun } from "./judged_run.ts";
import { appearance, comparable, linuxAppearance, linuxRun } from "./random/differ.ts";

/** Enough for any honest fill, and the end of one that never ends. */
const CALL_BUDGET = 10_000;

/**
 * Runs the test's scenario with these functions in the kernel's place, and judges it.
 *
 * @param livepatch the functions, or what loads them afresh for every run, as the grader does
 * @param seed of random scenarios
 */
export function runTest(test: graded_test, livepatch: functions, seed = 1): judgement {
  if (isRandom(test)) return runRandom(test, livepatch, seed);
  if (isRace(test))
    return judgeRace(test, raceFindings(exploreTest(test, livepatch), reference(test)));
  const run = runScenario(test.scenario, {
    livepatch: loaded(livepatch),
    audit: true,
    observe: false,
    snapshots: true,
    call_budget: CALL_BUDGET,
  });
  return judge(test, judgedRun(run));
}

/** Judges by the first scenario, the simplest, in which anybody could tell these functions from Linux's. */
function runRandom(test: random_test, livepatch: functions, seed: number): judgement {
  for (const scenario of test.pack.scenarios(seed)) {
    const run = runScenario(scenario, {
      ...comparable,
      livepatch: loaded(livepatch),
      call_budget: CALL_BUDGET,
    });
    if (appearance(run) !== linuxAppearance(scenario))
      return judgeDifference(test, judgedRun(run), judgedRun(linuxRun(scenario)));
  }
  return { status: "passed", message: "", findings: [] };
}

/** Functions, or what loads them. */
type functions = Partial<targets> | (() => Partial<targets>);

const loaded = (livepatch: functions): Partial<targets> =>
  typeof livepatch === "function" ? livepatch() : livepatch;

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
