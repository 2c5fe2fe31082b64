// Grades tests that were handed in: gets them out of the file, and runs them on versions of the authors' own, here.

import {
  checkTests,
  type judged_test,
  judgeReviewTest,
  type review_exercise,
  scoreReview,
  type version_score,
} from "@faultline/kit";
import { decodeSource } from "../intake/text.ts";
import { Problem } from "../problem.ts";
import { RELEASE, type status } from "../progress.ts";
import type { grade_options } from "../run_cases.ts";
import type { surroundings } from "../sandbox/hired.ts";
import { type handed_in, nothingHandedIn, type oddities, takeIn } from "./intake.ts";

/** All that is known of tests that were handed in. */
export interface review_grading {
  readonly exercise: review_exercise;
  readonly release: typeof RELEASE;
  readonly status: status;
  readonly message: string;
  readonly tests: readonly judged_test[];
  /** One for each wrong version, in the exercise's order. */
  readonly versions: readonly version_score[];
  readonly log: readonly string[];
  /** What a child said out of turn. */
  readonly odd: oddities;
  readonly enclosure: surroundings | null;
}

/** @throws as grade() does */
export async function gradeReview(
  exercise: review_exercise,
  bytes: Uint8Array,
  options: grade_options,
): Promise<review_grading> {
  try {
    const given = await takeIn(decodeSource(bytes), options);
    return await judgeAll(exercise, given);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return reviewRefusal(exercise, error);
  }
}

/** The grading of something that cannot be graded at all. */
export function reviewRefusal(
  exercise: review_exercise,
  { kind, message }: Problem,
): review_grading {
  return gradingOf(exercise, nothingHandedIn({ status: kind, message }), []);
}

async function judgeAll(exercise: review_exercise, given: handed_in): Promise<review_grading> {
  if (given.problem !== null) return gradingOf(exercise, given, []);
  const checked = checkTests(given.value);
  if (typeof checked === "string") {
    const problem = { status: "rejected", message: checked } as const;
    return gradingOf(exercise, { ...given, problem }, []);
  }
  const judged: judged_test[] = [];
  for (const one of checked) {
    judged.push(judgeReviewTest(one, exercise));
    // Other submissions are graded at the same time, and their clocks run.
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  return gradingOf(exercise, given, judged);
}

function gradingOf(
  exercise: review_exercise,
  { problem, log, turns, enclosure }: handed_in,
  tests: readonly judged_test[],
): review_grading {
  const { status, message } = problem ?? { status: "graded", message: "" };
  const versions = scoreReview(tests, exercise);
  const common = { exercise, release: RELEASE, tests, versions };
  return { ...common, status, message, log, odd: turns.odd, enclosure };
}
