// The Common Test Report Format, for tools that read the reports of any test runner.
// Fields: https://ctrf.io/docs/specification/overview

import type { result } from "../result.ts";
import { type format_options, jsonText, type reported, totalOf } from "./reported.ts";
import { type row, rowsOf, stateWords } from "./rows.ts";
import { rowLines, rowTitle, textOf } from "./words.ts";

/** The version whose schema our tests hold it to. */
const SPEC_VERSION = "0.0.0";

/** Points have no place of their own in it, so they stand where it lets everybody add something. */
export function ctrfReport(reports: readonly reported[], { ended }: format_options): string {
  const results = reports.map(({ result }) => result);
  const tests = results.flatMap((result) => rowsOf(result).map((row) => testOf(row, result)));
  const count = (status: status): number => tests.filter((one) => one.status === status).length;
  const duration = results.reduce((all, { duration_ms }) => all + duration_ms, 0);
  const stop = ended ?? duration;
  return jsonText({
    reportFormat: "CTRF",
    specVersion: SPEC_VERSION,
    generatedBy: "faultline",
    results: {
      tool: { name: "faultline" },
      summary: {
        tests: tests.length,
        passed: count("passed"),
        failed: count("failed"),
        skipped: count("skipped"),
        pending: count("pending"),
        other: count("other"),
        start: stop - duration,
        stop,
        duration,
        extra: totalOf(results),
      },
      tests,
    },
  });
}

type status = "passed" | "failed" | "skipped" | "pending" | "other";

function statusOf({ state }: row): status {
  if (state === "held") return "pending";
  if (state === "counted") return "other";
  return state === "passed" ? "passed" : "failed";
}

function testOf(row: row, { exercise, submission }: result) {
  const { id, category, score, max_score } = row;
  return {
    testId: `${exercise}/${id}`,
    name: rowTitle(row),
    status: statusOf(row),
    rawStatus: stateWords(row),
    // Several tests look at one run, so none has a time of its own.
    duration: 0,
    suite: [exercise, submission.file || "submission", category],
    ...(row.state !== "passed" && { message: textOf(rowLines(row)) }),
    extra: { ...(score !== null && { score }), max_score },
  };
}
