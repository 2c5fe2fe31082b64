// What an exercise is: its manifest, its graded tests, and the wrong and right versions that test the tests.

import type { scenario, target_name } from "@faultline/core";
import type { judged_run } from "./judged_run.ts";
import type { pack } from "./random/pack.ts";

/** What a test is about: each category judges the rules that belong to it (rules.ts). */
export interface category {
  readonly id: string;
  readonly title: string;
}

/** What every graded test has. */
interface about_test {
  readonly id: string;
  /** What right code does, as a sentence; learners see it even where the test is hidden. */
  readonly title: string;
  readonly category: string;
  readonly visibility: "visible" | "hidden";
  /** A whole number. */
  readonly points: number;
  /** The first thing to think about; gives nothing away. */
  readonly hint: string;
  /** What a failure means, as a plain sentence without numbers, where no broken rule says it better. */
  readonly failure: string;
}

/** A scenario that is run once, and what must be true of the run. */
export interface run_test extends about_test {
  readonly scenario: scenario;
  /** Throws (as `expect` does) where the run is not as it should be. */
  readonly check: (run: judged_run) => void;
}

/** A scenario with a race, that is run under every schedule: nothing may go wrong that cannot go wrong in Linux. */
export interface race_test extends about_test {
  readonly scenario: scenario;
  /** How often the operation may be interrupted in one schedule. */
  readonly preemptions: number;
}

/** Scenarios that nobody chose: what comes of each must be what comes of it in Linux. */
export interface random_test extends about_test {
  readonly pack: pack;
}

/** One graded test. */
export type graded_test = run_test | race_test | random_test;

export const isRace = (test: graded_test): test is race_test => "preemptions" in test;
export const isRandom = (test: graded_test): test is random_test => "pack" in test;

/** What somebody said of a version, in our words. */
export interface remark {
  readonly by: string;
  /** The day, as in 2021-04-20. */
  readonly on: string;
  /** A whole sentence. */
  readonly said: string;
}

/** A wrong version: a belief that a learner could hold, and the tests that must refute it. */
export interface mutant {
  readonly id: string;
  /** The belief, as its holder would say it. */
  readonly belief: string;
  /** Where it comes from: a posted version, a fixed bug, or "own". */
  readonly origin: string;
  /** Ids of all tests that fail on it. */
  readonly killed_by: readonly string[];
  /** What its reviewers said, where it was really posted or merged: told to learners whose code fails in the same way. */
  readonly review?: remark;
  /** Either edits of the solution, each of which must fit exactly once, or a whole file of the exercise. */
  readonly edits?: readonly { readonly find: string; readonly replace: string }[];
  readonly file?: string;
}

/** A right version, unlike the solution: full marks are due. */
export interface variant {
  readonly id: string;
  /** What is unusual about it. */
  readonly about: string;
  readonly edits?: readonly { readonly find: string; readonly replace: string }[];
  readonly file?: string;
}

export interface exercise {
  readonly id: string;
  readonly title: string;
  /** One sentence: what the learner is to do. */
  readonly task: string;
  /** The functions that a submission must export. It may export others too, and they are used. */
  readonly targets: readonly target_name[];
  readonly teaches: readonly string[];
  readonly minutes: number;
  /** Where the real function is, in words. */
  readonly source: string;
  readonly categories: readonly category[];
  /** From question to fact; none shows the solution. */
  readonly hints: readonly string[];
  readonly tests: readonly graded_test[];
  readonly mutants: readonly mutant[];
  readonly variants: readonly variant[];
}
