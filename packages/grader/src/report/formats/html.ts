// A report as one page: a file that needs no script and asks nobody for anything.

import type { result } from "../result.ts";
import { reportSections } from "./html_sections.ts";
import { style } from "./html_style.ts";
import { html, type Markup } from "./html_text.ts";
import { type reported, totalOf } from "./reported.ts";
import { amount } from "./rows.ts";
import { caveatLines, scoreWords, statusWords } from "./words.ts";

/** Even if something got in that is no text, the browser would not run it and ask nobody for it. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** It is well-formed XML as well, so that programs can read it. */
export function htmlReport(reports: readonly reported[]): string {
  const results = reports.map(({ result }) => result);
  const [first] = results;
  const single = results.length === 1 && first !== undefined;
  const name = single ? nameOf(first) : amount(results.length, "report");
  return `<!DOCTYPE html>\n${
    html`<html lang="en">
<head>
<meta charset="utf-8"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<meta http-equiv="Content-Security-Policy" content="${POLICY}"/>
<title>${name}, ${scoreWords(totalOf(results))}</title>
<style>${style}</style>
</head>
<body>
<main>
${single ? html`<h1>${name}</h1>` : overview(results)}
${results.map((result, i) => (single ? reportBody(result) : chapter(result, i)))}
</main>
</body>
</html>`.text
  }\n`;
}

const nameOf = ({ exercise, submission }: result): string => `${exercise}: ${submission.file}`;

/** Many at a glance, each with the way to it. */
function overview(results: readonly result[]): Markup {
  const rows = results.map(
    (result, i) => html`<tr>
<th scope="row"><a href="#r${i + 1}">${nameOf(result)}</a></th>
<td>${result.status.replaceAll("_", " ")}</td>
<td class="number">${result.score} of ${result.max_score}</td>
</tr>
`,
  );
  return html`<h1>${amount(results.length, "report")}</h1>
<table>
<caption>All submissions</caption>
<thead><tr><th scope="col">Submission</th><th scope="col">State</th><th scope="col" class="number">Points</th></tr></thead>
<tbody>
${rows}</tbody>
</table>`;
}

const chapter = (result: result, i: number): Markup => html`<article id="r${i + 1}">
<h1>${nameOf(result)}</h1>
${reportBody(result)}
</article>
`;

function reportBody(result: result): Markup {
  const { score, max_score } = result;
  const status = statusWords(result);
  return html`<p class="score">${score} <small>of ${max_score} points</small></p>
<progress value="${score}" max="${Math.max(1, max_score)}" aria-label="${`Points of ${nameOf(result)}`}"></progress>
${status === "" ? null : html`<p class="note stop">${status}</p>\n`}${caveatLines(result).map((line) => html`<p class="note">${line}</p>\n`)}
${reportSections(result)}`;
}
