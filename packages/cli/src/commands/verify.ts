// faultline verify: for authors. Every exercise is put to the proof by the same pipeline that grades.

import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  type any_exercise,
  childScript,
  exercise_ids,
  isReview,
  loadExercise,
  verify,
  verifyReview,
} from "@faultline/grader";
import { prettyReviewVerification } from "../pretty/review_verification.ts";
import { prettyVerification } from "../pretty/verification.ts";
import { exit_codes, type terminal, Usage } from "../terminal.ts";
import { unknownExercise } from "./grade.ts";

export async function verifyCommand(named: readonly string[], terminal: terminal): Promise<number> {
  const unknown = named.find((id) => !exercise_ids.includes(id));
  if (unknown !== undefined) throw unknownExercise(unknown);
  const folder = exercisesFolder();
  let failures = 0;
  for (const id of named.length > 0 ? named : exercise_ids) {
    terminal.stderr(`faultline: verifying ${id} ...\n`);
    const exercise = await loadExercise(id);
    if (exercise === null) throw unknownExercise(id);
    const [text, found] = await verified(exercise, join(folder, id), terminal);
    terminal.stdout(text);
    failures += found;
  }
  return failures === 0 ? exit_codes.ok : exit_codes.below;
}

/** What was found, for people, and how much of it is not as it should be. */
async function verified(
  exercise: any_exercise,
  folder: string,
  terminal: terminal,
): Promise<[text: string, failures: number]> {
  if (isReview(exercise)) {
    const verification = await verifyReview(exercise, folder, childScript());
    return [prettyReviewVerification(verification, terminal), verification.failures.length];
  }
  const verification = await verify(exercise, folder, childScript());
  return [prettyVerification(verification, terminal), verification.failures.length];
}

/** Where the exercises' sources are: only a clone of the repository has them. */
function exercisesFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const found = join(folder, "packages", "exercises");
    if (existsSync(found)) return found;
    if (dirname(folder) === folder)
      throw new Usage(
        "verify needs the sources of the exercises: run it in a clone of the repository.",
      );
    folder = dirname(folder);
  }
}
