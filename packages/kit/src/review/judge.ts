// The verdict on tests: which of them are valid, and what each tells apart. All code that runs here is the authors'.

import { type run, runScenario } from "@faultline/core";
import type { checked_test } from "./check_tests.ts";
import { refutation } from "./claims.ts";
import type { review_exercise, review_test, review_version } from "./types.ts";

/** Enough for any fill, and the end of one that never ends. */
const CALL_BUDGET = 10_000;

/** A test, judged. */
export interface judged_test {
  readonly name: string;
  /** Whether every right version passes it. `error`: the machine itself failed, for which nobody is to blame. */
  readonly status: "valid" | "invalid" | "error";
  /** Why it is not valid. */
  readonly message: string;
  /** Ids of the wrong versions that fail on it; none if it is not valid. */
  readonly catches: readonly string[];
  /** Ids of those that go wrong in its scenario without any claim noticing. */
  readonly misses: readonly string[];
}

type runner = (
  scenario: review_test["scenario"],
  version: Pick<review_version, "livepatch">,
) => run;

/** Runs a scenario on a version. Without an audit: the kernel says what Linux would say, and no more. */
export const runReview: runner = (scenario, { livepatch }) =>
  runScenario(scenario, {
    livepatch,
    observe: false,
    snapshots: true,
    call_budget: CALL_BUDGET,
  });

/** Judges one test on all versions. */
export function judgeReviewTest(
  { name, test, wrong }: checked_test,
  exercise: Pick<review_exercise, "right" | "wrong">,
  run: runner = runReview,
): judged_test {
  const none = { name, catches: [], misses: [] };
  if (test === null) return { ...none, status: "invalid", message: listed(wrong) };
  try {
    const proper = exercise.right.map((version) => run(test.scenario, version));
    const message = invalidity(test, exercise, proper);
    if (message !== null) return { ...none, status: "invalid", message };
    return { name, status: "valid", message: "", ...told(test, exercise, proper, run) };
  } catch (error) {
    const said = error instanceof Error ? error.message : "unknown";
    const message = `The machine itself failed in this scenario: ${said}`;
    return { ...none, status: "error", message };
  }
}

/** A few are enough to begin with. */
const MAX_SENTENCES = 5;

function listed(wrong: readonly string[]): string {
  const more = wrong.length - MAX_SENTENCES;
  return [...wrong.slice(0, MAX_SENTENCES), ...(more > 0 ? [`And ${more} more.`] : [])].join(" ");
}

/** Why a test is not valid; null if every right version passes it. */
function invalidity(
  test: review_test,
  { right }: Pick<review_exercise, "right">,
  runs: readonly run[],
): string | null {
  for (const [i, run] of runs.entries()) {
    const said = refutation(test, run);
    if (said === null) continue;
    const about = right[i]?.about ?? "";
    return i === 0
      ? `${capital(about)} does not pass it. ${said}`
      : `It asks for more than is promised: it fails on another right version, which ${about}. ${said}`;
  }
  return null;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Which wrong versions a valid test catches, and which go wrong unseen: they do what none of the right ones does. */
function told(
  test: review_test,
  { wrong }: Pick<review_exercise, "wrong">,
  runs: readonly run[],
  run: runner,
): Pick<judged_test, "catches" | "misses"> {
  const proper = new Set(runs.map(traces));
  const catches: string[] = [];
  const misses: string[] = [];
  for (const version of wrong) {
    const found = run(test.scenario, version);
    if (refutation(test, found) !== null) catches.push(version.id);
    else if (!proper.has(traces(found))) misses.push(version.id);
  }
  return { catches, misses };
}

/** All that could be claimed of a run, as a text. */
const traces = ({ steps, findings, oops }: run): string =>
  JSON.stringify([
    steps.map(({ r, snapshot }) => [r, snapshot]),
    findings.map(({ rule, op }) => [rule, op]),
    oops?.op ?? null,
  ]);
