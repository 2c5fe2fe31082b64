// Where a submission and Linux part ways, as a story: what there was, what was done, and what each of them made of it.

import type { result } from "@faultline/grader";
import { type parting_words, sayDetails, sayOp, sayParting, saySetting } from "@faultline/view";
import { type colours, paragraph } from "./layout.ts";

const INDENT = 10;

export function counterexampleLines(
  { counterexample }: Pick<result, "counterexample">,
  width: number,
  c: colours,
): string[] {
  if (counterexample === null) return [];
  const { scenario, step, expected, actual } = counterexample;
  const row = (head: string, text: string): string[] =>
    paragraph(text, width, INDENT, `  ${head}`.padEnd(INDENT));
  const last = scenario.ops.slice(0, step + 1);
  const words = sayParting(expected, actual);
  return [
    "",
    c.bold("Where the code and Linux part ways"),
    ...row("Given", saySetting(scenario)),
    ...last.flatMap((op, i) =>
      row(`${i + 1}.`, [sayOp(op), sayDetails(op)].filter(Boolean).join("; ")),
    ),
    ...resultRows(words).flatMap(([head, text]) => row(head, text)),
    ...words.differs.flatMap(({ path, linux, yours }) =>
      paragraph(
        `${path}: Linux ${linux}, yours ${yours}`,
        width,
        INDENT + 2,
        `${" ".repeat(INDENT)}-`,
      ),
    ),
  ];
}

function resultRows({ linux, yours }: parting_words): [head: string, text: string][] {
  if (linux === "" && yours === "")
    return [["Both", "return the same, but leave something else behind:"]];
  return [
    ["Linux", linux],
    ["Yours", yours],
  ];
}
