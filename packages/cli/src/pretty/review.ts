// What became of tests that were handed in, for people: those that are not valid first, with why.

import type { result } from "@faultline/grader";
import { type colours, ends, paragraph } from "./layout.ts";

const INDENT = 8;

type tests = NonNullable<result["review"]>["tests"];

/** @param all list the valid tests one by one, with what they catch */
export function reviewLines(
  { review, status }: result,
  all: boolean,
  width: number,
  c: colours,
): string[] {
  if (review === undefined || status !== "graded") return [];
  const { tests, valid, given, right_versions, log } = review;
  const good = tests.filter(({ status }) => status === "valid");
  const others = tests.filter(({ status }) => status !== "valid");
  const about =
    given === 0
      ? "The list is empty."
      : valid === given
        ? `Each of them passes on all ${right_versions} right versions.`
        : "A test counts only if every right version passes it, and the score is multiplied by the share of tests that count.";
  return [
    "",
    c.bold(ends("your tests", `${valid} of ${given} valid`, width)),
    ...others.flatMap((one) => [
      ...paragraph(one.name, width, INDENT, `  ${one.status === "error" ? "ERROR" : "FAIL"}`).map(
        c.red,
      ),
      ...paragraph(one.message, width, INDENT),
    ]),
    ...(all ? good.flatMap((one) => caught(one, width, c)) : idle(good, width, c)),
    ...paragraph(about, width, 2),
    ...(log.length === 0 ? [] : ["  The file printed:"]),
    ...log.flatMap((line) => paragraph(line, width, 4)),
  ];
}

function caught({ name, catches }: tests[number], width: number, c: colours): string[] {
  const what = catches.length === 0 ? "nothing" : catches.join(", ");
  return [
    ...paragraph(name, width, INDENT, "  ok").map(c.green),
    ...paragraph(`It catches ${what}.`, width, INDENT),
  ];
}

/** Of valid tests only those are worth a word that catch nothing. */
function idle(good: tests, width: number, c: colours): string[] {
  const nothing = good.filter(({ catches }) => catches.length === 0);
  const useful = good.length - nothing.length;
  return [
    ...nothing.flatMap(({ name }) =>
      paragraph(`${name}: it catches nothing`, width, INDENT, "  ----").map(c.dim),
    ),
    ...(useful === 0
      ? []
      : [c.green(`  ok    ${useful} ${useful === 1 ? "test catches" : "tests catch"} something`)]),
  ];
}
