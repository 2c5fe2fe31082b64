// The rows of a report, as every format has them: each test in one of six states, each of which is said honestly.

import type { counted_result, finding_result, result, test_result } from "../result.ts";
import { totalOf } from "./reported.ts";

/**
 * `not_run`: the submission was stopped before. `held`: not run before a date. `counted`: run and part of the score, and
 * nothing else is told of it.
 */
export type row_state = "passed" | "failed" | "error" | "not_run" | "held" | "counted";

export interface row {
  readonly id: string;
  readonly title: string;
  readonly category: string;
  readonly hidden: boolean;
  readonly state: row_state;
  /** Null where it is told of several rows together only. */
  readonly score: number | null;
  readonly max_score: number;
  readonly message: string;
  readonly hint: string;
  readonly log: readonly string[];
  /** Since when a test is run that is held. */
  readonly until: string;
  readonly line: number | null;
  /** Which file the line is in, if it is not the submission itself. */
  readonly file: string | null;
  /** The rules that it found broken; which test did is told to instructors only. */
  readonly findings: readonly finding_result[];
}

/** A row that has its own points. */
export interface scored_row extends row {
  readonly score: number;
}

export function rowsOf(result: result): row[] {
  return [
    ...result.tests.map((test) => testRow(test, result)),
    ...(result.counted?.tests ?? []).map(countedRow),
  ];
}

/** The same with the tests that only count in one row, so that the points of all rows add up to the score. */
export function scoredRowsOf(result: result): scored_row[] {
  const { counted } = result;
  return [
    ...result.tests.map((test) => testRow(test, result)),
    ...(counted === undefined ? [] : [countedTogether(counted)]),
  ];
}

function testRow(test: test_result, { review, findings }: result): scored_row {
  const { id, title, category, visibility, score, max_score, message, log, until = "" } = test;
  const held = test.status === "not_run" && until !== "";
  return {
    id,
    // Versions that are not caught have one name between them.
    title: review === undefined ? title : `${id}: ${title}`,
    category,
    hidden: visibility === "hidden" && review === undefined,
    state: held ? "held" : test.status,
    score,
    max_score,
    message,
    hint: test.status === "not_run" ? "" : test.hint,
    log,
    until,
    line: test.line ?? null,
    file: test.file ?? null,
    findings: findings.filter((one) => one.test === id),
  };
}

const blank = {
  hint: "",
  log: [],
  until: "",
  line: null,
  file: null,
  findings: [],
  hidden: true,
} as const;

const countedRow = (test: counted_result["tests"][number]): row => ({
  ...test,
  ...blank,
  state: "counted",
  score: null,
  message: COUNTED,
});

const COUNTED = "It was run and it counts. Only its title is told.";

function countedTogether({ score, max_score, tests }: counted_result): scored_row {
  const titles = tests.map(({ title }) => title).join("; ");
  return {
    ...blank,
    id: "counted",
    title: `${amount(tests.length, "test")} of which only the titles are told`,
    category: "counted",
    state: "counted",
    score,
    max_score,
    message: `Each of them was run and counts: ${titles}.`,
  };
}

/** What a state is called. */
export function stateWords({ state, until }: Pick<row, "state" | "until">): string {
  if (state === "held") return `not run until ${until}`;
  return state === "error" ? "stopped" : state === "not_run" ? "not run" : state;
}

/** `1 test`, `2 tests`. */
export const amount = (count: number, what: string): string =>
  `${count} ${what}${count === 1 ? "" : "s"}`;

/** Rows by category, in the order in which the categories come. */
export function byCategory<T extends Pick<row, "category">>(
  rows: readonly T[],
): (readonly [category: string, rows: readonly T[]])[] {
  const groups = new Map<string, T[]>();
  for (const one of rows) groups.set(one.category, [...(groups.get(one.category) ?? []), one]);
  return [...groups];
}

/** What tests that wait for a date are worth, by date. */
export function heldOf(rows: readonly row[]): { until: string; tests: number; points: number }[] {
  const held = rows.filter(({ state }) => state === "held");
  return [...new Set(held.map(({ until }) => until))].map((until) => {
    const these = held.filter((one) => one.until === until);
    const { max_score } = totalOf(these.map((one) => ({ score: 0, max_score: one.max_score })));
    return { until, tests: these.length, points: max_score };
  });
}
