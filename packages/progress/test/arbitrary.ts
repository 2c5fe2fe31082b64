// Records as they may come out of years of use, on several computers.

import fc from "fast-check";
import type { attempt, exercise_progress, progress } from "../src/index.ts";

/** Few different times, so that things often happen at once. */
const time = fc
  .integer({ min: 0, max: 30 })
  .map((n) => new Date(Date.UTC(2026, 0, 1, 0, 0, n)).toISOString());

const anyAttempt: fc.Arbitrary<attempt> = fc.record({
  at: time,
  sha256: fc.constantFrom("a".repeat(64), "b".repeat(64)),
  status: fc.constantFrom("graded", "compile_error"),
  scope: fc.constantFrom("all", "visible"),
  score: fc.nat(3),
  max_score: fc.nat(3),
  passed: fc.nat(3),
  tests: fc.nat(3),
});

const anyExercise: fc.Arbitrary<exercise_progress> = fc.record({
  started: fc.array(time, { maxLength: 4 }),
  attempts: fc.array(anyAttempt, { maxLength: 6 }),
  hints: fc.array(fc.record({ at: time, number: fc.integer({ min: 1, max: 4 }) }), {
    maxLength: 4,
  }),
  given_up: fc.array(time, { maxLength: 2 }),
});

export const ids = ["pte-bits", "constructor", "x"] as const;

export const anyProgress: fc.Arbitrary<progress> = fc
  .dictionary(fc.constantFrom(...ids), anyExercise)
  .map((exercises) => ({ schema: "faultline/progress/v1", exercises: { ...exercises } }));
