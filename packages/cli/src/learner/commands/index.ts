// The learner's commands and their arguments.

import { type Command, Option } from "commander";
import type { terminal } from "../../terminal.ts";
import { hintCommand } from "./hint.ts";
import { listCommand } from "./list.ts";
import { exportProgressCommand, importProgressCommand } from "./portable.ts";
import { resetCommand } from "./reset.ts";
import { resumeCommand } from "./resume.ts";
import { solutionCommand } from "./solution.ts";
import { startCommand } from "./start.ts";
import { testCommand } from "./test.ts";
import { watchCommand } from "./watch.ts";

const GROUP = "To learn:";
const WHICH = "which exercise; the one you are at, if none is named";

/** Adds them to a program. @param done told of the exit code */
export function addLearnerCommands(
  program: Command,
  terminal: terminal,
  done: (code: number) => void,
): void {
  const command = (name: string, description: string): Command =>
    program
      .command(name)
      .helpGroup(GROUP)
      .description(description)
      .addOption(
        new Option("--format <format>", "of what is said")
          .choices(["pretty", "json"])
          .default("pretty"),
      );
  const open = ["--open", "open your file in $EDITOR, or in VS Code"] as const;
  command("resume", "go on where you left off; the same as no command at all")
    .option(...open)
    .action(async (flags) => done(await resumeCommand(flags, terminal)));
  command("list", "show all exercises, what is done, and the points").action(async (flags) =>
    done(await listCommand(flags, terminal)),
  );
  command("start", "begin an exercise: its starter becomes your file in work/")
    .argument("[id]", WHICH)
    .option(...open)
    .action(async (id, flags) => done(await startCommand(id, flags, terminal)));
  command("watch", "grade your file each time you save it; ? shows the keys")
    .argument("[id]", WHICH)
    .option("--no-clear", "write one report below the other, and clear nothing")
    .action(async (id, flags) => done(await watchCommand(id, flags, terminal)));
  command("test", "grade your file once, with the whole report; ends with 1 below full marks")
    .argument("[id]", WHICH)
    .option("--all", "list the tests that passed, too", false)
    .action(async (id, flags) => done(await testCommand(id, flags, terminal)));
  command("hint", "help by one step; each time one step further")
    .argument("[id]", WHICH)
    .action(async (id, flags) => done(await hintCommand(id, flags, terminal)));
  command("reset", "put the starter in the place of your file; a copy of yours is kept")
    .argument("[id]", WHICH)
    .option("--yes", "do not ask")
    .action(async (id, flags) => done(await resetCommand(id, flags, terminal)));
  command("solution", "show an answer, after full marks")
    .argument("[id]", WHICH)
    .option("--give-up", "show it before; this is put on record")
    .action(async (id, flags) => done(await solutionCommand(id, flags, terminal)));
  program
    .command("export-progress")
    .helpGroup(GROUP)
    .description("write what you have done to a file, to take it elsewhere")
    .argument("[file]", "where to; standard output, if none is named")
    .option("--force", "replace a file that is there")
    .addOption(new Option("--format <format>", "of the file").choices(["json"]).default("json"))
    .action(async (file, flags) => done(await exportProgressCommand(file, flags, terminal)));
  command("import-progress", "add what such a file has to what is on record here; nothing is lost")
    .argument("<file>", 'a file of export-progress; "-" for standard input')
    .action(async (file, flags) => done(await importProgressCommand(file, flags, terminal)));
}

/** Where nothing is asked for but flags, the learner wants to go on. */
export function withResume(args: readonly string[]): string[] {
  const first = args.find((one) => one !== "--no-color");
  const asked = first !== undefined && (!first.startsWith("-") || ["-h", "--help"].includes(first));
  return asked ? [...args] : ["resume", ...args];
}
