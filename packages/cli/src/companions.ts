// --with: the learner's own functions of other exercises, to run beside a submission.

import { basename } from "node:path";
import {
  type companion,
  type companion_result,
  companionProblem,
  exercise_ids,
  loadCodeExercise,
  Problem,
  sha256,
} from "@faultline/grader";
import { tryRead } from "./submissions/read.ts";
import { Usage } from "./terminal.ts";

/** What runs beside a submission. */
export interface company {
  readonly companions: readonly companion[];
  /** The same, as a report tells of it. */
  readonly told: readonly companion_result[];
  /** Why one of them cannot be run: then no submission can be graded with it. */
  readonly problem: Problem | null;
}

interface wish {
  readonly exercise: string;
  readonly path: string;
}

/**
 * Reads the files that `--with` names.
 *
 * @param id of the exercise that is graded
 * @param submissions their names: a file of the same name is told of with its exercise in front
 * @throws Usage for what cannot be meant
 */
export async function companyOf(
  given: readonly string[],
  id: string,
  submissions: readonly string[],
): Promise<company> {
  const wishes = given.map(wishOf);
  refuseTwice([id, ...wishes.map(({ exercise }) => exercise)]);
  const taken = [...submissions, ...wishes.map(({ path }) => path)].map((one) => basename(one));
  const companions: companion[] = [];
  const told: companion_result[] = [];
  let problem: Problem | null = null;
  for (const { exercise, path } of wishes) {
    const required = await targetsOf(exercise);
    const name = basename(path);
    const unique = taken.filter((one) => one === name).length === 1;
    const file = unique ? name : `${exercise}/${name}`;
    const read = tryRead(path);
    if (read instanceof Problem) problem ??= companionProblem({ exercise, file }, read);
    else companions.push({ exercise, file, required, bytes: read.bytes });
    told.push({ exercise, file, sha256: read instanceof Problem ? "" : sha256(read.bytes) });
  }
  return { companions, told, problem };
}

function wishOf(text: string): wish {
  const [, exercise, path] = /^([^=]+)=(.+)$/su.exec(text) ?? [];
  if (exercise === undefined || path === undefined)
    throw new Usage(
      `--with needs an exercise and a file, such as install-pte=my-install.ts, and not ${JSON.stringify(text)}.`,
    );
  if (!exercise_ids.includes(exercise))
    throw new Usage(
      `--with names no exercise ${JSON.stringify(exercise)}; take one of: ${exercise_ids.join(", ")}.`,
    );
  return { exercise, path };
}

/** @param ids the exercise that is graded, and those of `--with` */
function refuseTwice([id, ...others]: readonly string[]): void {
  const twice = others.find((one, i) => one === id || others.indexOf(one) !== i);
  if (twice === undefined) return;
  throw new Usage(
    twice === id
      ? `--with is for functions of other exercises, and ${twice} is the one that is graded.`
      : `--with names ${twice} twice: one file can stand in for it.`,
  );
}

async function targetsOf(id: string): Promise<companion["required"]> {
  const exercise = await loadCodeExercise(id);
  if (exercise === null)
    throw new Usage(`in ${id} tests are handed in, and no function that could run beside another.`);
  return exercise.targets;
}
