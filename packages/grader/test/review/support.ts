// Grades tests that are handed in, or that a child says were handed in.

import { readFileSync } from "node:fs";
import { exercise } from "@faultline/exercise-review-lab";
import type { audience, result } from "../../src/report/result.ts";
import { gradeReview, type review_grading } from "../../src/review/grade.ts";
import { newReviewReport } from "../../src/review/report.ts";
import type { grade_options } from "../../src/run_cases.ts";
import { builtChild } from "../support/child_script.ts";
import { fakeChild } from "../support/fake_child.ts";

export { exercise };

const folder = new URL("../../../exercises/review-lab/", import.meta.url);
export const read = (path: string): string => readFileSync(new URL(path, folder), "utf8");

/** Grades a text in a child of its own. */
export const review = (
  text: string,
  options: Partial<grade_options> = {},
): Promise<review_grading> =>
  gradeReview(exercise, new TextEncoder().encode(text), { script: builtChild(), ...options });

/** Grades what a child says that may have been taken over. */
export const told = (...lines: readonly unknown[]): Promise<review_grading> =>
  review("export const tests = [];", {
    start: () =>
      fakeChild(() => [
        '{"kind":"up"}',
        ...lines.map((line) => (typeof line === "string" ? line : JSON.stringify(line))),
      ]),
  });

export const reported = (grading: review_grading, audience: audience = "learner"): result =>
  newReviewReport(grading, { file: "a.ts", sha256: "", seed: 1, duration_ms: 0 }, audience);

/** A right test of one operation, to be made wrong. */
export const leak = {
  name: "a fill beyond the end costs nothing",
  scenario: {
    region: {
      pages: 4,
      backing: "shmem",
      sharing: "shared",
      prot: "rw",
      file_pages: 2,
      fs_limit_pages: 16,
    },
    register: ["missing"],
    features: ["sigbus"],
    ops: [{ op: "copy", page: 3 }],
  },
  expect: [{ after: 1, since: 0, ledger: { used_blocks: 0 } }],
};
