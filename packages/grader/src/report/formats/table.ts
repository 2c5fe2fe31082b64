// Every format that a report can have, in one table: the command, its help and the handbook read it.

import { classroom50Report } from "./classroom50.ts";
import { ctrfReport } from "./ctrf.ts";
import { exercismReport } from "./exercism.ts";
import { githubReport } from "./github.ts";
import { gradescopeReport } from "./gradescope.ts";
import { htmlReport } from "./html.ts";
import { junitReport } from "./junit.ts";
import { markdownReport } from "./markdown.ts";
import { prairielearnReport } from "./prairielearn.ts";
import { type format_options, jsonText, type reported } from "./reported.ts";

export interface report_format {
  readonly name: string;
  /** Who reads it, or what it is, in a few words. */
  readonly about: string;
  /** What its file is usually called. */
  readonly file: string;
  /** Whether several submissions fit into one text. */
  readonly holds: "one" | "several";
  /** Whether learners see all that is in it, so that an instructor's report would tell them too much. */
  readonly for_learners: boolean;
  /** Null where a terminal is needed to write it. */
  readonly write:
    | ((reports: readonly reported[], options: format_options, several: boolean) => string)
    | null;
}

const one = { holds: "one", for_learners: true } as const;
const several = { holds: "several", for_learners: false } as const;

const rows = [
  { ...several, name: "pretty", about: "text for people", file: "report.txt", write: null },
  {
    ...several,
    name: "json",
    about: "all that there is to tell, for programs",
    file: "report.json",
    write: (reports, _options, several) =>
      arrayText(
        reports.map(({ result }) => result),
        several,
      ),
  },
  {
    ...several,
    name: "junit",
    about: "JUnit's XML, for Jenkins, GitLab and other servers that run tests",
    file: "junit.xml",
    write: junitReport,
  },
  {
    ...one,
    name: "gradescope",
    about: "results.json of Gradescope",
    file: "results.json",
    for_learners: false,
    write: gradescopeReport,
  },
  {
    ...one,
    name: "classroom50",
    about: "result.json of Classroom 50",
    file: "result.json",
    write: classroom50Report,
  },
  {
    ...one,
    name: "exercism",
    about: "results.json of an Exercism test runner",
    file: "results.json",
    write: exercismReport,
  },
  {
    ...one,
    name: "prairielearn",
    about: "results.json of PrairieLearn",
    file: "results.json",
    write: prairielearnReport,
  },
  {
    ...several,
    name: "ctrf",
    about: "the Common Test Report Format",
    file: "ctrf-report.json",
    write: ctrfReport,
  },
  {
    ...several,
    name: "github",
    about: "remarks at the lines of a file, and a step's summary, in GitHub Actions",
    file: "github.txt",
    write: githubReport,
  },
  {
    ...several,
    name: "markdown",
    about: "text with headings and tables, as GitHub shows it",
    file: "report.md",
    write: markdownReport,
  },
  {
    ...several,
    name: "html",
    about: "one page for a browser or a printer",
    file: "report.html",
    write: htmlReport,
  },
  {
    ...several,
    name: "mutation",
    about: "the format of mutation testing, where tests are handed in",
    file: "mutation.json",
    write: (reports, _options, several) =>
      arrayText(
        reports.map(({ mutation }) => mutation),
        several,
      ),
  },
] as const satisfies readonly report_format[];

export type format_name = (typeof rows)[number]["name"];

export const formats: readonly (report_format & { readonly name: format_name })[] = rows;

export function formatNamed(name: format_name): report_format {
  const found = formats.find((one) => one.name === name);
  if (found === undefined) throw new Error(`There is no format ${name}.`);
  return found;
}

/** Whoever asked for several gets an array, and even if it is of one. */
const arrayText = (all: readonly unknown[], several: boolean): string =>
  several ? jsonText(all) : jsonText(all[0] ?? null);
