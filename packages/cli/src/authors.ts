// The commands of those who have the repository: authors and instructors. A student kit has none of them.

import { exercise_ids } from "@faultline/grader";
import { Option } from "commander";
import { conformanceCommand } from "./commands/conformance.ts";
import { exportGraderCommand, exportStudentCommand } from "./commands/export.ts";
import { verifyCommand } from "./commands/verify.ts";
import { systems } from "./export/grader.ts";
import { type add_commands, formatOption, wholeNumber } from "./program.ts";

export const addAuthors: add_commands = (program, terminal, done) => {
  program
    .command("verify")
    .description("prove that exercises are fair: their solutions pass, their wrong versions fail")
    .argument("[exercises...]", "which ones; all, if none is named")
    .addOption(formatOption())
    .option(
      "--seeds <n>",
      "right versions in the random scenarios of so many seeds",
      wholeNumber,
      1,
    )
    .option("--repeat <n>", "grade each version so often: no verdict may change", wholeNumber, 1)
    .action(async (exercises, options) => done(await verifyCommand(exercises, options, terminal)));
  program
    .command("conformance")
    .description("hold the machine against recordings of a running Linux")
    .argument("[files...]", "recordings, one a line; those of the repository, if none is named")
    .addOption(formatOption())
    .addOption(
      new Option("--release <release>", "of the machine").choices(["6.18", "5.14"]).default("6.18"),
    )
    .action((files, options) => done(conformanceCommand(files, options, terminal)));
  const exporting = program
    .command("export")
    .description("make what you hand out, or what you upload to the system that gives marks");
  exporting
    .command("student")
    .description(
      "a kit for learners: starters, visible tests, lessons, and a command without anything hidden",
    )
    .addOption(exercisesOption())
    .requiredOption("--out <folder>", "a new folder, or an empty one")
    .action(async (options) => done(await exportStudentCommand(options, terminal)));
  exporting
    .command("grader")
    .description("what grades on the side of the system that gives marks, ready to upload")
    .addOption(
      new Option("--for <system>", "which system").choices([...systems]).makeOptionMandatory(),
    )
    .addOption(exercisesOption())
    .requiredOption("--out <folder>", "a new folder, or an empty one")
    .action(async (options) => done(await exportGraderCommand(options, terminal)));
};

const exercisesOption = (): Option =>
  new Option(
    "--exercises <ids...>",
    "which ones, with spaces or commas between; all, if it is left out",
  ).default(exercise_ids, "all");
