// Runs one graded test on a machine in this process. For authors' own code: a learner's runs where it can reach nothing.

import { runScenario, type targets } from "@faultline/core";
import type { graded_test } from "./exercise.ts";
import { judge, type judgement } from "./judge.ts";
import { judgedRun } from "./judged_run.ts";

/** Enough for any honest fill, and the end of one that never ends. */
const CALL_BUDGET = 10_000;

/** Runs the test's scenario with these functions in the kernel's place, and judges it. */
export function runTest(test: graded_test, livepatch: Partial<targets>): judgement {
  const run = runScenario(test.scenario, {
    livepatch,
    audit: true,
    observe: false,
    snapshots: true,
    call_budget: CALL_BUDGET,
  });
  return judge(test, judgedRun(run));
}
