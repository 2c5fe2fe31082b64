// A report for people: what failed first, with where to look and what to think about; the score last.

import type { result, test_result } from "@faultline/grader";
import type { terminal } from "../terminal.ts";
import { counterexampleLines } from "./counterexample.ts";
import { findingLines } from "./findings.ts";
import { knownLines } from "./known.ts";
import { type colours, coloursFor, ends, paragraph } from "./layout.ts";
import { reviewLines } from "./review.ts";

const INDENT = 8;

/** @param all list the tests that passed, too, instead of counting them */
export function prettyReport(
  report: result,
  { colour, columns }: Pick<terminal, "colour" | "columns">,
  all = false,
): string {
  const width = Math.max(40, Math.min(80, columns));
  const c = coloursFor(colour);
  const lines = [
    c.bold(`${report.exercise}: ${report.submission.file}`),
    ...(report.with ?? []).map(({ exercise, file }) => `  with ${exercise}: ${file}`),
    ...statusLines(report, width, c),
    ...testsLines(report, all, width, c),
    ...countedLines(report, width, c),
    ...reviewLines(report, all, width, c),
    ...findingLines(report, width, c),
    ...counterexampleLines(report, width, c),
    ...knownLines(report, width, c),
    ...irregularityLines(report, width, c),
    ...isolationLines(report, width, c),
    "",
    ...heldLines(report, width),
    c.bold(`Score: ${report.score} of ${report.max_score}`),
  ];
  return `${lines.join("\n")}\n`;
}

/** One line about many. */
export function prettySummary(
  reports: readonly Pick<result, "status" | "score" | "max_score">[],
  milliseconds: number,
): string {
  const full = reports.filter(({ score, max_score }) => score === max_score).length;
  const unread = reports.filter(({ status }) => ["compile_error", "rejected"].includes(status));
  const seconds = milliseconds / 1000;
  const mean = reports.reduce((all, { score }) => all + score, 0) / reports.length;
  const parts = [
    `${full} with full marks`,
    `${unread.length} that could not be read`,
    `${mean.toFixed(1)} of ${reports[0]?.max_score ?? 0} on average`,
  ];
  return `${reports.length} submissions in ${seconds.toFixed(1)} s: ${parts.join(", ")}.\n`;
}

export function statusLines({ status, message }: result, width: number, c: colours): string[] {
  if (status === "graded") return [];
  const heads: Partial<Record<result["status"], string>> = {
    compile_error: "This is not TypeScript that can be read:",
    rejected: "This cannot be handed in:",
  };
  const head = heads[status];
  const lines = paragraph(message, width, head === undefined ? 0 : 2);
  return ["", ...(head === undefined ? lines.map((line) => c.red(line)) : [c.red(head), ...lines])];
}

function testsLines(report: result, all: boolean, width: number, c: colours): string[] {
  const { tests, review } = report;
  if (tests.every(({ status, until }) => status === "not_run" && until === undefined)) return [];
  if (review === undefined)
    return categories(tests).flatMap((group) => categoryLines(group, all, width, c));
  // What has been caught is what there is to read, and that the others are hidden is in their names.
  const named = tests.map((test) => ({
    ...test,
    title: `${test.id}: ${test.title}`,
    visibility: "visible" as const,
  }));
  return categories(named).flatMap((group) => categoryLines(group, true, width, c));
}

function categories(tests: readonly test_result[]): test_result[][] {
  const groups = new Map<string, test_result[]>();
  for (const test of tests) groups.set(test.category, [...(groups.get(test.category) ?? []), test]);
  return [...groups.values()];
}

function categoryLines(
  tests: readonly test_result[],
  all: boolean,
  width: number,
  c: colours,
): string[] {
  const sum = (key: "score" | "max_score") => tests.reduce((total, test) => total + test[key], 0);
  const head = ends(tests[0]?.category ?? "", `${sum("score")} of ${sum("max_score")}`, width);
  const passed = tests.filter(({ status }) => status === "passed");
  const others = tests.filter(({ status }) => status !== "passed");
  const lines = (list: readonly test_result[]) => list.flatMap((test) => testLines(test, width, c));
  return ["", c.bold(head), ...lines(others), ...(all ? lines(passed) : countLines(passed, c))];
}

/** What went well is good to know and long to read. */
function countLines(passed: readonly test_result[], c: colours): string[] {
  if (passed.length === 0) return [];
  return [c.green(`  ${marks.passed}  ${passed.length} ${passed.length === 1 ? "test" : "tests"}`)];
}

const marks = { passed: "pass", failed: "FAIL", error: "ERROR", not_run: "----" } as const;

export function testLines(test: test_result, width: number, c: colours): string[] {
  const { status, title, message, hint, visibility, log, until } = test;
  const hidden = visibility === "hidden" ? " (hidden)" : "";
  const mark = until === undefined ? marks[status] : "wait";
  const [first = "", ...rest] = paragraph(title + hidden, width, INDENT, `  ${mark}`);
  const paint = status === "passed" ? c.green : status === "not_run" ? c.dim : c.red;
  const lines = [paint(first), ...rest.map((line) => paint(line))];
  if (status === "passed")
    return message === "" ? lines : [...lines, ...paragraph(message, width, INDENT)];
  if (message !== "") lines.push(...paragraph(message, width, INDENT));
  if (hint !== "" && status !== "not_run") lines.push(...paragraph(`Hint: ${hint}`, width, INDENT));
  if (log.length > 0) lines.push(`${" ".repeat(INDENT)}It printed:`);
  for (const line of log) lines.push(...paragraph(line, width, INDENT + 2));
  return lines;
}

/** Tests that only count: what they come to together, and what they are called. */
function countedLines({ counted }: result, width: number, c: colours): string[] {
  if (counted === undefined) return [];
  const { score, max_score, tests } = counted;
  return [
    "",
    c.bold(ends("counted, and told by their titles only", `${score} of ${max_score}`, width)),
    ...tests.flatMap(({ title }) => paragraph(title, width, INDENT, "  ----")),
  ];
}

/** Right above the score: it is not all that there will be. */
function heldLines({ tests }: result, width: number): string[] {
  const held = tests.filter(({ until }) => until !== undefined);
  const [first] = held;
  if (first === undefined) return [];
  const points = held.reduce((all, { max_score }) => all + max_score, 0);
  const count = held.length === 1 ? "1 test is" : `${held.length} tests are`;
  return paragraph(
    `${count} not run until ${first.until}; ${points} of the points cannot be had before.`,
    width,
    0,
  );
}

function irregularityLines({ irregularities }: result, width: number, c: colours): string[] {
  if (irregularities === undefined || irregularities.length === 0) return [];
  const about =
    "This can be an attempt to deceive, or a defect of this kit. Look before you judge.";
  return [
    "",
    c.bold("What did not fit"),
    ...paragraph(about, width, 2),
    ...irregularities.flatMap(({ kind, message, tests, event, recorded, happened }) => [
      ...paragraph(message, width, 4, "  -"),
      ...paragraph(`${kind === "record" ? "event" : "line"} ${event}: ${recorded}`, width, 6),
      ...paragraph(`here: ${happened}`, width, 6),
      ...(tests.length === 0 ? [] : paragraph(`tests: ${tests.join(", ")}`, width, 6)),
    ]),
  ];
}

function isolationLines({ isolation }: result, width: number, c: colours): string[] {
  if (isolation === undefined) return [];
  const lines = isolation.flatMap((one) => paragraph(one, width, 4, "  -"));
  return ["", c.bold("What stood around the code"), ...lines];
}
