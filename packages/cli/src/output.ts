// Where reports go: to standard output, or into a folder with a file for each submission.

import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, extname, join } from "node:path";
import {
  type format_name,
  type format_options,
  formatNamed,
  type gradescope_visibility,
  markdownReport,
  type reported,
  shortMarkdown,
} from "@faultline/grader";
import { identityOf } from "./classroom50.ts";
import { prettyReport } from "./pretty/report.ts";
import type { submission_path } from "./submissions/paths.ts";
import { CannotWork, type terminal, Usage } from "./terminal.ts";

export interface output_flags {
  readonly format: format_name;
  readonly audience: "learner" | "instructor";
  /** List the tests that passed, too. */
  readonly all: boolean;
  readonly out?: string;
  readonly gradescopeHidden?: gradescope_visibility;
}

/** Takes reports one by one, in the order of the submissions. */
export interface output {
  /** @param submission what it is about */
  take(report: reported, submission: submission_path): void;
  end(): void;
}

/** @throws Usage for what the format cannot hold */
export function outputFor(
  flags: output_flags,
  several: boolean,
  submissions: readonly submission_path[],
  terminal: terminal,
): output {
  refuseUnfit(flags, submissions);
  const options = optionsOf(flags);
  if (flags.out !== undefined) return folderOutput(flags, flags.out, options, terminal);
  if (flags.format === "pretty") return prettyOutput(flags, several, terminal);
  return wholeOutput(flags, several, options, terminal);
}

function refuseUnfit(
  { format, audience, out, gradescopeHidden }: output_flags,
  submissions: readonly submission_path[],
): void {
  const { holds, for_learners } = formatNamed(format);
  const { length } = submissions;
  if (gradescopeHidden !== undefined && format !== "gradescope")
    throw new Usage("--gradescope-hidden is for --format gradescope.");
  if (audience === "instructor" && for_learners)
    throw new Usage(
      `learners read what ${format} shows, so leave out --audience instructor with --format ${format}.`,
    );
  if (audience === "instructor" && gradescopeHidden !== undefined)
    throw new Usage(
      "an instructor's report stays hidden on Gradescope: leave out either --gradescope-hidden or --audience instructor.",
    );
  if (length > 1 && format === "classroom50")
    throw new Usage(
      `--format classroom50 says whose submission it is, and there are ${length}: grade one at a time.`,
    );
  if (length > 1 && holds === "one" && out === undefined)
    throw new Usage(
      `--format ${format} holds one submission, and there are ${length}: give --out DIR for a file of each.`,
    );
  const names = submissions.map(({ name }) => nameOf(name, ""));
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (out !== undefined && twice !== undefined)
    throw new Usage(
      `two submissions would have the same file ${twice} in --out: name the folder that both are in instead.`,
    );
}

const optionsOf = ({ format, gradescopeHidden }: output_flags): format_options => ({
  ...(gradescopeHidden !== undefined && { gradescope_hidden: gradescopeHidden }),
  ...(format === "classroom50" && { classroom50: identityOf(process.env) }),
});

/** For people: each report as soon as it is there. */
function prettyOutput({ all }: output_flags, several: boolean, terminal: terminal): output {
  let first = true;
  return {
    take({ result }) {
      terminal.stdout(first ? "" : "\n");
      terminal.stdout(prettyReport(result, terminal, all));
      first = false;
    },
    end: () => terminal.stdout(several ? "\n" : ""),
  };
}

/** One text of all of them. */
function wholeOutput(
  { format }: output_flags,
  several: boolean,
  options: format_options,
  terminal: terminal,
): output {
  const reports: reported[] = [];
  return {
    take: (report) => reports.push(report),
    end() {
      terminal.stdout(write(format, reports, options, several));
      if (format === "github") addSummary(process.env["GITHUB_STEP_SUMMARY"], reports);
    },
  };
}

/** A file of each, under the submission's own name, as soon as it is there. */
function folderOutput(
  { format, all }: output_flags,
  folder: string,
  options: format_options,
  terminal: terminal,
): output {
  const plain = { ...terminal, colour: false, columns: 80 };
  return {
    take(report, { name }) {
      const path = join(folder, nameOf(name, extname(formatNamed(format).file)));
      const text =
        format === "pretty"
          ? prettyReport(report.result, plain, all)
          : write(format, [report], options, false);
      save(path, text);
    },
    end: () => {},
  };
}

/** `ann/answer.ts` becomes `ann/answer.json`. */
const nameOf = (name: string, extension: string): string => name.replace(/\.ts$/, "") + extension;

/** GitHub takes no larger summary of a step. */
const SUMMARY_BYTES = 1024 * 1024;

/** What stands below the step's log, if GitHub has said where to write it. */
function addSummary(path: string | undefined, reports: readonly reported[]): void {
  if (path === undefined || path === "") return;
  const whole = markdownReport(reports);
  const fits = Buffer.byteLength(whole) < SUMMARY_BYTES;
  save(path, fits ? whole : shortMarkdown(reports), "a");
}

/** @param flag as open(2) has it: "w" to write anew, "a" to add */
function save(path: string, text: string, flag: "a" | "w" = "w"): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text, { flag });
  } catch (error) {
    throw new CannotWork(
      `the report ${JSON.stringify(path)} could not be written: ${error instanceof Error ? error.message : "unknown"}. It needs a folder that can be written to.`,
    );
  }
}

function write(
  format: format_name,
  reports: readonly reported[],
  options: format_options,
  several: boolean,
): string {
  const { write } = formatNamed(format);
  if (write === null) throw new Error(`${format} is written for a terminal.`);
  return write(reports, { ...options, ended: Date.now() }, several);
}
