// results.json of PrairieLearn's external graders.
// Fields: https://prairielearn.readthedocs.io/en/latest/externalGrading/

import type { result } from "../result.ts";
import { jsonText, type reported, totalOf } from "./reported.ts";
import { scoredRowsOf, stateWords } from "./rows.ts";
import { nameIn, rowLines, rowTitle, statusWords, summaryLines, textOf } from "./words.ts";

/** It takes no larger file. */
export const PRAIRIELEARN_BYTES = 1024 * 1024;

/** What cannot be read is not gradable, and costs the learner no attempt. */
export function prairielearnReport(reports: readonly reported[]): string {
  const results = reports.map(({ result }) => result);
  const unread = results.filter(isUnread);
  if (unread.length > 0)
    return jsonText({
      gradable: false,
      message: "Nothing was graded, and this does not use up an attempt.",
      format_errors: unread.map((result) => nameIn(results, result, statusWords(result))),
    });
  const full = jsonText(gradedReport(results, true));
  const { length } = new TextEncoder().encode(full);
  return length <= PRAIRIELEARN_BYTES ? full : jsonText(gradedReport(results, false));
}

const isUnread = ({ status }: result): boolean =>
  status === "compile_error" || status === "rejected";

/** The score is a share of one: the quotient of two whole numbers, as near as a double can be, and not rounded again. */
function gradedReport(results: readonly result[], outputs: boolean) {
  const { score, max_score } = totalOf(results);
  return {
    gradable: true,
    score: max_score === 0 ? 0 : score / max_score,
    message: `${score} of ${max_score} points`,
    output: textOf(summaryLines(results), 10_000),
    tests: results.flatMap((result) =>
      scoredRowsOf(result).map((row) => ({
        name: nameIn(results, result, rowTitle(row)),
        description: row.category,
        points: row.score,
        // Nothing to have is its word for neither right nor wrong.
        max_points: row.state === "held" ? 0 : row.max_score,
        message: row.state === "passed" ? "" : stateWords(row),
        output: outputs ? textOf(rowLines(row)) : "",
      })),
    ),
  };
}
