// Lines that GitHub Actions turns into remarks at the lines of a file.
// Commands: https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands

import { oneLine } from "../escape.ts";
import type { result } from "../result.ts";
import { isForInstructors, type reported } from "./reported.ts";
import { type row, rowsOf } from "./rows.ts";
import { caveatLines, rowLines, scoreWords, statusWords } from "./words.ts";

/** GitHub shows ten errors of a step, so what has a line comes first, and one line stands for all tests that stopped there. */
export function githubReport(reports: readonly reported[]): string {
  return reports.flatMap(reportLines).join("");
}

function reportLines({ result, path }: reported): string[] {
  const file = path ?? result.submission.file;
  const rows = rowsOf(result).filter(({ state }) => state === "failed" || state === "error");
  const name = `${result.exercise}: ${result.submission.file}`;
  return [
    ...statusLine(result, file),
    ...findingLines(result, file),
    ...placedLines(rows, file),
    ...rows
      .filter(({ line }) => line === null)
      .map((row) => command("error", { title: row.title }, rowLines(row).join("\n") || row.title)),
    ...caveatLines(result).map((line) => command("notice", { title: name }, line)),
    command("notice", { title: name }, `Score: ${scoreWords(result)}.`),
  ];
}

/** Why nothing was graded, at the place where a parser gave up. */
function statusLine(result: result, file: string): string[] {
  const words = statusWords(result);
  if (words === "") return [];
  const at = positionIn(result);
  return [command("error", { file, ...at, title: `${result.exercise}: ${result.status}` }, words)];
}

/** A compile error begins with `file:line:column:`. */
function positionIn({ status, message, submission }: result): { line?: number; col?: number } {
  const start = `${submission.file}:`;
  if (status !== "compile_error" || !message.startsWith(start)) return {};
  const [, line, col] = /^(\d+):(\d+): /.exec(message.slice(start.length)) ?? [];
  return line === undefined ? {} : { line: Number(line), col: Number(col) };
}

function findingLines(result: result, file: string): string[] {
  // An instructor's findings are one for each test, and differ in numbers only.
  const told = isForInstructors(result) ? [] : result.findings;
  return told.map(({ rule, message, line, file: beside, lesson }) =>
    command(
      "error",
      { file: beside ?? file, ...(line !== null && { line }), title: rule },
      lesson === undefined ? message : `${message} Read ${lesson}`,
    ),
  );
}

function placedLines(rows: readonly row[], file: string): string[] {
  const places = new Map<string, row[]>();
  for (const row of rows.filter(({ line }) => line !== null)) {
    const key = JSON.stringify([row.file, row.line]);
    places.set(key, [...(places.get(key) ?? []), row]);
  }
  return [...places.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const more = others.length === 0 ? "" : ` (and ${others.length} more)`;
    const at = { file: first.file ?? file, line: first.line ?? 1, title: first.title + more };
    return [command("error", at, rowLines(first).join("\n"))];
  });
}

interface properties {
  readonly file?: string;
  readonly line?: number;
  readonly col?: number;
  readonly title: string;
}

/** One command is one line, and nothing in it can begin another. */
function command(kind: "error" | "notice", at: properties, message: string): string {
  const list = Object.entries(at).map(([key, value]) => `${key}=${property(String(value))}`);
  return `::${kind} ${list.join(",")}::${data(message)}\n`;
}

/** As its own toolkit writes them. */
const data = (text: string): string =>
  text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");

const property = (text: string): string =>
  data(oneLine(text)).replaceAll(":", "%3A").replaceAll(",", "%2C");
