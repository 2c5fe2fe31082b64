// Explores races of one's own choice with a submission, and shows what happens under one schedule.

import type { race_finding, run, run_options, scenario } from "@faultline/core";
import type { exercise, graded_test } from "@faultline/kit";
import { type counterexample, counterexampleOf } from "./judge/counterexample.ts";
import type { moment } from "./judge/moments.ts";
import type { case_outcome, test_verdict } from "./judge/verdict.ts";
import { type progress, RELEASE, type status, stopOf } from "./progress.ts";
import { type grade_options, runCases } from "./run_cases.ts";

/** A race to explore. */
export interface race {
  readonly id: string;
  readonly title: string;
  /** One of its operations has a race. */
  readonly scenario: scenario;
  readonly preemptions: number;
}

/** What exploring a race has shown. */
export interface explored_race {
  readonly id: string;
  readonly title: string;
  readonly schedules: number;
  /** Whether there were more schedules than anybody tries. */
  readonly cut_short: boolean;
  readonly findings: readonly race_finding[];
}

/** What stopped the submission, if something did: then `message` says what, and nothing is known of the rest. */
interface end {
  readonly status: status;
  readonly message: string;
}

/**
 * Runs a submission under every schedule of each race, as grade() would.
 *
 * @throws as grade() does
 */
export async function exploreSubmission(
  exercise: exercise,
  bytes: Uint8Array,
  races: readonly race[],
  options: grade_options,
): Promise<end & { readonly races: readonly explored_race[] }> {
  const cases = races.map(({ scenario, preemptions }, n) => ({
    n,
    scenario,
    preemptions,
    tests: [],
  }));
  const progress = await runCases(exercise.targets, cases, bytes, options);
  const explored = races.flatMap(({ id, title }, n) => {
    const outcome = progress.outcomes.get(n);
    if (outcome?.kind !== "raced" || outcome.mismatch !== null) return [];
    const { schedules, cut_short, findings } = outcome;
    return [{ id, title, schedules, cut_short, findings }];
  });
  return { ...endOf(progress), races: explored };
}

/**
 * Runs a submission once; where the scenario has a race, that has a schedule. The run has a trace.
 *
 * @param onStep is told of each step as it is done again on the judge's machine
 * @returns `run` is null if the submission could not be run to an end
 * @throws as grade() does
 */
export async function replaySchedule(
  exercise: exercise,
  bytes: Uint8Array,
  scenario: scenario,
  options: grade_options,
  onStep: run_options["onStep"] = () => {},
): Promise<end & { readonly run: run | null }> {
  const cases = [{ n: 0, scenario, tests: [], keep: true, onStep }];
  const progress = await runCases(exercise.targets, cases, bytes, options);
  const outcome = progress.outcomes.get(0);
  const run = outcome?.kind === "ran" && outcome.mismatch === null ? outcome.run : null;
  return { ...endOf(progress), run };
}

/** One run of a submission, seen closely. */
export interface traced {
  readonly run: run;
  readonly moments: ReadonlyMap<number, moment>;
  /** How the test judges it. */
  readonly verdict: Pick<test_verdict, "status" | "message" | "findings">;
  /** Where it parts from Linux; null if nobody could tell them apart. */
  readonly counterexample: counterexample | null;
}

/**
 * Runs a submission once in a test's scenario, or in one of those of a random test, and looks closely.
 *
 * @returns `traced` is null if the submission could not be run to an end
 * @throws as grade() does
 */
export async function traceSubmission(
  exercise: exercise,
  bytes: Uint8Array,
  { test, scenario }: { readonly test: graded_test; readonly scenario: scenario },
  options: grade_options,
): Promise<end & { readonly traced: traced | null }> {
  const cases = [{ n: 0, scenario, tests: [test], keep: "closely" as const }];
  const progress = await runCases(exercise.targets, cases, bytes, options);
  const end = endOf(progress);
  const outcome = progress.outcomes.get(0);
  const verdict = progress.verdicts.get(test);
  if (outcome?.kind !== "ran" || outcome.run === null || verdict === undefined)
    return { ...end, traced: null };
  const { run, moments = new Map() } = outcome;
  const { status, detail: message, findings } = verdict;
  const counterexample = counterexampleOf(run, RELEASE);
  return {
    ...end,
    traced: { run, moments, verdict: { status, message, findings }, counterexample },
  };
}

function endOf(progress: progress): end {
  const all = [...progress.outcomes.values()];
  return (
    progress.problem ?? stopOf(progress) ?? mismatchOf(all) ?? { status: "graded", message: "" }
  );
}

function mismatchOf(outcomes: readonly case_outcome[]): end | null {
  const differs = outcomes.some((one) => "mismatch" in one && one.mismatch !== null);
  const message = "What the code did could not be repeated on a second machine.";
  return differs ? { status: "crashed", message } : null;
}
