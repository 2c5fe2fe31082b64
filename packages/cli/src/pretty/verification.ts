// What verify found, for authors: a table of wrong versions and tests, and a list of what is not as it should be.

import type { verification, verified_version } from "@faultline/grader";
import type { terminal } from "../terminal.ts";
import { coloursFor, paragraph } from "./layout.ts";

export function prettyVerification(
  { exercise, versions, failures }: verification,
  { colour, columns }: terminal,
): string {
  const c = coloursFor(colour);
  const width = Math.max(40, Math.min(100, columns));
  const full = exercise.tests.reduce((all, { points }) => all + points, 0);
  const right = versions.filter(({ kind }) => kind !== "mutant");
  const lines = [
    c.bold(`${exercise.id}: ${exercise.title}`),
    "",
    ...right.map(
      ({ kind, id, score }) => `  ${kind === id ? kind : `${kind} ${id}`}: ${score} of ${full}`,
    ),
    "",
    ...table(
      exercise,
      versions.filter(({ kind }) => kind === "mutant"),
    ),
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

/** The last line, where there are several exercises: the tables have long gone by. */
export function prettySum(all: readonly verified[], { colour }: terminal): string {
  if (all.length < 2) return "";
  const c = coloursFor(colour);
  const versions = all.reduce((sum, one) => sum + one.versions, 0);
  const amiss = all.filter(({ failures }) => failures.length > 0);
  const words = amiss.map(({ id, failures }) => `${id} (${failures.length})`).join(", ");
  const verdict =
    amiss.length === 0 ? c.green("all as it should be") : c.red(`not as it should be: ${words}`);
  return `${all.length} exercises, ${versions} versions: ${verdict}.\n`;
}

/** What is added up. */
interface verified {
  readonly id: string;
  readonly versions: number;
  readonly failures: readonly string[];
}

/** A row for each mutant, a column for each test: x killed as named, ! killed but not named, ? named but not killed. */
function table(
  { tests, mutants }: verification["exercise"],
  versions: readonly verified_version[],
): string[] {
  const numbers = tests.map((_test, i) => String(i + 1));
  const widest = Math.max(6, ...versions.map(({ id }) => id.length));
  const digits = [0, 1].map(
    (digit) =>
      " ".repeat(widest + 4) + numbers.map((one) => one.padStart(2).charAt(digit)).join(""),
  );
  const rows = versions.map(({ id, killed_by }) => {
    const named = mutants.find((mutant) => mutant.id === id)?.killed_by ?? [];
    const cells = tests.map((test) => cell(killed_by.includes(test.id), named.includes(test.id)));
    return `  ${id.padEnd(widest)}  ${cells.join("")}`;
  });
  const legend = tests.map(
    ({ id, visibility }, i) =>
      `  ${String(i + 1).padStart(2)} ${id}${visibility === "hidden" ? "" : " (visible)"}`,
  );
  return [
    ...digits,
    ...rows,
    "",
    "  x killed  ! killed, but not named  ? named, but not killed",
    "",
    ...legend,
  ];
}

function cell(killed: boolean, named: boolean): string {
  if (killed) return named ? "x" : "!";
  return named ? "?" : ".";
}
