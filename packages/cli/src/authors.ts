// The commands of those who have the repository: authors and instructors. A student kit has none of them.

import { Option } from "commander";
import { conformanceCommand } from "./commands/conformance.ts";
import { verifyCommand } from "./commands/verify.ts";
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
};
