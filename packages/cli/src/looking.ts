// The commands by which somebody looks closer: at one run, and at one rule.

import { explainCommand } from "./commands/explain.ts";
import { traceCommand } from "./commands/trace.ts";
import { type add_commands, audienceOption, formatOption, wholeNumber } from "./program.ts";

export const addLooking: add_commands = (program, terminal, done) => {
  program
    .command("trace")
    .description("tell the story of one run: calls, locks, and what each of them changed")
    .argument("<exercise>", "which exercise, such as shmem-mcopy")
    .argument("[file]", "your file; work/<exercise>.ts, if none is named")
    .option("--test <test>", "which of the visible tests")
    .option("--step <n>", "tell of this step only, from 1 on", wholeNumber)
    .option("--all", "tell of every call, those inside of the kernel too", false)
    .addOption(audienceOption())
    .addOption(formatOption())
    .action(async (exercise, file, options) =>
      done(await traceCommand(exercise, file, options, terminal)),
    );
  program
    .command("explain")
    .description("say what a rule means, why the kernel cares, and who broke it before you")
    .argument("[name]", "a rule, a group of rules or a test; all rules, if none is named")
    .addOption(formatOption())
    .action(async (name, options) => done(await explainCommand(name, options, terminal)));
};
