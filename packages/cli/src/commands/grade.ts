// faultline grade: one submission, one report.

import { basename } from "node:path";
import {
  type audience,
  Child,
  childScript,
  exercise_ids,
  grade,
  loadExercise,
  NoSuchFile,
  newReport,
  Problem,
  readSubmission,
  refusal,
  type result,
  sha256,
  type submitted_file,
} from "@faultline/grader";
import { prettyReport } from "../pretty/report.ts";
import { exit_codes, type terminal, Usage } from "../terminal.ts";

export interface grade_flags {
  readonly format: "pretty" | "json";
  readonly audience: audience;
  readonly seed: number;
  /** List the tests that passed, too. */
  readonly all: boolean;
  readonly failUnder?: number;
}

export async function gradeCommand(
  id: string,
  path: string,
  flags: grade_flags,
  terminal: terminal,
): Promise<number> {
  if (!exercise_ids.includes(id)) throw unknownExercise(id);
  const report = await gradeFile(id, path, flags);
  terminal.stdout(
    flags.format === "json"
      ? `${JSON.stringify(report, null, 2)}\n`
      : prettyReport(report, terminal, flags.all),
  );
  return report.score < (flags.failUnder ?? 0) ? exit_codes.below : exit_codes.ok;
}

export function unknownExercise(id: string): Usage {
  return new Usage(
    `there is no exercise ${JSON.stringify(id)}; take one of: ${exercise_ids.join(", ")}.`,
  );
}

async function gradeFile(id: string, path: string, flags: grade_flags): Promise<result> {
  const begin = performance.now();
  const read = tryRead(path);
  // The child needs longer to start than the exercise to load, so it goes first.
  const script = childScript();
  const child = read instanceof Problem ? null : new Child(script);
  const exercise = await loadExercise(id);
  if (exercise === null) throw unknownExercise(id);
  const grading =
    read instanceof Problem
      ? refusal(exercise, read)
      : await grade(exercise, read.bytes, { script }, child ?? undefined);
  const facts = {
    file: read instanceof Problem ? basename(path) : read.name,
    sha256: read instanceof Problem ? "" : sha256(read.bytes),
    seed: flags.seed,
    duration_ms: performance.now() - begin,
  };
  return newReport(grading, facts, flags.audience);
}

function tryRead(path: string): submitted_file | Problem {
  try {
    return readSubmission(path);
  } catch (error) {
    if (error instanceof Problem) return error;
    if (error instanceof NoSuchFile)
      throw new Usage(`${error.message} Give the path of a TypeScript file.`);
    throw error;
  }
}
