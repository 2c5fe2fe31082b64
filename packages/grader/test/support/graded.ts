// Grades a text with the small exercise and reports it to an instructor.

import type { exercise } from "@faultline/kit";
import { grade } from "../../src/grade.ts";
import { newReport } from "../../src/report/report.ts";
import type { audience, result } from "../../src/report/result.ts";
import type { grade_options } from "../../src/run_cases.ts";
import { builtChild } from "./child_script.ts";
import { tiny } from "./tiny.ts";

const facts = { file: "a.ts", sha256: "", seed: 1, duration_ms: 0 };

export async function graded(
  text: string | Uint8Array,
  options: Partial<grade_options> = {},
  audience: audience = "instructor",
  exercise: exercise = tiny,
): Promise<result> {
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
  const grading = await grade(exercise, bytes, { script: builtChild(), ...options });
  return newReport(grading, facts, audience);
}

/** Everything that the submission printed, in all tests. */
export const printed = (report: result): string =>
  report.tests.flatMap(({ log }) => log).join("\n");

export const statuses = (report: result): Record<string, string> =>
  Object.fromEntries(report.tests.map(({ id, status }) => [id, status]));
