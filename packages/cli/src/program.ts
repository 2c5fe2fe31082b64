// The commands that everybody has, and their arguments. Nothing here may lead to what learners must not see.

import { formats, gradescope_visibilities, MissingIsolation } from "@faultline/grader";
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { doctorCommand } from "./commands/doctor.ts";
import { exploreCommand } from "./commands/explore.ts";
import { gradeCommand } from "./commands/grade.ts";
import { rival_choices } from "./explore/rivals.ts";
import { addLearnerCommands, withResume } from "./learner/commands/index.ts";
import { CannotWork, exit_codes, type terminal, Usage } from "./terminal.ts";

/** Adds commands to a program. @param done told of the exit code */
export type add_commands = (
  program: Command,
  terminal: terminal,
  done: (code: number) => void,
) => void;

/** Runs one command line to its end. @param add adds more commands @returns the exit code */
export async function runProgram(
  args: readonly string[],
  terminal: terminal,
  add: add_commands,
): Promise<number> {
  let code: number = exit_codes.ok;
  const shown: terminal = {
    ...terminal,
    // Asked for when something is written: only then is it known what was on the command line.
    get colour(): boolean {
      return terminal.colour && program.opts()["color"] !== false;
    },
  };
  const done = (result: number): void => {
    code = result;
  };
  const program = newProgram(shown, done);
  add(program, shown, done);
  try {
    await program.parseAsync(withResume(args), { from: "user" });
    return code;
  } catch (error) {
    return failureCode(error, terminal);
  }
}

function failureCode(error: unknown, { stderr }: terminal): number {
  // Commander has said already what is wrong; help is no failure.
  if (error instanceof CommanderError)
    return error.exitCode === 0 ? exit_codes.ok : exit_codes.usage;
  if (error instanceof Usage) {
    stderr(`faultline: ${error.message}\n`);
    return exit_codes.usage;
  }
  if (error instanceof MissingIsolation || error instanceof CannotWork) {
    stderr(`faultline: ${error.message}\n`);
    return exit_codes.failed;
  }
  const words = error instanceof Error ? (error.stack ?? error.message) : "unknown";
  stderr(`faultline: the grader itself failed; this is not about the submission.\n${words}\n`);
  return exit_codes.failed;
}

function newProgram(terminal: terminal, done: (code: number) => void): Command {
  const program = new Command("faultline")
    .description("Rebuild the heart of userfaultfd, and be graded on it.")
    .option("--no-color", "no colour, as with NO_COLOR in the environment; for every command")
    .exitOverride()
    .configureOutput({
      writeOut: terminal.stdout,
      writeErr: terminal.stderr,
      outputError: (text, write) => write(`faultline: ${text.replace(/^error: /, "")}`),
    })
    .showSuggestionAfterError(true);
  addLearnerCommands(program, terminal, done);
  const grade = program
    .command("grade")
    .description("grade submissions and write a report on each")
    .argument("<exercise>", "which exercise, such as shmem-mcopy")
    .argument("<file...>", "submissions: TypeScript files, or folders with such files")
    .addOption(reportOption())
    .option("--out <folder>", "write a file of each submission there, instead of all to the screen")
    .addOption(audienceOption())
    .option("--seed <n>", "of random scenarios: each number gives others", wholeNumber)
    .option("--variant <learner>", "random scenarios of a learner's own, by the course's key")
    .addOption(
      new Option("--course-key <key>", "a secret of the course, for --variant").env(
        "FAULTLINE_COURSE_KEY",
      ),
    )
    .addOption(withOption())
    .option("--fail-under <n>", "exit with 1 if the score is lower", wholeNumber)
    .option("--all", "list the tests that passed, too", false)
    .addOption(
      new Option(
        "--require-isolation <level>",
        "grade nothing with less around a submission",
      ).choices(["ses", "permission", "full"]),
    )
    .action(async (exercise, files, options) =>
      done(await gradeCommand(exercise, files, options, terminal)),
    );
  for (const option of planOptions()) grade.addOption(option);
  addExplore(program, terminal, done);
  program
    .command("doctor")
    .description("say whether grading works here, and what stands around a submission")
    .addOption(formatOption())
    .action(async (options) => done(await doctorCommand(options, terminal)));
  return program;
}

function addExplore(program: Command, terminal: terminal, done: (code: number) => void): void {
  program
    .command("explore")
    .description(
      "try a function under every schedule of other CPUs' steps, and draw what breaks it",
    )
    .argument("<exercise>", "which exercise, such as shmem-mcopy")
    .argument("<file>", 'the submission, or "reference" for the kernel\'s own function')
    .option(
      "--rivals <list>",
      `what other CPUs do; without it, the exercise's races. Of: ${Object.keys(rival_choices).join(", ")}`,
    )
    .option("--race <id>", "this race only")
    .option("--preemptions <n>", "interruptions in one schedule, at most", wholeNumber)
    .option("--schedule <schedule>", "replay this one and draw it, whatever comes of it")
    .option("--limit <n>", "schedules of each race, at most; for the reference", wholeNumber)
    .addOption(formatOption())
    .action(async (exercise, file, options) =>
      done(await exploreCommand(exercise, file, options, terminal)),
    );
}

const withOption = (): Option =>
  new Option(
    "--with <exercise=file>",
    "your own function of another exercise, to run beside; may be repeated. Where two files export one function, the submission wins, and then the file that is named first",
  )
    .argParser((one: string, all: readonly string[]) => [...all, one])
    .default([], "Linux's");

export const audienceOption = (): Option =>
  new Option("--audience <audience>", "who reads it")
    .choices(["learner", "instructor"])
    .default("learner");

export const formatOption = (...more: readonly string[]): Option =>
  new Option("--format <format>", "of the report")
    .choices(["pretty", "json", ...more])
    .default("pretty");

export function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError("A whole number is needed.");
  return Number(text);
}

/** Every format of a report on a submission, with what it is for. */
const reportOption = (): Option =>
  new Option(
    "--format <format>",
    `of the report: ${formats.map(({ name, about }) => `${name} (${about})`).join(", ")}`,
  )
    .choices(formats.map(({ name }) => name))
    .default("pretty");

const names = (one: string, all: readonly string[] = []): readonly string[] => [
  ...all,
  ...one.split(","),
];

const planOptions = (): readonly Option[] => [
  new Option(
    "--hold-until <date>",
    "for learners: do not run hidden tests before that day (midnight, UTC) or moment",
  ),
  new Option(
    "--hold <tests>",
    'which tests --hold-until is about: "hidden", categories or ids, with commas between (default: hidden)',
  ).argParser(names),
  new Option(
    "--title-only <tests>",
    "for learners: run and count these tests, and tell only their titles; named as for --hold",
  ).argParser(names),
  new Option(
    "--gradescope-hidden <when>",
    "when Gradescope shows learners the hidden tests (default: visible)",
  ).choices([...gradescope_visibilities]),
];
