// JUnit's XML, in the part of it that all readers agree on: suites, cases, and at most one of failure, error and skipped.
// Elements and attributes: https://github.com/windyroad/JUnit-Schema and Jenkins' junit-10.xsd

import XMLBuilder from "fast-xml-builder";
import { escapeUnseen } from "../escape.ts";
import type { result } from "../result.ts";
import type { format_options, reported } from "./reported.ts";
import { type row, rowsOf, stateWords } from "./rows.ts";
import { irregularityLines, rowLines, rowTitle, scoreWords, summaryLines } from "./words.ts";

const builder = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  suppressEmptyNode: true,
  // An attribute "true" would become one without a value, which no XML reader takes.
  suppressBooleanAttributes: false,
  format: true,
});

/** One suite for each submission. */
export function junitReport(reports: readonly reported[], { ended }: format_options): string {
  const suites = reports.map(({ result, path }) => suiteOf(result, path, ended));
  const sum = (key: "@tests" | "@failures" | "@errors" | "@skipped"): number =>
    suites.reduce((all, suite) => all + suite[key], 0);
  const root = {
    "@name": "faultline",
    "@tests": sum("@tests"),
    "@failures": sum("@failures"),
    "@errors": sum("@errors"),
    "@skipped": sum("@skipped"),
    "@time": seconds(reports.reduce((all, { result }) => all + result.duration_ms, 0)),
    testsuite: suites,
  };
  return `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build({ testsuites: root })}`;
}

const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(3);

function suiteOf(result: result, path: string | undefined, ended: number | undefined) {
  const rows = rowsOf(result);
  const count = (kind: verdict): number => rows.filter((row) => verdictOf(row) === kind).length;
  const file = textIn(path ?? result.submission.file);
  return {
    "@name": textIn(`${result.exercise}: ${result.submission.file}`),
    "@tests": rows.length,
    "@failures": count("failure"),
    "@errors": count("error"),
    "@skipped": count("skipped"),
    "@time": seconds(result.duration_ms),
    ...(ended !== undefined && { "@timestamp": momentOf(ended - result.duration_ms) }),
    properties: { property: propertiesOf(result) },
    testcase: rows.map((row) => caseOf(row, result, file)),
    "system-out": textIn([scoreWords(result), ...summaryLines([result])].join("\n")),
    ...(irregularityLines(result).length > 0 && {
      "system-err": textIn(irregularityLines(result).join("\n")),
    }),
  };
}

/** Without a zone and without parts of a second, which is all that the schemas agree on. It is UTC. */
const momentOf = (milliseconds: number): string =>
  new Date(milliseconds).toISOString().slice(0, "2026-12-01T00:00:00".length);

/** Points have no place of their own in JUnit. */
const propertiesOf = (result: result) =>
  Object.entries({
    exercise: result.exercise,
    status: result.status,
    score: result.score,
    max_score: result.max_score,
    seed: result.seed,
    sha256: result.submission.sha256,
  }).map(([name, value]) => ({ "@name": name, "@value": value }));

type verdict = "passed" | "failure" | "error" | "skipped";

/** What was stopped, or never begun because of that, is an error: a file that cannot be read must not look well. */
function verdictOf({ state }: row): verdict {
  if (state === "passed") return "passed";
  if (state === "failed") return "failure";
  return state === "held" || state === "counted" ? "skipped" : "error";
}

function caseOf(row: row, { exercise }: result, file: string) {
  const verdict = verdictOf(row);
  const [first = stateWords(row), ...rest] = rowLines(row);
  return {
    "@name": textIn(rowTitle(row)),
    "@classname": textIn(`${exercise}.${row.category}`),
    "@file": file,
    ...(verdict === "skipped" && { skipped: { "@message": textIn(first) } }),
    ...((verdict === "failure" || verdict === "error") && {
      [verdict]: {
        "@message": textIn(first),
        "@type": stateWords(row),
        ...(rest.length > 0 && { "#text": textIn(rest.join("\n")) }),
      },
    }),
  };
}

/** XML has no way at all to write some characters, so all that nobody sees is spelled out. */
const textIn = (text: string): string => escapeUnseen(text);
