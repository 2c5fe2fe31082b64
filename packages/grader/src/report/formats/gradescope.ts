// results.json of Gradescope.
// Fields: https://gradescope-autograders.readthedocs.io/en/latest/specs/

import type { result } from "../result.ts";
import {
  type format_options,
  type gradescope_visibility,
  isForInstructors,
  jsonText,
  type reported,
  totalOf,
} from "./reported.ts";
import { type scored_row, scoredRowsOf } from "./rows.ts";
import { irregularityLines, nameIn, rowLines, rowTitle, summaryLines, textOf } from "./words.ts";

/** Scores are whole numbers here, so the sum of the tests is the score to the last digit. */
export function gradescopeReport(reports: readonly reported[], options: format_options): string {
  const results = reports.map(({ result }) => result);
  const seconds = results.reduce((all, { duration_ms }) => all + duration_ms, 0) / 1000;
  return jsonText({
    score: totalOf(results).score,
    execution_time: seconds,
    output: textOf(summaryLines(results), 10_000),
    output_format: "text",
    test_output_format: "text",
    test_name_format: "text",
    visibility: "visible",
    // What the grader itself prints is for whoever runs it.
    stdout_visibility: "hidden",
    tests: [
      ...results.flatMap((result, part) =>
        scoredRowsOf(result).map((row, i) => ({
          number: results.length > 1 ? `${part + 1}.${i + 1}` : `${i + 1}`,
          ...testOf(row, results, result, options),
        })),
      ),
      ...results.flatMap((result) => oddityOf(results, result)),
    ],
  });
}

/** What did not fit, where only an instructor sees it. */
function oddityOf(results: readonly result[], result: result) {
  const lines = irregularityLines(result);
  const name = nameIn(results, result, "What did not fit");
  return lines.length === 0 ? [] : [{ name, output: textOf(lines, 10_000), visibility: "hidden" }];
}

function testOf(
  row: scored_row,
  results: readonly result[],
  result: result,
  { gradescope_hidden }: format_options,
) {
  return {
    name: nameIn(results, result, rowTitle(row)),
    // Without points and status there is no mark at it: a test that waits has not failed.
    ...(row.state !== "held" && { score: row.score, max_score: row.max_score, ...statusOf(row) }),
    output: textOf(rowLines(row)),
    tags: [row.category],
    visibility: visibilityOf(row, result, gradescope_hidden),
  };
}

/** Tests that only count are neither passed nor failed, for all that is told. */
const statusOf = ({ state }: scored_row): { status?: "passed" | "failed" } =>
  state === "counted" ? {} : { status: state === "passed" ? "passed" : "failed" };

/**
 * What a learner may read of a hidden test is all that this holds, so it is shown, unless a course wants it later. In an
 * instructor's report is more, so nobody else ever sees a hidden test of it.
 */
function visibilityOf(
  { hidden, state }: scored_row,
  result: result,
  asked: gradescope_visibility = "visible",
): gradescope_visibility {
  if (isForInstructors(result)) return hidden ? "hidden" : "visible";
  return hidden && state !== "held" && state !== "counted" ? asked : "visible";
}
