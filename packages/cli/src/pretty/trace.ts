// The story of one run, for people: a table with a row for each thing that happened; in a narrow terminal, block by block.

import type { traced } from "@faultline/grader";
import type { story, story_fault, story_row } from "@faultline/view";
import type { terminal } from "../terminal.ts";
import { counterexampleLines } from "./counterexample.ts";
import { type colours, coloursFor, paragraph } from "./layout.ts";
import { tableLines, wrapIndented } from "./table.ts";

/** What is told besides the story. */
export interface told_trace {
  readonly exercise: string;
  readonly file: string;
  readonly test: { readonly id: string; readonly title: string; readonly hint: string };
  readonly story: story;
  readonly traced: traced;
}

/** A table needs so many columns to be read; what is changed has a column of its own from there on. */
const NARROW = 60;
const WIDE = 110;
const WIDEST = 140;
const HERE = "<-- here it breaks";
const PARTED = "<-- here Linux comes to something else";

export function prettyTrace(told: told_trace, { colour, columns }: terminal): string {
  const width = Math.max(40, Math.min(WIDEST, columns));
  const prose = Math.min(width, 80);
  const c = coloursFor(colour);
  const { story, traced, test } = told;
  const lines = [
    c.bold(`${told.exercise}: ${told.file}`),
    ...paragraph(`${test.id}: ${test.title}`, prose, 2),
    ...paragraph(`Given ${story.setting}.`, prose, 2),
    "",
    ...paint(rowLines(story.rows, width), c),
    ...endLines(story.end, prose, c),
    ...counterexampleLines(traced, prose, c),
    "",
    ...verdictLines(told, prose, c),
  ];
  return `${lines.join("\n")}\n`;
}

const paint = (lines: readonly string[], c: colours): string[] =>
  lines.map((line, i) => (i === 0 ? c.bold(line) : /<-- here/.test(line) ? c.red(line) : line));

function rowLines(rows: readonly story_row[], width: number): string[] {
  if (width < NARROW) return ["What happens", ...rows.flatMap((row) => blockOf(row, width))];
  const wide = width >= WIDE;
  const columns = [
    { head: "Step", width: 5 },
    { head: "Who", width: 8 },
    { head: "What happens", width: null },
    { head: "Locks held", width: 10 },
    ...(wide ? [{ head: "What it changes", width: null }] : []),
  ];
  const cells = rows.map((row) => [
    row.n,
    row.who,
    [callOf(row), ...(wide ? [] : changesOf(row)), ...faultsOf(row)].join("\n"),
    row.locks.join(", "),
    ...(wide ? [(row.changes ?? []).join("\n")] : []),
  ]);
  return tableLines(columns, cells, width);
}

/** A row as lines of their own: a head, and what there is to say below it. */
function blockOf(row: story_row, width: number): string[] {
  const said = [
    callOf(row),
    ...(row.locks.length === 0 ? [] : [`  locks held: ${row.locks.join(", ")}`]),
    ...changesOf(row),
    ...faultsOf(row),
  ];
  const head = [row.n, row.who].filter(Boolean).join("  ");
  const lines = said.flatMap((text) => wrapIndented(text, width - 4));
  return [...(head === "" ? [] : [head]), ...lines.map((line) => `    ${line}`)];
}

const callOf = ({ depth, text, result }: story_row): string =>
  `${"  ".repeat(depth)}${text}${result === "" ? "" : ` = ${result}`}`;

const changesOf = ({ depth, changes }: story_row): string[] =>
  (changes ?? []).map((say) => `${"  ".repeat(depth + 1)}-> ${say}`);

const faultsOf = ({ broken, parted }: story_row): string[] => [
  ...broken.map((fault) => `${HERE}: ${sayFault(fault)}`),
  ...(parted ? [`${PARTED}: see below`] : []),
];

const sayFault = ({ rule, message, line }: story_fault): string =>
  `${line === null ? rule : `${rule}, line ${line}`}: ${message}`;

function endLines(end: readonly story_fault[], width: number, c: colours): string[] {
  if (end.length === 0) return [];
  return [
    "",
    c.bold("When the programs have ended and the files are gone"),
    ...end.flatMap((fault) => paragraph(sayFault(fault), width, 4, "  -").map(c.red)),
  ];
}

/** Whether any rule was broken in this run, by whichever test it is judged. */
export const breaks = ({ run }: traced): boolean => run.findings.length + run.teardown.length > 0;

function verdictLines({ traced, test }: told_trace, width: number, c: colours): string[] {
  const { status, message } = traced.verdict;
  const others = "The rules that are broken here are judged by other tests.";
  if (status === "passed")
    return [c.green(`pass  ${test.id}`), ...(breaks(traced) ? paragraph(others, width, 6) : [])];
  return [
    ...paragraph(`${test.id}: ${message}`, width, 6, "FAIL").map(c.red),
    ...paragraph(`Hint: ${test.hint}`, width, 6),
  ];
}
