// faultline/progress/v1. Each list is a set of things that happened, so two files are merged by putting their sets together.
// schema/progress-v1.json says the same to other programs.

import * as v from "valibot";

/** A time as `Date.toISOString()` writes it: texts in the order of time. */
const time = v.pipe(v.string(), v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/));
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const attempt_schema = v.strictObject({
  at: time,
  /** Of the text that was graded. */
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  /** As in the report. */
  status: v.pipe(v.string(), v.regex(/^[a-z_]{1,40}$/)),
  /** `visible`: a kit without the hidden tests graded it. */
  scope: v.picklist(["all", "visible"]),
  score: count,
  max_score: count,
  /** How many tests passed, and of how many. */
  passed: count,
  tests: count,
});

export const exercise_schema = v.strictObject({
  /** When it was begun, and gone back to. */
  started: v.array(time),
  attempts: v.array(attempt_schema),
  /** The hint's number is counted from 1. */
  hints: v.array(
    v.strictObject({ at: time, number: v.pipe(v.number(), v.safeInteger(), v.minValue(1)) }),
  ),
  /** When the solution was asked for before there were full marks. */
  given_up: v.array(time),
});

/** What an exercise may be called. */
export const ID = /^[a-z][a-z0-9-]{0,60}$/;

export type attempt = Readonly<v.InferOutput<typeof attempt_schema>>;
export type scope = attempt["scope"];

export interface exercise_progress {
  readonly started: readonly string[];
  readonly attempts: readonly attempt[];
  readonly hints: readonly { readonly at: string; readonly number: number }[];
  readonly given_up: readonly string[];
}

export interface progress {
  readonly schema: "faultline/progress/v1";
  /** By the exercise's id. Those that this kit does not have are kept. */
  readonly exercises: Readonly<Record<string, exercise_progress>>;
}

export const newProgress = (): progress => ({ schema: "faultline/progress/v1", exercises: {} });

export const newExerciseProgress = (): exercise_progress => ({
  started: [],
  attempts: [],
  hints: [],
  given_up: [],
});

/** How many different hints were taken. */
export const hintsTaken = ({ hints }: exercise_progress): number =>
  new Set(hints.map(({ number }) => number)).size;
