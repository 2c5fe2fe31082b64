// results.json of an Exercism test runner, version 3.
// Fields: https://exercism.org/docs/building/tooling/test-runners/interface

import type { result } from "../result.ts";
import { jsonText, type reported } from "./reported.ts";
import { type scored_row, scoredRowsOf } from "./rows.ts";
import { nameIn, rowLines, summaryLines, textOf } from "./words.ts";

/** What it cuts off itself. */
const MAX_MESSAGE = 65_535;
const MAX_OUTPUT = 500;

/**
 * It has no points and no word for a test that waits, so tests that wait are not in it. `error` is its word for a
 * submission that no test could be run on.
 */
export function exercismReport(reports: readonly reported[]): string {
  const results = reports.map(({ result }) => result);
  const tests = results.flatMap((result) =>
    scoredRowsOf(result)
      .filter(({ state }) => state !== "held")
      .map((row) => testOf(row, results, result)),
  );
  const ran = results
    .flatMap(scoredRowsOf)
    .some(({ state }) => !["not_run", "held"].includes(state));
  if (!ran)
    return jsonText({
      version: 3,
      status: "error",
      message: textOf(summaryLines(results), MAX_MESSAGE),
    });
  const passed = tests.every(({ status }) => status === "pass");
  return jsonText({ version: 3, status: passed ? "pass" : "fail", message: null, tests });
}

function testOf(row: scored_row, results: readonly result[], result: result) {
  const status = statusOf(row);
  const printed = row.log.join("\n");
  return {
    name: nameIn(results, result, row.title),
    status,
    message: status === "pass" ? null : textOf(rowLines({ ...row, log: [] })) || row.title,
    ...(printed !== "" && { output: textOf([printed], MAX_OUTPUT) }),
  };
}

function statusOf({ state, score, max_score }: scored_row): "pass" | "fail" | "error" {
  if (state === "passed" || (state === "counted" && score === max_score)) return "pass";
  return state === "failed" || state === "counted" ? "fail" : "error";
}
