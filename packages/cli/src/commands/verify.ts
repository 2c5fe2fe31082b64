// faultline verify: for authors. Every exercise is put to the proof by the same pipeline that grades.

import { join } from "node:path";
import {
  type any_exercise,
  Bench,
  childScript,
  exercise_ids,
  isReview,
  loadExercise,
  mutantTable,
  type thoroughness,
  verify,
  verifyReview,
  weakTable,
} from "@faultline/grader";
import { prettyReviewVerification } from "../pretty/review_verification.ts";
import { prettySum, prettyVerification } from "../pretty/verification.ts";
import { progressOn } from "../progress.ts";
import { repositoryFor } from "../repository.ts";
import { inOrder } from "../submissions/in_order.ts";
import { exit_codes, type terminal, Usage } from "../terminal.ts";
import { unknownExercise } from "./grade.ts";

interface verify_flags extends thoroughness {
  readonly format: "pretty" | "json";
}

/** What was found of an exercise: for people, for programs, and how much of it is not as it should be. */
interface found {
  readonly id: string;
  readonly versions: number;
  readonly failures: readonly string[];
  readonly text: string;
  readonly json: object;
}

export async function verifyCommand(
  named: readonly string[],
  flags: verify_flags,
  terminal: terminal,
): Promise<number> {
  const { format, seeds, repeat } = flags;
  const unknown = named.find((id) => !exercise_ids.includes(id));
  if (unknown !== undefined) throw unknownExercise(unknown);
  if (seeds < 1 || repeat < 1) throw new Usage("--seeds and --repeat must be 1 or more.");
  const folder = join(repositoryFor("verify"), "packages", "exercises");
  const all: found[] = [];
  const progress = progressOn(terminal, "graded");
  const tell = (found: found): void => {
    all.push(found);
    progress.clear();
    if (format === "pretty") terminal.stdout(found.text);
  };
  const ids = exercise_ids.filter((id) => named.length === 0 || named.includes(id));
  const exercises = await Promise.all(ids.map(load));
  const bench = new Bench(childScript(), progress.told);
  // All of them at once: while the last version of one is judged, the first of the next is run.
  const work = (one: any_exercise) => verified(one, join(folder, one.id), bench, flags, terminal);
  await inOrder(exercises, exercises.length, work, tell).finally(() => {
    progress.clear();
    bench.close();
  });
  if (format === "pretty") terminal.stdout(prettySum(all, terminal));
  else terminal.stdout(`${JSON.stringify({ seeds, repeat, exercises: jsonOf(all) }, null, 2)}\n`);
  return all.every(({ failures }) => failures.length === 0) ? exit_codes.ok : exit_codes.below;
}

const jsonOf = (all: readonly found[]): object[] =>
  all.map(({ json, failures }) => ({ ...json, failures }));

async function load(id: string): Promise<any_exercise> {
  const exercise = await loadExercise(id);
  if (exercise === null) throw unknownExercise(id);
  return exercise;
}

async function verified(
  exercise: any_exercise,
  folder: string,
  bench: Bench,
  flags: verify_flags,
  terminal: terminal,
): Promise<found> {
  const { id } = exercise;
  if (isReview(exercise)) {
    const found = await verifyReview(exercise, folder, bench, flags.repeat);
    const { files, failures } = found;
    const json = { ...weakTable(found), files };
    const text = prettyReviewVerification(found, terminal);
    return { id, versions: files.length, failures, text, json };
  }
  const found = await verify(exercise, folder, bench, flags);
  const { versions, failures } = found;
  const json = { ...mutantTable(found), versions };
  const text = prettyVerification(found, terminal);
  return { id, versions: versions.length, failures, text, json };
}
