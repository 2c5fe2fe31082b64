// faultline export: what an instructor hands out, and what an instructor uploads.

import { exercise_ids } from "@faultline/grader";
import { newFolder } from "../export/folder.ts";
import { fillGraderHalf, type system } from "../export/grader.ts";
import { fillStudentKit } from "../export/student.ts";
import { repositoryFor } from "../repository.ts";
import { exit_codes, type terminal, Usage } from "../terminal.ts";
import { unknownExercise } from "./grade.ts";

export interface export_flags {
  readonly exercises: readonly string[];
  readonly out: string;
}

export async function exportStudentCommand(
  { exercises, out }: export_flags,
  terminal: terminal,
): Promise<number> {
  const ids = chosen(exercises);
  const root = repositoryFor("export");
  let searched = 0;
  await newFolder(out, async (folder) => {
    searched = await fillStudentKit(root, ids, folder);
  });
  terminal.stdout(
    [
      `The student kit is in ${out}: ${ids.join(", ")}.`,
      `All its files were searched for ${searched} pieces of hidden tests, solutions and wrong versions: none is in it.`,
      "Its README.md has the two commands that your students need.",
      "",
    ].join("\n"),
  );
  return exit_codes.ok;
}

export async function exportGraderCommand(
  { exercises, out, for: system }: export_flags & { readonly for: system },
  terminal: terminal,
): Promise<number> {
  const ids = chosen(exercises);
  const root = repositoryFor("export");
  await newFolder(out, (folder) => fillGraderHalf(root, system, ids, folder));
  terminal.stdout(
    [
      `The grader for ${system} is in ${out}: ${ids.join(", ")}.`,
      "It has the hidden tests in it, so keep it to yourself. Its README.md says how to upload it.",
      "",
    ].join("\n"),
  );
  return exit_codes.ok;
}

/** In the order in which they are taught, whatever the order in which they are named. */
export function chosen(named: readonly string[]): string[] {
  const ids = named.flatMap((one) => one.split(",")).filter((id) => id !== "");
  const unknown = ids.find((id) => !exercise_ids.includes(id));
  if (unknown !== undefined) throw unknownExercise(unknown);
  if (ids.length === 0)
    throw new Usage(`--exercises names no exercise; take some of: ${exercise_ids.join(", ")}.`);
  return exercise_ids.filter((id) => ids.includes(id));
}
