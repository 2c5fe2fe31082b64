// The report on tests in the format of mutation testing, which the viewers and dashboards of Stryker read: the wrong
// versions are its mutants.

import { oneLine } from "../report/escape.ts";
import type { audience } from "../report/result.ts";
import type { review_grading } from "./grade.ts";
import { rowId, UNCAUGHT } from "./report.ts";

type status = "Killed" | "Survived" | "NoCoverage" | "Pending";

interface mutant {
  readonly id: string;
  readonly mutatorName: string;
  readonly description: string;
  readonly location: {
    readonly start: { readonly line: number; readonly column: number };
    readonly end: { readonly line: number; readonly column: number };
  };
  readonly status: status;
  /** Tests in which the version does anything else than the right ones. */
  readonly coveredBy: readonly string[];
  readonly killedBy: readonly string[];
}

/** Version 2 of https://git.io/mutation-testing-schema. */
export interface mutation_report {
  readonly schemaVersion: "2";
  readonly thresholds: { readonly high: number; readonly low: number };
  readonly files: Readonly<
    Record<
      string,
      { readonly language: string; readonly source: string; readonly mutants: readonly mutant[] }
    >
  >;
  readonly testFiles: Readonly<
    Record<string, { readonly tests: readonly { readonly id: string; readonly name: string }[] }>
  >;
  readonly framework: { readonly name: string };
}

/** The functions' text is another exercise's answer, so each version is a line of a list. */
const SOURCE = "versions.txt";

/** @param file the submission's name */
export function newMutationReport(
  grading: review_grading,
  file: string,
  audience: audience,
): mutation_report {
  const { exercise, tests } = grading;
  const names = exercise.wrong.map(({ title }, i) =>
    grading.versions[i]?.caught || audience === "instructor" ? title : UNCAUGHT,
  );
  const lines = names.map((name, i) => `${rowId(i)}: ${name}`);
  const valid = tests.flatMap(({ name, status }, i) =>
    status === "valid" ? [[name, i] as const] : [],
  );
  const ids = new Map(valid.map(([name, i]) => [name, testId(i)]));
  const mutants = lines.map((line, i) => mutantOf(grading, i, line, ids));
  return {
    schemaVersion: "2",
    thresholds: { high: 80, low: 60 },
    files: { [SOURCE]: { language: "text", source: `${lines.join("\n")}\n`, mutants } },
    testFiles: {
      [oneLine(file, 255) || "tests"]: {
        tests: valid.map(([name, i]) => ({ id: testId(i), name: oneLine(name, 100) })),
      },
    },
    framework: { name: "faultline" },
  };
}

const testId = (place: number): string => `test-${place + 1}`;

function mutantOf(
  { exercise, versions, status }: review_grading,
  place: number,
  line: string,
  ids: ReadonlyMap<string, string>,
): mutant {
  const { category = "" } = exercise.wrong[place] ?? {};
  const { by = [], missed_by = [] } = versions[place] ?? {};
  const killedBy = by.flatMap((name) => ids.get(name) ?? []);
  const coveredBy = [...killedBy, ...missed_by.flatMap((name) => ids.get(name) ?? [])];
  return {
    id: rowId(place),
    mutatorName: exercise.categories.find(({ id }) => id === category)?.title ?? category,
    description: line,
    location: {
      start: { line: place + 1, column: 1 },
      end: { line: place + 1, column: line.length + 1 },
    },
    status: status === "graded" ? statusOf(killedBy, coveredBy) : "Pending",
    coveredBy,
    killedBy,
  };
}

function statusOf(killedBy: readonly string[], coveredBy: readonly string[]): status {
  if (killedBy.length > 0) return "Killed";
  return coveredBy.length > 0 ? "Survived" : "NoCoverage";
}
