// How a report looks: by day, by night, on a phone and on paper. Colours have a contrast of at least 4.5 to 1.

import { Markup } from "./html_text.ts";

export const style = new Markup(`
:root { color-scheme: light dark; --paper: #ffffff; --ink: #1b1f24; --soft: #565f6b; --line: #d5dae1; --card: #f6f7f9;
  --bad: #b3261e; --good: #1a6b34; --wait: #7a5200; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #14171b; --ink: #e8eaed; --soft: #a9b2bd; --line: #3a414b; --card: #1d2127;
    --bad: #ff9d95; --good: #7fd69b; --wait: #f0c36b; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem 1rem 4rem; max-width: 52rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.55 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0; }
h2 { font-size: 1.15rem; margin: 2.2rem 0 .6rem; border-bottom: 1px solid var(--line); padding-bottom: .3rem; }
h3 { font-size: 1rem; line-height: 1.4; margin: 0; }
article { margin-top: 4rem; border-top: 3px solid var(--line); padding-top: 2rem; }
.score { font-size: 2rem; font-weight: 650; margin: .4rem 0 0; }
.score small { font-size: 1rem; font-weight: 400; color: var(--soft); }
progress { width: 100%; height: .6rem; accent-color: var(--good); }
.note { border-left: 4px solid var(--wait); background: var(--card); padding: .6rem .9rem; margin: .8rem 0; }
.stop { border-color: var(--bad); }
table { border-collapse: collapse; width: 100%; margin: .8rem 0; font-variant-numeric: tabular-nums; }
caption { text-align: left; color: var(--soft); padding-bottom: .3rem; }
th, td { text-align: left; vertical-align: top; padding: .3rem .6rem .3rem 0; border-bottom: 1px solid var(--line); }
.categories th, .categories td { overflow-wrap: break-word; }
td.number, th.number { text-align: right; padding-right: 0; white-space: nowrap; overflow-wrap: normal; }
ul.tests { list-style: none; margin: 0; padding: 0; }
ul.tests > li { background: var(--card); border: 1px solid var(--line); border-radius: .4rem; padding: .7rem .9rem;
  margin: .6rem 0; }
ul.plain { padding-left: 1.2rem; }
.about { color: var(--soft); font-size: .875rem; margin: .15rem 0 .4rem; }
.state { font-weight: 650; }
.failed, .stopped { color: var(--bad); } .passed { color: var(--good); } .waits { color: var(--wait); }
p { margin: .35rem 0; }
pre { white-space: pre-wrap; font: .875rem/1.5 ui-monospace, monospace; background: var(--paper);
  border: 1px solid var(--line); border-radius: .3rem; padding: .5rem .7rem; margin: .4rem 0; }
code { font: .92em ui-monospace, monospace; }
blockquote { margin: .6rem 0; padding-left: .9rem; border-left: 4px solid var(--line); }
summary { cursor: pointer; font-weight: 650; }
a { color: inherit; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; font-size: .875rem; color: var(--soft); }
dt { font-weight: 650; } dd { margin: 0; }
:focus-visible { outline: 3px solid currentColor; outline-offset: 2px; }
@media print {
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  ul.tests > li, tr, .note { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
  article { break-before: page; border: 0; margin: 0; padding: 0; }
  details::details-content { content-visibility: visible; block-size: auto; }
}
`);
