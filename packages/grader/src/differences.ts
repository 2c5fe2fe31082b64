// A random scenario in which a submission and Linux part ways is made simpler, as long as they still do, and then told of
// as a run that anybody can go through step by step.

import type { scenario } from "@faultline/core";
import { isRandom, type random_test } from "@faultline/kit";
import type { judged_case } from "./judge/cases.ts";
import type { progress } from "./progress.ts";
import { type grade_options, runCases } from "./run_cases.ts";

/** How often it is made simpler. The scenarios come simplest first, so little is left to take away. */
const ROUNDS = 2;

/** Gives each random test that has failed a run to be told of. */
export async function explainDifferences(
  progress: progress,
  bytes: Uint8Array,
  { start: _, ...options }: grade_options,
): Promise<void> {
  for (const [test, { outcome }] of [...progress.verdicts]) {
    if (!isRandom(test) || outcome.kind !== "packed" || outcome.different === null) continue;
    const run = (one: judged_case) => runCases(progress.required, [one], bytes, options);
    const scenario = await simplest(test, outcome.different, run);
    const told = (await run({ n: 0, scenario, tests: [test] })).verdicts.get(test);
    // Where the run could not be made once more, it is enough to know that there is a difference.
    if (told?.outcome.kind === "ran" && told.outcome.mismatch === null)
      progress.verdicts.set(test, told);
  }
}

/** The simplest scenario that can be found in which there is still a difference. */
async function simplest(
  test: random_test,
  different: scenario,
  run: (one: judged_case) => Promise<progress>,
): Promise<scenario> {
  let found = different;
  for (let round = 0; round < ROUNDS; round++) {
    const scenarios = test.pack.simpler(found);
    if (scenarios.length === 0) break;
    const outcome = (await run({ n: 0, scenarios, tests: [] })).outcomes.get(0);
    if (outcome?.kind !== "packed" || outcome.different === null) break;
    found = outcome.different;
  }
  return found;
}
