// One grading of the learner's file, and what is put on record of it.

import {
  assess,
  type Child,
  childScript,
  DEFAULT_SEED,
  fileName,
  Problem,
  type result,
  sha256,
} from "@faultline/grader";
import type { attempt } from "@faultline/progress";
import { tryRead } from "../submissions/read.ts";
import type { course_exercise } from "./course.ts";

export interface graded {
  readonly result: result;
  readonly attempt: attempt;
}

/**
 * Grades the file as it is now.
 *
 * @param start gives the process that runs it
 * @throws Usage if there is no such file
 */
export async function gradeWork(
  { exercise, file, scope }: course_exercise,
  start: () => Child,
): Promise<graded> {
  const begin = performance.now();
  const read = tryRead(file);
  const hash = sha256(
    read instanceof Problem ? new TextEncoder().encode(read.message) : read.bytes,
  );
  const facts = () => ({
    file: fileName(file),
    sha256: read instanceof Problem ? "" : hash,
    seed: DEFAULT_SEED,
    duration_ms: performance.now() - begin,
  });
  const options = { script: childScript(), start };
  const given = read instanceof Problem ? read : read.bytes;
  const { result } = await assess(exercise, given, options, facts, "learner");
  return { result, attempt: { ...attemptOf(result), at: now(), sha256: hash, scope } };
}

export const now = (): string => new Date().toISOString();

function attemptOf({ status, score, max_score, tests, review }: result) {
  const passed = tests.filter((test) => test.status === "passed").length;
  const counted =
    tests.length > 0 || review === undefined
      ? { passed, tests: tests.length }
      : // A kit for learners has no versions to catch: what can be said is which tests are valid.
        { passed: review.valid, tests: review.given };
  return { status, score, max_score, ...counted };
}
