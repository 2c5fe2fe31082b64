// The sections of a page, from what is to be done to how it was found. One with nothing in it is left out.

import type { result } from "../result.ts";
import { html, type Markup } from "./html_text.ts";
import { amount, type row, rowsOf, stateWords } from "./rows.ts";
import { categoryLines, findingWords, irregularityLines, reviewLines } from "./words.ts";

export function reportSections(result: result): Markup[] {
  const rows = rowsOf(result);
  const states = (...wanted: readonly row["state"][]): row[] =>
    rows.filter(({ state }) => wanted.includes(state));
  const missed = states("failed", "error", "not_run");
  // The reason that all have in common is said above them.
  const unrun = rows.every(({ state }) => state === "not_run");
  const known = result.known;
  return [
    ...(unrun ? [] : [categories(rows)]),
    ...(unrun ? [] : section("What did not pass", [tests(missed)], missed)),
    ...section(
      "Broken rules",
      [list([...new Set(result.findings.map(findingWords))])],
      result.findings,
    ),
    ...counterexample(result),
    ...(result.review === undefined
      ? []
      : section("Your tests", [list(reviewLines(result.review))])),
    ...(known === undefined ? [] : section("Somebody was here before you", [remark(known)])),
    ...section("What waits for its date", [tests(states("held"))], states("held")),
    ...section(
      "What is counted, and told by its title only",
      [tests(states("counted"))],
      states("counted"),
    ),
    ...section(
      "What did not fit",
      [printed(irregularityLines(result))],
      result.irregularities ?? [],
    ),
    ...section("What passed", [passed(states("passed"))], states("passed")),
    ...section("How it was graded", [facts(result)]),
  ];
}

/** @param about what it is about; without any, there is no section */
function section(
  title: string,
  body: readonly Markup[],
  about: readonly unknown[] = [0],
): Markup[] {
  return about.length === 0 || body.length === 0
    ? []
    : [html`<section>\n<h2>${title}</h2>\n${body}\n</section>\n`];
}

function categories(rows: readonly row[]): Markup {
  const lines = categoryLines(rows).map(
    ([category, passed, points]) => html`<tr><th scope="row">${category}</th>
<td>${passed}</td>
<td class="number">${points}</td></tr>
`,
  );
  return html`<table class="categories">
<caption>What the tests are about</caption>
<thead><tr><th scope="col">Category</th><th scope="col">Passed</th><th scope="col" class="number">Points</th></tr></thead>
<tbody>
${lines}</tbody>
</table>
`;
}

const tests = (rows: readonly row[]): Markup =>
  html`<ul class="tests">\n${rows.map(testItem)}</ul>`;

const looks: Readonly<Record<row["state"], string>> = {
  passed: "passed",
  failed: "failed",
  error: "stopped",
  not_run: "stopped",
  held: "waits",
  counted: "waits",
};

function testItem(row: row): Markup {
  const { title, category, hidden, max_score, message, hint, log, findings, state } = row;
  const about = [category, amount(max_score, "point"), ...(hidden ? ["hidden"] : [])].join(", ");
  const rules = [...new Set(findings.map(findingWords))];
  return html`<li>
<h3>${title}</h3>
<p class="about"><span class="state ${looks[state]}">${stateWords(row)}</span>, ${about}</p>
${message === "" || state === "held" ? null : html`<p>${message}</p>\n`}${rules.map((rule) => html`<p>Broken rule: ${rule}</p>\n`)}${hint === "" ? null : html`<p><strong>Hint:</strong> ${hint}</p>\n`}${log.length === 0 ? null : html`<p>It printed:</p>\n${printed(log)}\n`}</li>
`;
}

const list = (lines: readonly string[]): Markup =>
  html`<ul class="plain">\n${lines.map((line) => html`<li>${line}</li>\n`)}</ul>`;

const printed = (lines: readonly string[]): Markup => html`<pre>${lines.join("\n")}</pre>`;

/** The titles are enough of what went well. */
const passed = (rows: readonly row[]): Markup => html`<details>
<summary>${amount(rows.length, "test")}</summary>
${list(rows.map(({ title, max_score }) => `${title} (${amount(max_score, "point")})`))}
</details>`;

function counterexample({ counterexample }: result): Markup[] {
  if (counterexample === null) return [];
  const { scenario, step, expected, actual } = counterexample;
  const data = (title: string, value: unknown): Markup =>
    html`<details>\n<summary>${title}</summary>\n${printed([JSON.stringify(value, null, 2)])}\n</details>\n`;
  const where = step < 0 ? "in the set-up" : `at operation ${step}, counted from 0`;
  return section("Where it goes wrong first", [
    html`<p>The first difference is ${where}. The command shows it as a picture with <code>--format pretty</code>.</p>
`,
    data("The scenario", scenario),
    data("What Linux comes to", expected),
    data("What this code comes to", actual),
  ]);
}

const remark = ({
  on,
  by,
  said,
}: NonNullable<
  result["known"]
>): Markup => html`<p>A version that was posted for Linux, or merged into it, fails the same tests. What was said of it, in our words:</p>
<blockquote><p>${on}, ${by}: ${said}</p></blockquote>`;

function facts({
  submission,
  seed,
  release,
  isolation,
  duration_ms,
  with: beside,
}: result): Markup {
  const entries: [string, string][] = [
    ["file", submission.file],
    ["sha256", submission.sha256 || "none: it could not be read"],
    ...(beside ?? []).map(({ exercise, file }): [string, string] => [`with ${exercise}`, file]),
    ["kernel", `Linux ${release}`],
    ["seed", String(seed)],
    ["time", `${(duration_ms / 1000).toFixed(1)} s`],
    ...(isolation ?? []).map((one): [string, string] => ["around it", one]),
  ];
  return html`<dl>\n${entries.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>\n`)}</dl>`;
}
