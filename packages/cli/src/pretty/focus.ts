// The one thing to look at: what fails first, and how far the rest is. Whoever wants all of it asks for the whole report.

import type { result, test_result } from "@faultline/grader";
import { counterexampleLines } from "./counterexample.ts";
import { type colours, paragraph } from "./layout.ts";
import { statusLines, testLines } from "./report.ts";

/** @param room how many lines there are at most */
export function focusLines(report: result, width: number, room: number, c: colours): string[] {
  const stopped = statusLines(report, width, c);
  const first = firstFailing(report.tests);
  const head =
    first === undefined ? [] : ["", c.bold("What fails first"), ...testLines(first, width, c)];
  const needed = [...stopped, ...head, ...invalidLines(report, width, c)];
  // A story that breaks off is worse than none.
  const story = first?.visibility === "visible" ? counterexampleLines(report, width, c) : [];
  const all = needed.length + story.length <= room ? [...needed, ...story] : needed;
  return all.length <= room ? all : [...all.slice(0, Math.max(0, room - 1)), "  ..."];
}

/** In a word: how many tests pass, and the points. */
export function tallyLine({ tests, score, max_score, review }: result): string {
  const passed = tests.filter(({ status }) => status === "passed").length;
  const points = `${score} of ${max_score} points.`;
  if (tests.length === 0 && review !== undefined)
    return `${review.valid} of ${review.given} of your tests are valid.`;
  return review === undefined
    ? `${passed} of ${tests.length} tests pass; ${points}`
    : `${passed} of ${tests.length} wrong versions are caught; ${points}`;
}

/** The one that shows most: of those that do not pass, a visible one. */
export function firstFailing(tests: readonly test_result[]): test_result | undefined {
  const failing = tests.filter(({ status }) => status === "failed" || status === "error");
  return failing.find(({ visibility }) => visibility === "visible") ?? failing[0];
}

/** Where tests are handed in, the first that does not count. */
function invalidLines({ review, status }: result, width: number, c: colours): string[] {
  const bad = review?.tests.find((one) => one.status !== "valid");
  if (bad === undefined || status !== "graded") return [];
  return [
    "",
    c.bold("A test of yours that does not count"),
    ...paragraph(bad.name, width, 8, `  ${bad.status === "error" ? "ERROR" : "FAIL"}`).map(c.red),
    ...paragraph(bad.message, width, 8),
  ];
}
