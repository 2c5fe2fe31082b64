// Where a submission fails in the same way as a version that was really posted or merged: what was said of that one.

import { type exercise, isRandom, type mutant, type remark } from "@faultline/kit";
import type { test_verdict } from "../judge/verdict.ts";
import { oneLine } from "./escape.ts";
import type { audience, result } from "./result.ts";

type reviewed_mutant = mutant & { readonly review: remark };

const isReviewed = (mutant: mutant): mutant is reviewed_mutant => mutant.review !== undefined;

/** The part of a report that tells it. The belief of a mutant is told to nobody, and its id to instructors only. */
export function knownResult(
  { mutants }: exercise,
  verdicts: readonly test_verdict[],
  audience: audience,
): Pick<result, "known"> {
  const failed = failedTests(verdicts);
  const known = mutants
    .filter(isReviewed)
    .find(({ killed_by }) => failed !== null && sameSet(failed, new Set(killed_by)));
  if (known === undefined) return {};
  const { id, review } = known;
  return {
    known: {
      ...(audience === "instructor" && { id }),
      by: review.by,
      on: review.on,
      said: oneLine(review.said),
    },
  };
}

/** Ids of the tests that fail, without those of chance; null where one was not run, and could as well have failed. */
function failedTests(verdicts: readonly test_verdict[]): ReadonlySet<string> | null {
  const chosen = verdicts.filter(({ test }) => !isRandom(test));
  if (chosen.some(({ status }) => status === "not_run")) return null;
  const failed = chosen.filter(({ status }) => status !== "passed");
  return new Set(failed.map(({ test }) => test.id));
}

const sameSet = (one: ReadonlySet<string>, other: ReadonlySet<string>): boolean =>
  one.size === other.size && [...one].every((member) => other.has(member));
