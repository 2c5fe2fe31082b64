// What there is to say about rules and tests, for people.

import { isExported } from "@faultline/grader";
import type { explanation } from "@faultline/kit";
import type { meaning } from "../glossary.ts";
import type { terminal } from "../terminal.ts";
import { type colours, coloursFor, paragraph } from "./layout.ts";
import { tableLines } from "./table.ts";

export interface explained_rule extends Omit<explanation, "terms"> {
  readonly rule: string;
  readonly category: string;
  /** The address of a page of the site, with its heading. */
  readonly lesson: string;
  readonly terms: readonly meaning[];
}

export interface explained_test {
  readonly test: string;
  readonly exercise: string;
  readonly title: string;
  readonly category: string;
  readonly visibility: "visible" | "hidden";
  /** Null for a hidden test. */
  readonly hint: string | null;
  /** The rules for which it fails. */
  readonly rules: readonly string[];
}

/** What the site's own address is while `npm run site` runs. */
const SITE = "http://localhost:3000";
const INDENT = 2;

const widthOf = ({ columns }: terminal): number => Math.max(40, Math.min(80, columns));

/** All rules of a list, by category. */
export function prettyRules(
  rules: readonly Pick<explained_rule, "rule" | "category" | "says">[],
  terminal: terminal,
): string {
  const width = widthOf(terminal);
  const c = coloursFor(terminal.colour);
  const widest = Math.max(...rules.map(({ rule }) => rule.length));
  const columns = [
    { head: "Rule", width: widest },
    { head: "What it says", width: null },
  ];
  const groups = [...new Set(rules.map(({ category }) => category))];
  const lines = groups.flatMap((group, i) => {
    const cells = rules
      .filter(({ category }) => category === group)
      .map(({ rule, says }) => [rule, says]);
    const table = tableLines(columns, cells, width);
    return [...(i === 0 ? [] : [""]), c.bold(group), ...(i === 0 ? table : table.slice(2))];
  });
  const more = "More about one of them: faultline explain RULE";
  return `${[...lines, "", more].join("\n")}\n`;
}

export function prettyRule(explained: explained_rule, terminal: terminal): string {
  const { rule, category, says, why, look, kernel, history, lesson, terms } = explained;
  const width = widthOf(terminal);
  const c = coloursFor(terminal.colour);
  const part = (head: string, ...texts: readonly string[]): string[] => [
    "",
    c.bold(head),
    ...texts.flatMap((text) => paragraph(text, width, INDENT)),
  ];
  const lines = [
    c.bold(`${rule} (${category})`),
    ...paragraph(says, width, INDENT),
    ...part("Why the kernel cares", why),
    ...part("Where to look in your code", look),
    ...part(
      "What Linux says",
      kernel ?? "Nothing: it never notices. Here an audit counts for itself.",
    ),
    ...part("Who was here before you"),
    ...historyLines(history, width),
    ...part("Read"),
    // An address is copied, so it is never broken into lines.
    `  ${lesson}`,
    ...paragraph(whereToRead(), width, INDENT),
    ...termLines(terms, width, c),
  ];
  return `${lines.join("\n")}\n`;
}

const whereToRead = (): string =>
  isExported()
    ? "In this folder a lesson is exercises/NAME/lesson.md, if your course has handed it out."
    : `"npm run site" shows it at ${SITE}`;

function historyLines(history: explanation["history"], width: number): string[] {
  if (history.length === 0)
    return paragraph(
      "Nobody that we know of has posted a version with this mistake.",
      width,
      INDENT,
    );
  return history.flatMap(({ version, by, on, said }) => [
    ...paragraph(`In ${version}.`, width, INDENT + 2, "  -"),
    ...paragraph(`${on}, ${by}: ${said}`, width, INDENT + 2),
  ]);
}

function termLines(terms: readonly meaning[], width: number, c: colours): string[] {
  return [
    "",
    c.bold("Words"),
    ...terms.flatMap(({ term, meaning }) =>
      paragraph(meaning === null ? term : `${term}: ${meaning}`, width, INDENT + 2, "  -"),
    ),
  ];
}

export function prettyTest(explained: explained_test, terminal: terminal): string {
  const { test, exercise, title, category, visibility, hint, rules } = explained;
  const width = widthOf(terminal);
  const c = coloursFor(terminal.colour);
  const fails =
    rules.length === 0 ? [] : [`It fails, too, for each broken rule of: ${rules.join(", ")}.`];
  const next =
    visibility === "visible"
      ? [`To see it run, call by call: faultline trace ${exercise} --test ${test}`]
      : ["It is hidden: what it does is not shown."];
  const texts = [
    `${title}.`,
    `It is about: ${category}.`,
    ...fails,
    ...(hint === null ? [] : [`Hint: ${hint}`]),
    ...next,
  ];
  return `${[
    c.bold(`${test}, a test of ${exercise}`),
    ...texts.flatMap((text) => paragraph(text, width, INDENT)),
  ].join("\n")}\n`;
}
