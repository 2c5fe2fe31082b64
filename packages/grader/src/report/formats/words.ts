// What a report says of the whole submission, in sentences without any markup.

import { oneLine } from "../escape.ts";
import type { finding_result, result } from "../result.ts";
import { totalOf } from "./reported.ts";
import { amount, byCategory, heldOf, type row, rowsOf, stateWords } from "./rows.ts";

/** `12 of 100 points`. */
export const scoreWords = ({ score, max_score }: Pick<result, "score" | "max_score">): string =>
  `${score} of ${max_score} points`;

/** Why it was not graded, or what stopped it; empty otherwise. */
export function statusWords({ status, message }: result): string {
  if (status === "graded") return "";
  if (status === "compile_error") return `This is not TypeScript that can be read: ${message}`;
  return status === "rejected" ? `This cannot be handed in: ${message}` : message;
}

/** What must be known to read the score: what waits for a date, and what is counted without being told. */
export function caveatLines(result: result): string[] {
  const { counted } = result;
  return [
    ...heldOf(rowsOf(result)).map(
      ({ until, tests, points }) =>
        `Not run until ${until}: ${amount(tests, "test")}, worth ${amount(points, "point")} that nobody can have yet.`,
    ),
    ...(counted === undefined
      ? []
      : [
          `Counted, and told by their titles only: ${amount(counted.tests.length, "test")}, ${scoreWords(counted)}.`,
        ]),
  ];
}

/** The whole submission in a few lines, for systems that show the tests by themselves. */
export function summaryLines(results: readonly result[]): string[] {
  const one = results.length === 1;
  return [
    ...results.flatMap((result) => {
      const lines = [statusWords(result), ...caveatLines(result), ...explanationLines(result)];
      const told = lines.filter((line) => line !== "");
      return one ? told : [`${result.exercise}: ${scoreWords(result)}`, ...told];
    }),
    `Score: ${scoreWords(totalOf(results))}.`,
  ];
}

/** What a learner may know that belongs to no single test. An instructor's findings are told test by test. */
function explanationLines(result: result): string[] {
  const { findings, known, review } = result;
  const told = result.isolation === undefined ? findings : [];
  return [
    ...told.map((finding) => `Broken rule: ${findingWords(finding)}`),
    ...(review === undefined ? [] : reviewLines(review)),
    ...(known === undefined
      ? []
      : [
          `A version that was posted for Linux, or merged into it, fails the same tests. ${known.on}, ${known.by}: ${known.said}`,
        ]),
  ];
}

/** Tests that were handed in: how many count, and why the others do not. */
export function reviewLines({ given, valid, tests }: NonNullable<result["review"]>): string[] {
  return [
    `Your tests: ${valid} of ${given} valid.`,
    ...tests
      .filter(({ status }) => status !== "valid")
      .map(({ name, message }) => `${name}: ${message}`),
  ];
}

/** A broken rule, with where it is and where to read about it. */
export function findingWords({ rule, line, file, message, lesson }: finding_result): string {
  const at = line === null ? "" : `, ${file === undefined ? `line ${line}` : `${file}:${line}`}`;
  return `${rule}${at}: ${message}${lesson === undefined ? "" : ` Read ${lesson}`}`;
}

/** What belongs to one test: why, what to think about, what was printed. */
export function rowLines(row: row): string[] {
  const { message, hint, log, state, until, max_score, findings } = row;
  if (state === "held")
    return [`Not run until ${until}. It is worth ${amount(max_score, "point")}.`];
  return [
    ...(message === "" ? [] : [message]),
    ...findings.map((finding) => `Broken rule: ${findingWords(finding)}`),
    ...(hint === "" ? [] : [`Hint: ${hint}`]),
    ...(log.length === 0 ? [] : ["It printed:", ...log.map((line) => `  ${line}`)]),
  ];
}

/** What did not fit, for an instructor. */
export const irregularityLines = ({ irregularities }: result): string[] =>
  (irregularities ?? []).flatMap(({ kind, message, tests, event, recorded, happened }) => [
    message,
    `  ${kind === "record" ? "event" : "line"} ${event}: ${recorded}`,
    `  here: ${happened}`,
    ...(tests.length === 0 ? [] : [`  tests: ${tests.join(", ")}`]),
  ]);

/** Lines as one text that is not longer than a receiver takes. */
export function textOf(lines: readonly string[], limit = 2000): string {
  const text = lines.join("\n");
  return text.length > limit
    ? `${text.slice(0, limit - 2).replace(/[\ud800-\udbff]$/, "")}…`
    : text;
}

/** What a test is called where nothing else can say that it has not failed. */
export const rowTitle = (row: row): string =>
  row.state === "held" ? `${row.title} (${stateWords(row)})` : row.title;

/** What became of each category, for a table. What waits or only counts is no test that did not pass. */
export function categoryLines(
  rows: readonly row[],
): (readonly [category: string, passed: string, points: string])[] {
  return byCategory(rows).map(([category, these]) => {
    const count = (...states: readonly row["state"][]): number =>
      these.filter(({ state }) => states.includes(state)).length;
    const [held, counted] = [count("held"), count("counted")];
    const apart = [
      ...(held === 0 ? [] : [`${held} not run yet`]),
      ...(counted === 0 ? [] : [`${counted} only counted`]),
    ].join(", ");
    const told = these.length - held - counted;
    const passed = `${count("passed")} of ${told}`;
    const points = totalOf(
      these.flatMap(({ score, max_score }) => (score === null ? [] : [{ score, max_score }])),
    );
    return [
      category,
      told === 0 ? apart : passed + (apart === "" ? "" : ` (${apart})`),
      counted === these.length ? "told together" : `${points.score} of ${points.max_score}`,
    ];
  });
}

/** A name on one line: with its exercise, where there are several. */
export const nameIn = (results: readonly result[], { exercise }: result, title: string): string =>
  oneLine(results.length > 1 ? `${exercise}: ${title}` : title);
