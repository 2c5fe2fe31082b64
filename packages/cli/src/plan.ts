// --hold-until, --hold and --title-only: what a course tells its learners later, or never.

import { type any_exercise, isReview, type plan, testsNamed } from "@faultline/grader";
import { Usage } from "./terminal.ts";

export interface plan_flags {
  /** The day or the moment from which on the tests of `hold` are run. */
  readonly holdUntil?: string;
  /** Tests, categories, or "hidden". */
  readonly hold?: readonly string[];
  readonly titleOnly?: readonly string[];
}

/** @throws Usage for tests that there are not, and for a date that is none */
export function planOf(exercise: any_exercise, flags: plan_flags, now = Date.now()): plan {
  const { holdUntil, hold, titleOnly = [] } = flags;
  if (hold !== undefined && holdUntil === undefined)
    throw new Usage("--hold says which tests wait, and --hold-until until when: give both.");
  if (isReview(exercise) && (holdUntil !== undefined || titleOnly.length > 0))
    throw new Usage(
      `--hold-until and --title-only are for exercises in which code is handed in; ${exercise.id} is none.`,
    );
  const title_only = idsOf(exercise, "--title-only", titleOnly);
  if (holdUntil === undefined) return { held: null, title_only };
  const tests = idsOf(exercise, "--hold", hold ?? ["hidden"]);
  return { held: now < momentOf(holdUntil) ? { until: holdUntil, tests } : null, title_only };
}

function idsOf(
  exercise: any_exercise,
  option: string,
  names: readonly string[],
): ReadonlySet<string> {
  const ids = names.flatMap((name) => {
    const named = testsNamed(exercise, name);
    if (named !== null) return named;
    throw new Usage(
      `${option} names no test ${JSON.stringify(name)} of ${exercise.id}: take "hidden", a category, or the id of a test, as --format json shows them.`,
    );
  });
  return new Set(ids);
}

/** The same words as in the report's schema: a day, or a moment with its zone. */
const DATE = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2}))?$/;

/** A day begins at midnight, UTC: a moment without a zone would be another one on each computer. */
export function momentOf(text: string): number {
  const moment = DATE.test(text) ? Date.parse(text) : Number.NaN;
  const [day = ""] = text.split("T");
  if (Number.isNaN(moment) || new Date(Date.parse(day)).toISOString().slice(0, 10) !== day)
    throw new Usage(
      `--hold-until needs a day, such as 2026-12-01, or a moment with its zone, such as 2026-12-01T08:00+01:00, and not ${JSON.stringify(text)}.`,
    );
  return moment;
}
