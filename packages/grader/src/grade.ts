// Grades one submission: bytes in, verdicts out. Nothing that is in the bytes makes it throw, hang or forget.

import type { release_rules } from "@faultline/core";
import type { exercise, graded_test } from "@faultline/kit";
import { knowledgeOf } from "#host";
import { explainDifferences } from "./differences.ts";
import { casesOf } from "./judge/cases.ts";
import type { odd_line } from "./judge/turns.ts";
import { type test_verdict, verdictOf } from "./judge/verdict.ts";
import { type held_tests, isHeld } from "./plan.ts";
import type { Problem } from "./problem.ts";
import { newProgress, type progress, RELEASE, type status, stopOf } from "./progress.ts";
import { type grade_options, runCases } from "./run_cases.ts";
import type { surroundings } from "./sandbox/hired.ts";

/** All that is known of a graded submission. What of it is told to whom is the report's business. */
export interface grading {
  readonly exercise: exercise;
  readonly release: release_rules["name"];
  readonly status: status;
  /** Why it could not be graded, or what stopped it. */
  readonly message: string;
  readonly verdicts: readonly test_verdict[];
  /** What a child said out of turn. */
  readonly odd: readonly odd_line[];
  /** What stood around the submission; null if it was refused before it was run. */
  readonly enclosure: surroundings | null;
}

/**
 * Grades what was handed in.
 *
 * @throws Error if no child can be started: that is no submission's fault
 * @throws MissingIsolation if what is to stand around it is not to be had here
 */
export async function grade(
  exercise: exercise,
  bytes: Uint8Array,
  options: grade_options,
): Promise<grading> {
  const { held, knowledge = knowledgeOf(exercise.id, options.script) } = options;
  const running = { ...exercise, tests: exercise.tests.filter((test) => !isHeld(test, held)) };
  const cases = casesOf(running, options.seed, (test, seed) => knowledge.scenarios(test, seed));
  const progress = await runCases(exercise.targets, cases, bytes, { ...options, knowledge });
  await explainDifferences(progress, bytes, { ...options, knowledge });
  return gradingOf(exercise, progress, held);
}

/** The grading of something that cannot be graded at all: a directory, a pipe, a file that is too large. */
export function refusal(
  exercise: exercise,
  { kind, message }: Problem,
  held?: held_tests,
): grading {
  const progress = newProgress(exercise.targets, casesOf(exercise));
  return gradingOf(exercise, { ...progress, problem: { status: kind, message } }, held);
}

function gradingOf(exercise: exercise, progress: progress, held?: held_tests): grading {
  const { problem, verdicts, enclosure, turns } = progress;
  const verdict = (test: graded_test): test_verdict =>
    heldVerdict(test, held) ??
    (problem === null ? verdicts.get(test) : undefined) ??
    verdictOf(test, { kind: "not_run" });
  const stopped = problem ?? stopOf(progress) ?? { status: "graded", message: "" };
  const judged = exercise.tests.map(verdict);
  const odd = turns.flatMap((one) => one.odd);
  return {
    exercise,
    release: RELEASE,
    verdicts: judged,
    odd,
    enclosure,
    ...stopped,
  };
}

const heldVerdict = (test: graded_test, held: held_tests | undefined): test_verdict | null =>
  held !== undefined && isHeld(test, held)
    ? verdictOf(test, { kind: "held", until: held.until })
    : null;
