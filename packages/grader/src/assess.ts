// A submission to an exercise of either kind: graded, and told of to one audience.

import { type any_exercise, isReview } from "@faultline/kit";
import { grade, refusal } from "./grade.ts";
import { open_plan, type plan } from "./plan.ts";
import { Problem } from "./problem.ts";
import { newReport, type report_facts } from "./report/report.ts";
import type { audience, result } from "./report/result.ts";
import { gradeReview, reviewRefusal } from "./review/grade.ts";
import { type mutation_report, newMutationReport } from "./review/mutation.ts";
import { newReviewReport } from "./review/report.ts";
import type { grade_options } from "./run_cases.ts";

export interface assessment {
  readonly result: result;
  /** Where tests were handed in: the same in the format of mutation testing. */
  readonly mutation: mutation_report | null;
}

/**
 * @param given what was handed in, or why it cannot be graded at all
 * @param facts asked for when the grading is done
 * @param plan what learners are told later; of exercises in which code is handed in
 * @throws as grade() does
 */
export async function assess(
  exercise: any_exercise,
  given: Uint8Array | Problem,
  options: grade_options,
  facts: () => report_facts,
  audience: audience,
  plan: plan = open_plan,
): Promise<assessment> {
  if (isReview(exercise)) {
    const grading =
      given instanceof Problem
        ? reviewRefusal(exercise, given)
        : await gradeReview(exercise, given, options);
    const about = facts();
    return {
      result: newReviewReport(grading, about, audience),
      mutation: newMutationReport(grading, about.file, audience),
    };
  }
  // What a course keeps from learners, it does not keep from those who teach it.
  const { held, title_only } = audience === "learner" ? plan : open_plan;
  const run = { ...options, ...(held !== null && { held }) };
  const grading =
    given instanceof Problem
      ? refusal(exercise, given, run.held)
      : await grade(exercise, given, run);
  const result = newReport(grading, { ...facts(), title_only }, audience);
  return { result, mutation: null };
}
