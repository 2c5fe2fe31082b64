// A report in Markdown, as GitHub shows it: for the summary of a step, a remark on a pull request, an issue.

import type { result } from "../result.ts";
import { fenced, inlineText } from "./markdown_text.ts";
import { type reported, totalOf } from "./reported.ts";
import { amount, type row, type row_state, rowsOf, stateWords } from "./rows.ts";
import {
  categoryLines,
  caveatLines,
  findingWords,
  irregularityLines,
  reviewLines,
  scoreWords,
  statusWords,
} from "./words.ts";

export function markdownReport(reports: readonly reported[]): string {
  const results = reports.map(({ result }) => result);
  const blocks =
    results.length === 1 ? results.flatMap((one) => reportBlocks(one, 1)) : overview(results, true);
  return `${blocks.join("\n\n")}\n`;
}

/** The same with one line for each submission, for where there is no room. */
export const shortMarkdown = (reports: readonly reported[]): string =>
  `${overview(
    reports.map(({ result }) => result),
    false,
  ).join("\n\n")}\n`;

function overview(results: readonly result[], whole: boolean): string[] {
  const rows = results.map((result) => [
    inlineText(result.submission.file),
    inlineText(result.exercise),
    result.status === "graded" ? "graded" : inlineText(result.status.replaceAll("_", " ")),
    scoreWords(result),
  ]);
  return [
    `# ${amount(results.length, "report")}`,
    table(["Submission", "Exercise", "State", "Score"], rows),
    `**In all: ${scoreWords(totalOf(results))}**`,
    ...(whole ? results.flatMap((one) => reportBlocks(one, 2)) : []),
  ];
}

/** @param level of the first heading */
function reportBlocks(result: result, level: number): string[] {
  const heading = (deeper: number, text: string): string => `${"#".repeat(level + deeper)} ${text}`;
  const rows = rowsOf(result);
  const section = (title: string, blocks: readonly string[]): string[] =>
    blocks.length === 0 ? [] : [heading(1, title), ...blocks];
  const status = statusWords(result);
  return [
    heading(0, inlineText(`${result.exercise}: ${result.submission.file}`)),
    `**${scoreWords(result)}**`,
    ...(status === "" ? [] : [`> ${inlineText(status)}`]),
    ...caveatLines(result).map(inlineText),
    ...(rows.every(({ state }) => state === "not_run") ? [] : [categoryTable(rows)]),
    ...section("What did not pass", rowItems(rows, ["failed", "error", "not_run"])),
    ...section("Broken rules", items(findingTexts(result))),
    ...section("Your tests", items(result.review === undefined ? [] : reviewLines(result.review))),
    ...section("Somebody was here before you", knownBlocks(result)),
    ...section("What waits for its date", titleItems(rows, "held")),
    ...section("What is counted, and told by its title only", titleItems(rows, "counted")),
    ...section("What did not fit", fence(irregularityLines(result))),
    ...passedBlocks(rows),
  ];
}

const categoryTable = (rows: readonly row[]): string =>
  table(
    ["What it is about", "Tests passed", "Points"],
    categoryLines(rows).map((cells) => cells.map(inlineText)),
  );

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");

const items = (texts: readonly string[]): string[] =>
  texts.length === 0 ? [] : [texts.map((text) => `- ${inlineText(text)}`).join("\n")];

const fence = (lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [fenced(lines).join("\n")];

/** Where no test was run, the reason has been said above. */
function rowItems(rows: readonly row[], states: readonly row_state[]): string[] {
  const shown = rows.filter(({ state }) => states.includes(state));
  if (shown.length === 0 || rows.every(({ state }) => state === "not_run")) return [];
  return [shown.flatMap(rowItem).join("\n")];
}

function rowItem(row: row): string[] {
  const { title, hidden, max_score, message, hint, log } = row;
  const about = [stateWords(row), amount(max_score, "point"), ...(hidden ? ["hidden"] : [])];
  return [
    `- **${inlineText(title)}** (${about.join(", ")})`,
    ...(message === "" ? [] : ["", `  ${inlineText(message)}`]),
    ...(hint === "" ? [] : ["", `  Hint: ${inlineText(hint)}`]),
    ...(log.length === 0 ? [] : ["", "  It printed:", "", ...fenced(log, "  ")]),
  ];
}

const titleItems = (rows: readonly row[], only: row_state): string[] =>
  items(
    rows
      .filter(({ state }) => state === only)
      .map(({ title, max_score }) => `${title} (${amount(max_score, "point")})`),
  );

/** For an instructor a rule stands once for each test; the words are the same. */
const findingTexts = ({ findings }: result): string[] => [...new Set(findings.map(findingWords))];

function knownBlocks({ known }: result): string[] {
  if (known === undefined) return [];
  const { on, by, said } = known;
  return [
    "A version that was posted for Linux, or merged into it, fails the same tests. What was said of it, in our words:",
    `> ${inlineText(`${on}, ${by}: ${said}`)}`,
  ];
}

function passedBlocks(rows: readonly row[]): string[] {
  const passed = rows.filter(({ state }) => state === "passed");
  if (passed.length === 0) return [];
  const summary = `<details>\n<summary>${amount(passed.length, "test")} passed</summary>`;
  return [summary, ...titleItems(passed, "passed"), "</details>"];
}
