// What of an exercise's outcome is not as its author says, a sentence each.

import type { exercise } from "@faultline/kit";
import { called, type verified_version } from "./versions.ts";

export function versionFailures(version: verified_version, exercise: exercise): string[] {
  const { id, kind, score, killed_by } = version;
  if (kind === "starter") return starterFailures(version, exercise);
  const full = exercise.tests.reduce((all, { points }) => all + points, 0);
  if (kind !== "mutant")
    return score === full ? [] : [`${called(version)} scores ${score}, not ${full}.`];
  const named = exercise.mutants.find((mutant) => mutant.id === id)?.killed_by ?? [];
  const missed = named.filter((test) => !killed_by.includes(test));
  const extra = killed_by.filter((test) => !named.includes(test));
  return [
    ...(killed_by.length === 0 ? [`The mutant ${id} survives every test.`] : []),
    ...(missed.length > 0 ? [`The mutant ${id} is not killed by ${missed.join(", ")}.`] : []),
    ...(extra.length > 0 ? [`The mutant ${id} is also killed by ${extra.join(", ")}.`] : []),
  ];
}

function starterFailures({ killed_by }: verified_version, { tests }: exercise): string[] {
  const lucky = tests.map(({ id }) => id).filter((id) => !killed_by.includes(id));
  return lucky.length === 0 ? [] : [`The starter passes ${lucky.join(", ")}.`];
}

/** A hidden test that catches nobody proves nothing. */
export function idleTests({ tests }: exercise, versions: readonly verified_version[]): string[] {
  const killers = new Set(
    versions.filter(({ kind }) => kind === "mutant").flatMap(({ killed_by }) => killed_by),
  );
  return tests
    .filter(({ id, visibility }) => visibility === "hidden" && !killers.has(id))
    .map(({ id }) => `The hidden test ${id} kills no mutant.`);
}

/** Names that stand for nothing, and ids that stand for two things. */
export function undeclared({ tests, categories, mutants, variants }: exercise): string[] {
  const known = new Set(tests.map(({ id }) => id));
  const ids = [...mutants, ...variants].map(({ id }) => id);
  const twice = ids.filter((id, i) => ids.indexOf(id) !== i);
  return [
    ...twice.map((id) => `There are two versions called ${id}.`),
    ...mutants.flatMap(({ id, killed_by }) =>
      killed_by
        .filter((test) => !known.has(test))
        .map((test) => `The mutant ${id} names ${test}, which is no test.`),
    ),
    ...tests
      .filter(({ category }) => !categories.some(({ id }) => id === category))
      .map(({ id, category }) => `The test ${id} is in ${category}, which is no category.`),
  ];
}
