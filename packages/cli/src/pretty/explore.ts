// What exploring has shown, for people: how much was tried, and each schedule that breaks something as a picture.

import { linesOfRace, type race_fault } from "@faultline/view";
import { linuxIn } from "../explore/linux.ts";
import type { picture, question } from "../explore/pictures.ts";
import type { explored } from "../explore/subject.ts";
import { type colours, coloursFor, paragraph } from "./layout.ts";

/** The last line: how much was tried in all. */
export function prettySum(races: readonly explored[], { flags, terminal }: question): string {
  if (flags.schedule !== undefined) return "";
  const sum = (of: (race: explored) => number) => races.reduce((all, race) => all + of(race), 0);
  const found = sum(({ findings }) => findings.length);
  const tried = `${counted(races.length, "race")}, ${counted(
    sum(({ schedules }) => schedules),
    "schedule",
  )}`;
  const c = coloursFor(terminal.colour);
  return `\n${c.bold(`${tried}: ${found === 0 ? "nothing is broken" : counted(found, "finding")}.`)}\n`;
}

/** @param first whether it is the first race that is told of */
export function prettyRace(
  race: explored,
  pictures: readonly picture[],
  question: question,
  first: boolean,
): string {
  const { colour, columns } = question.terminal;
  const width = Math.max(40, Math.min(80, columns));
  const c = coloursFor(colour);
  const linux = pictures.length === 0 ? [] : paragraph(linuxWords(race, question), width, 2);
  const lines = [
    ...(first ? [] : [""]),
    ...paragraph(`${race.id}: ${race.title}`, width, 0).map((line) => c.bold(line)),
    ...paragraph(tried(race, question), width, 2).map((line) =>
      race.findings.length > 0 ? c.red(line) : line,
    ),
    ...pictures.flatMap((one) =>
      pictureLines(one, width, c, [
        ...linux,
        ...paragraph("To see this again:", width, 2),
        ...again(race.id, one.schedule, question, width),
      ]),
    ),
  ];
  return `${lines.join("\n")}\n`;
}

const counted = (n: number, what: string): string => `${n} ${what}${n === 1 ? "" : "s"}`;

function tried(race: explored, { flags, path }: question): string {
  const { schedules, preemptions, cut_short, findings } = race;
  const what =
    findings.length === 0 ? "nothing is broken" : `${counted(findings.length, "rule")} broken`;
  if (flags.schedule !== undefined) return `The schedule ${flags.schedule || "(none)"}: ${what}.`;
  const most = `${counted(schedules, "schedule")} with at most ${counted(preemptions, "preemption")}`;
  return `${most}: ${what}.${cut_short ? ` ${more(path)}` : ""}`;
}

const more = (path: string): string =>
  path === "reference"
    ? "There are more, but the limit was reached."
    : "There are more, but these are as many as are tried of a submission: name fewer rivals to see all.";

function pictureLines(
  { faults, view }: picture,
  width: number,
  c: colours,
  below: readonly string[],
): string[] {
  const drawing = view === null ? ["  This schedule has no picture."] : linesOf(view, width, c);
  const head = faults.flatMap((fault) => faultLines(fault, width, c));
  return ["", ...head, ...(head.length === 0 ? [] : [""]), ...drawing, "", ...below];
}

const linesOf = (view: NonNullable<picture["view"]>, width: number, c: colours): string[] =>
  linesOfRace(view, width).map(({ text, broken }) => (broken ? c.red(text) : text));

function faultLines(fault: race_fault, width: number, c: colours): string[] {
  const { rule, message, kernel, line, numbers } = fault;
  const where = line === null ? rule : `${rule}, line ${line}`;
  const facts = [kernel, ...Object.entries(numbers).map(([name, value]) => `${name} ${value}`)];
  const said = facts.filter(Boolean).join(", ");
  const text = `${where}: ${message}${said === "" ? "" : ` (${said})`}`;
  return paragraph(text, width, 2).map((one) => c.red(one));
}

/** What Linux comes to in the same race, whatever the schedule. */
function linuxWords(race: explored, { path }: question): string {
  if (path === "reference")
    return race.findings.length === 0
      ? "This is Linux's own function."
      : "This is Linux's own function, version 5.14: the flaw is in Linux itself, and nobody is graded on it.";
  const { answers, breaks } = linuxIn(race);
  const flaw =
    breaks.length === 0
      ? "and breaks no rule"
      : `and breaks only ${breaks.join(", ")}, which nobody is graded on`;
  return `Linux in this race, under every schedule: returns ${answers.join(" or ")}, ${flaw}.`;
}

/** The command line that shows one schedule; broken as a shell takes it, so that it can be copied. */
function again(
  race: string,
  schedule: string,
  { id, path, flags }: question,
  width: number,
): string[] {
  const file = /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
  const options = [
    ...(flags.rivals === undefined ? [] : [`--rivals ${flags.rivals.replace(/\s/g, "")}`]),
    `--race ${race}`,
    `--schedule ${schedule || "''"}`,
  ];
  const lines: string[] = [];
  let line = `    faultline explore ${id} ${file}`;
  for (const option of options) {
    if (line.length + option.length + 3 > width) {
      lines.push(`${line} \\`);
      line = `      ${option}`;
    } else line += ` ${option}`;
  }
  return [...lines, line];
}
