// Where a submission and Linux part ways, as a story: what there was, what was done, and what each of them made of it.

import type { result } from "@faultline/grader";
import { type answer, sayAnswer, sayDetails, sayOp, saySetting } from "@faultline/view";
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
  return [
    "",
    c.bold("Where the code and Linux part ways"),
    ...row("Given", saySetting(scenario)),
    ...last.flatMap((op, i) =>
      row(`${i + 1}.`, [sayOp(op), sayDetails(op)].filter(Boolean).join("; ")),
    ),
    ...resultRows(sayResult(expected), sayResult(actual)).flatMap(([head, text]) =>
      row(head, text),
    ),
    ...differing(expected, actual).flatMap((path) =>
      paragraph(
        `${path}: Linux ${JSON.stringify(expected[path] ?? null)}, yours ${JSON.stringify(actual[path] ?? null)}`,
        width,
        INDENT + 2,
        `${" ".repeat(INDENT)}-`,
      ),
    ),
  ];
}

function resultRows(linux: string, yours: string): [head: string, text: string][] {
  if (linux === "" && yours === "")
    return [["Both", "return the same, but leave something else behind:"]];
  return [
    ["Linux", linux || "goes on"],
    ["Yours", yours || "goes on"],
  ];
}

type values = NonNullable<result["counterexample"]>["expected"];

/** Differences besides the result, which has a line of its own. */
const differing = (expected: values, actual: values): string[] =>
  [...new Set([...Object.keys(expected), ...Object.keys(actual)])].filter(
    (path) => !path.startsWith("r.") && path !== "r" && path !== "the kernel stopped",
  );

/** What is different about a result; empty if nothing is. Its fields are gathered from their paths: `r.ret`, `r.err`. */
function sayResult(values: values): string {
  const stopped = values["the kernel stopped"];
  if (typeof stopped === "string" && stopped !== "") return `the kernel stopped: ${stopped}`;
  const fields = Object.entries(values).flatMap(([path, value]) =>
    path.startsWith("r.") && value !== null ? [[path.slice(2), value] as const] : [],
  );
  if (fields.length === 0) return "";
  const answer: answer = Object.fromEntries(fields);
  return "ret" in answer || "err" in answer || "a" in answer || "v" in answer
    ? sayAnswer(answer)
    : fields.map(([name, value]) => `${name} ${JSON.stringify(value)}`).join(", ");
}
