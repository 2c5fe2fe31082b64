// The versions that an exercise comes with, and what becomes of each when it is graded.

import { type exercise, isRandom, versionText } from "@faultline/kit";
import { grade, type grading } from "../grade.ts";
import { newReport } from "../report/report.ts";
import type { audience } from "../report/result.ts";
import type { grade_options } from "../run_cases.ts";

export interface version {
  readonly id: string;
  readonly kind: "starter" | "solution" | "variant" | "mutant";
  readonly bytes: Uint8Array;
}

/** What one version came to. */
export interface verified_version extends Pick<version, "id" | "kind"> {
  readonly score: number;
  /** Ids of the tests that did not pass. */
  readonly killed_by: readonly string[];
}

/** The same, and what was amiss while it was graded. */
export interface graded_version extends verified_version {
  readonly failures: readonly string[];
}

/** As in "The variant loops"; there is but one starter and one solution. */
export const called = ({ kind, id }: Pick<version, "kind" | "id">): string =>
  kind === id ? `The ${kind}` : `The ${kind} ${id}`;

/** Those that have a text, and why the others have none. */
export interface versions {
  readonly versions: readonly version[];
  readonly failures: readonly string[];
}

/** What an exercise of either kind has besides its starter and its solution. */
type further_version = Parameters<typeof versionText>[0];

/** @param read the text of a file, by its path within the exercise's folder */
export function versionsOf(
  { mutants, variants }: Readonly<Record<"mutants" | "variants", readonly further_version[]>>,
  read: (path: string) => string,
): versions {
  const failures: string[] = [];
  const version = (kind: version["kind"], one: further_version): version[] => {
    try {
      return [{ id: one.id, kind, bytes: new TextEncoder().encode(versionText(one, read)) }];
    } catch (error) {
      const why = error instanceof Error ? error.message : "nobody knows why";
      failures.push(`${called({ kind, id: one.id })} has no text: ${why}`);
      return [];
    }
  };
  const versions = [
    ...version("starter", { id: "starter", file: "starter.ts" }),
    ...version("solution", { id: "solution", file: "solution.ts" }),
    ...variants.flatMap((one) => version("variant", one)),
    ...mutants.flatMap((one) => version("mutant", one)),
  ];
  return { versions, failures };
}

/** @throws as grade() does */
export async function gradeVersion(
  exercise: exercise,
  version: version,
  options: grade_options,
): Promise<graded_version> {
  const { id, kind, bytes } = version;
  // Chance finds more than an author can name, and not the same with every seed: wrong versions are held against the
  // tests that name them.
  const named = { ...exercise, tests: exercise.tests.filter((test) => !isRandom(test)) };
  const grading = await grade(kind === "mutant" ? named : exercise, bytes, options);
  const [score = 0, ...others] = audiences.map((audience) => scoreFor(audience, grading));
  const unlike = others.some((other) => other !== score);
  return {
    id,
    kind,
    score,
    killed_by: grading.verdicts
      .filter(({ status }) => status !== "passed")
      .map(({ test }) => test.id),
    failures: [
      ...statusFailures(grading, version),
      ...(unlike ? [`${called(version)} has other marks for each audience.`] : []),
    ],
  };
}

/** A version must be judged, and judged by tests that work: a mutant that is merely broken proves nothing. */
function statusFailures(
  { status, message, verdicts }: grading,
  version: Pick<version, "kind" | "id">,
): string[] {
  const { kind } = version;
  const it = called(version);
  const stopped = ["compile_error", "rejected", "crashed", "out_of_memory"].includes(status);
  // Budgets end whatever does not end by itself: what the clock stops, this computer is too slow for.
  const slow = verdicts.some(
    ({ outcome }) => outcome.kind === "killed" && outcome.end === "timeout",
  );
  const isRight = kind === "solution" || kind === "variant";
  const told = verdicts.filter(
    (one) =>
      (one.status === "error" && one.outcome.kind === "ran") ||
      (one.status !== "passed" && isRight && !stopped),
  );
  return [
    ...(stopped ? [`${it} was not judged: ${message}`] : []),
    ...(slow ? [`${it} was not judged: this computer was too slow.`] : []),
    ...told.map(({ test, detail }) => `${it}, test ${test.id}: ${detail}`),
  ];
}

const audiences: readonly audience[] = ["learner", "instructor"];

/** The marks that a report gives, whoever reads it. */
function scoreFor(audience: audience, grading: grading): number {
  const facts = { file: "version.ts", sha256: "", seed: 0, duration_ms: 0 };
  return newReport(grading, facts, audience).score;
}
