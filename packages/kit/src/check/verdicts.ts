// How a version of an exercise fares: which tests fail on it, and why.

import type { exercise } from "../exercise.ts";
import type { judgement } from "../judge.ts";
import { runTest } from "../run_test.ts";
import { readSubmission } from "./load.ts";

/** The tests that do not pass on this text, by id, in the exercise's order. */
export function failures({ tests }: Pick<exercise, "tests">, text: string): Map<string, judgement> {
  const load = readSubmission(text);
  const judged = tests.map((test) => [test.id, runTest(test, load)] as const);
  return new Map(judged.filter(([, { status }]) => status !== "passed"));
}
