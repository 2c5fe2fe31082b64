// Goal: code that is right gets full marks, however it is written.
// Method: odd but right submissions of both exercises go the whole way, and are reported to both audiences.

import { exercise as install } from "@faultline/exercise-install-pte";
import { exercise as shmem } from "@faultline/exercise-shmem-mcopy";
import { describe, expect, it } from "vitest";
import { grade } from "../../src/grade.ts";
import { newReport } from "../../src/report/report.ts";
import { builtChild } from "../support/child_script.ts";
import { changes } from "./changes.ts";
import { installers } from "./install_pte.ts";
import { fills } from "./shmem_mcopy.ts";
import type { honest } from "./submission.ts";

const exercises = { "install-pte": install, "shmem-mcopy": shmem };
const all: readonly honest[] = [...changes, ...installers, ...fills];

describe("odd but right", () => {
  it("is of more than forty kinds", () => {
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    expect(all.length).toBeGreaterThan(40);
  });

  it.concurrent.each(all.map((one) => [one.id, one.about, one] as const))(
    "%s: %s",
    async (_id, _about, one) => {
      const exercise = exercises[one.exercise];
      const bytes = new TextEncoder().encode(one.text());
      const grading = await grade(exercise, bytes, { script: builtChild() });
      for (const audience of ["learner", "instructor"] as const) {
        const facts = { file: "a.ts", sha256: "", seed: 1, duration_ms: 0 };
        const report = newReport(grading, facts, audience);
        const wrong = report.tests.filter(({ status }) => status !== "passed");
        const words = [report.message, ...wrong.map(({ id, message }) => `${id}: ${message}`)];
        expect(words.join("\n")).toBe("");
        expect(report).toMatchObject({ status: "graded", score: report.max_score, findings: [] });
        expect(report.irregularities ?? []).toEqual([]);
      }
    },
  );
});
