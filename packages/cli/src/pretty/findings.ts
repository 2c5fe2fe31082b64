// Broken rules for people: rule by rule, and after each rule where to read about it.

import type { finding_result, result } from "@faultline/grader";
import { type colours, paragraph } from "./layout.ts";

export function findingLines({ findings }: result, width: number, c: colours): string[] {
  if (findings.length === 0) return [];
  const rules = new Set(findings.map(({ rule }) => rule));
  const lines = [...rules].flatMap((rule) =>
    ruleLines(
      findings.filter((one) => one.rule === rule),
      width,
    ),
  );
  return ["", c.bold("Broken rules"), ...lines];
}

/** @param findings all of one rule */
function ruleLines(findings: readonly finding_result[], width: number): string[] {
  const texts = findings.map(({ rule, line, file, message, kernel }) => {
    const place = file === undefined ? `line ${line}` : `${file}:${line}`;
    const where = line === null ? rule : `${rule}, ${place}`;
    return `${where}: ${message}${kernel === undefined ? "" : ` (${kernel})`}`;
  });
  // For an instructor the same rule stands once for each test; the tests have said so above.
  const lines = [...new Set(texts)].flatMap((text) => paragraph(text, width, 4, "  -"));
  const lesson = findings[0]?.lesson;
  // An address is copied, so it is never broken into lines.
  return lesson === undefined ? lines : [...lines, `    Read: ${lesson}`];
}
