// The report as data: faultline/result/v1. schema/result-v1.json says the same to other programs.

import type { remark } from "@faultline/kit";
import type { counterexample } from "../judge/counterexample.ts";
import type { status } from "../progress.ts";

/** Who reads: a learner never sees what a hidden test runs or expects. */
export type audience = "learner" | "instructor";

export interface test_result {
  readonly id: string;
  readonly title: string;
  readonly category: string;
  readonly visibility: "visible" | "hidden";
  readonly status: "passed" | "failed" | "error" | "not_run";
  readonly score: number;
  readonly max_score: number;
  readonly message: string;
  /** The first thing to think about, where the test did not pass. */
  readonly hint: string;
  /** What the submission printed; of visible tests only, unless an instructor reads. */
  readonly log: readonly string[];
  /** Not run yet, and not before that day or that moment: the course has said so. */
  readonly until?: string;
  /** The line at which the submission was stopped in it. */
  readonly line?: number;
  /** Which file that line is in, if it is not the submission itself. */
  readonly file?: string;
}

/** Tests that were run and count, and of which a learner is told nothing but their titles. */
export interface counted_result {
  /** Of all of them together. */
  readonly score: number;
  readonly max_score: number;
  readonly tests: readonly Pick<test_result, "id" | "title" | "category" | "max_score">[];
}

/** A rule that a failed test found broken. */
export interface finding_result {
  readonly id: string;
  readonly rule: string;
  readonly message: string;
  /** The operation, counted from 0; null where the scenario is hidden. */
  readonly step: number | null;
  /** The line of the submission. */
  readonly line: number | null;
  /** Which file the line is in, if it is not the submission itself. */
  readonly file?: string;
  /** The page of the site to read about the rule, with its heading. */
  readonly lesson?: string;
  /** For instructors. */
  readonly test?: string;
  readonly kernel?: string;
  readonly numbers?: Readonly<Record<string, number | string>>;
}

/** What was said of a version that was really posted or merged, and that fails in just the same tests. */
export interface known_result extends remark {
  /** For instructors: an id can name the mistake. */
  readonly id?: string;
}

/** Something that did not fit. Whether it was meant is not for a program to say. */
export interface irregularity {
  readonly id: string;
  /** `record`: what was recorded of a run is not what happens when it is repeated. `turn`: the process spoke out of turn. */
  readonly kind: "record" | "turn";
  readonly message: string;
  /** Ids of the tests that failed for it. */
  readonly tests: readonly string[];
  /** The number of the event in the record, from 0, or of the line that was written, from 1. */
  readonly event: number;
  readonly recorded: string;
  readonly happened: string;
}

/** What became of tests that were handed in. */
export interface review_result {
  readonly valid: number;
  readonly given: number;
  /** How many right versions each of them was run on. */
  readonly right_versions: number;
  readonly tests: readonly {
    readonly name: string;
    readonly status: "valid" | "invalid" | "error";
    /** Why it is not valid. */
    readonly message: string;
    /** Ids in the result's `tests` of the versions that fail on it. */
    readonly catches: readonly string[];
  }[];
  /** What the file printed as it was read. */
  readonly log: readonly string[];
}

/** A file that ran beside the submission. */
export interface companion_result {
  /** The exercise that it is an answer to. */
  readonly exercise: string;
  readonly file: string;
  readonly sha256: string;
}

export interface result {
  readonly schema: "faultline/result/v1";
  readonly exercise: string;
  readonly release: string;
  readonly submission: { readonly file: string; readonly sha256: string };
  readonly with?: readonly companion_result[];
  readonly status: status;
  readonly message: string;
  readonly score: number;
  readonly max_score: number;
  readonly seed: number;
  readonly tests: readonly test_result[];
  /** Part of the score, and not of `tests`. */
  readonly counted?: counted_result;
  readonly findings: readonly finding_result[];
  readonly counterexample: counterexample | null;
  readonly known?: known_result;
  readonly duration_ms: number;
  /** Where tests are handed in. */
  readonly review?: review_result;
  /** For instructors. */
  readonly irregularities?: readonly irregularity[];
  /** For instructors: what stood around the submission as it ran. */
  readonly isolation?: readonly string[];
}
