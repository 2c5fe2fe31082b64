// The verdict on one test: a pure function of the test and of what was seen, the same in grader, vitest and browser.

import type { race_finding } from "@faultline/core";
import type { race_test, random_test, run_test } from "./exercise.ts";
import type { judged_run } from "./judged_run.ts";
import { categoryOf } from "./rules.ts";

export interface judgement {
  /** `error`: the test itself is at fault; its author must see it, and nobody may pass by it. */
  readonly status: "passed" | "failed" | "error";
  /** Why, in one plain sentence without numbers; empty for a test that passed. */
  readonly message: string;
  /** The broken rules that count here: those of the test's category. */
  readonly findings: judged_run["findings"];
}

/**
 * Judges a run: it passes if nothing killed the machine, no rule of the test's category was broken, and its check holds.
 * Rules of other categories are left to their own tests, so that one mistake costs its own marks.
 */
export function judge(test: run_test, run: judged_run): judgement {
  const findings = run.findings.filter((found) => categoryOf(found.rule) === test.category);
  const failed = (message: string): judgement => ({ status: "failed", message, findings });
  const first = findings[0];
  if (first !== undefined) return failed(first.message);
  if (run.oops !== null) return failed(lastWords(run));
  try {
    test.check(run);
  } catch (error) {
    if (isAssertion(error)) return failed(test.failure);
    return { status: "error", message: messageOf(error), findings };
  }
  return { status: "passed", message: "", findings };
}

/** Rules that only say that a result is wrong; what that means, the test says. */
const bare_results: readonly string[] = ["wrong-outcome", "impossible-outcome"];

/**
 * Judges a race by what exploring it has found. Rules of every category count, as the race is what they have in common.
 */
export function judgeRace(test: race_test, found: readonly race_finding[]): judgement {
  const [first] = found;
  if (first === undefined) return { status: "passed", message: "", findings: [] };
  const step = test.scenario.ops.findIndex((op) => op.race !== undefined);
  const message = bare_results.includes(first.rule) ? test.failure : first.message;
  return { status: "failed", message, findings: found.map((one) => ({ ...one, step })) };
}

/**
 * Judges a run that is not what Linux makes of the same scenario, by the first rule that only this one has broken.
 * Rules of every category count, as nobody chose what the scenario is about.
 */
export function judgeDifference(test: random_test, run: judged_run, linux: judged_run): judgement {
  const excused = new Set(linux.findings.map(({ rule }) => rule));
  const findings = run.findings.filter(({ rule }) => !excused.has(rule));
  const killed = run.oops !== null && linux.oops === null ? lastWords(run) : null;
  return { status: "failed", message: findings[0]?.message ?? killed ?? test.failure, findings };
}

/** What killed the machine, in plain words. Never in those of whatever was thrown: that may be the submission's own text. */
function lastWords(run: judged_run): string {
  if (run.death === "bad-return")
    return "The function returned nothing, or a value that it can never return: see the comment above it.";
  if (run.death === "exception")
    return "The code threw an error, or gave a kernel function something that it cannot take.";
  const bug = [...run.findings].reverse().find((found) => run.oops?.includes(found.message));
  return bug?.message ?? "The kernel stopped: something happened that must never happen.";
}

/** Graded checks fail by `expect`; whatever else they throw is a mistake in the check. */
function isAssertion(error: unknown): boolean {
  return error instanceof Error && error.name === "AssertionError";
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : "The check threw something that is no Error.";
}
