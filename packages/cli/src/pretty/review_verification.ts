// What verify found of an exercise in reviewing, for authors: a row for each file of tests, a column for each wrong
// version.

import type { review_verification } from "@faultline/grader";
import type { terminal } from "../terminal.ts";
import { coloursFor, paragraph } from "./layout.ts";

export function prettyReviewVerification(
  { exercise, files, failures }: review_verification,
  { colour, columns }: terminal,
): string {
  const c = coloursFor(colour);
  const width = Math.max(40, Math.min(100, columns));
  const full = exercise.points * exercise.wrong.length;
  const widest = Math.max(...files.map(({ id }) => id.length));
  const rows = files.map(({ id, status, valid, given, catches, score }) => {
    const cells = exercise.wrong.map((one) => (catches.includes(one.id) ? "x" : ".")).join("");
    const tests = status === "graded" ? `${valid} of ${given} valid` : status;
    return `  ${id.padEnd(widest)}  ${cells}  ${String(score).padStart(3)} of ${full}  ${tests}`;
  });
  const lines = [
    c.bold(`${exercise.id}: ${exercise.title}`),
    "",
    ...rows,
    "",
    "  x caught, of:",
    ...exercise.wrong.map(({ id }, i) => `  ${String(i + 1).padStart(2)} ${id}`),
    "",
    ...(failures.length === 0
      ? [c.green("All as it should be.")]
      : [
          c.red(failures.length === 1 ? "1 failure:" : `${failures.length} failures:`),
          ...failures.flatMap((one) => paragraph(one, width, 4, "  -")),
        ]),
    "",
  ];
  return `${lines.join("\n")}\n`;
}
