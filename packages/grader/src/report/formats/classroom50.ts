// result.json of Classroom 50: classroom50/result/v1.
// Fields: https://github.com/foundation50/classroom50/wiki/Advanced-Autograding

import { type format_options, jsonText, type reported, totalOf } from "./reported.ts";
import { scoredRowsOf, stateWords } from "./rows.ts";
import { nameIn, rowLines, rowTitle, textOf } from "./words.ts";

/** Fields of ours on a test are kept as they are, so there it is said what `passed` cannot say. */
export function classroom50Report(
  reports: readonly reported[],
  { classroom50 }: format_options,
): string {
  if (classroom50 === undefined)
    throw new Error("A result for Classroom 50 says which submission it is, and none was given.");
  const { owner, assignment_type, ...identity } = classroom50;
  const results = reports.map(({ result }) => result);
  const { score, max_score } = totalOf(results);
  return jsonText({
    schema: "classroom50/result/v1",
    ...identity,
    ...(owner !== undefined && { owner }),
    ...(assignment_type !== undefined && { assignment_type }),
    score,
    "max-score": max_score,
    tests: results.flatMap((result) =>
      scoredRowsOf(result).map((row) => ({
        "test-name": nameIn(results, result, rowTitle(row)),
        passed: row.score === row.max_score && row.state !== "held",
        score: row.score,
        "max-score": row.max_score,
        state: stateWords(row),
        output: textOf(rowLines(row)),
      })),
    ),
  });
}
