// faultline grade: one report for each submission, and for several a word about all of them.

import { availableParallelism } from "node:os";
import { relative } from "node:path";
import {
  type any_exercise,
  assess,
  type assessment,
  childScript,
  exercise_ids,
  isReview,
  lacking,
  loadExercise,
  MAX_SHARES,
  MissingIsolation,
  Pool,
  Problem,
  type plan,
  type result,
  sha256,
} from "@faultline/grader";
import { type company, companyOf } from "../companions.ts";
import { type output_flags, outputFor } from "../output.ts";
import { type plan_flags, planOf } from "../plan.ts";
import { prettySummary } from "../pretty/report.ts";
import { inOrder } from "../submissions/in_order.ts";
import { type submission_path, submissionsAt } from "../submissions/paths.ts";
import { tryRead } from "../submissions/read.ts";
import { exit_codes, type terminal, Usage } from "../terminal.ts";
import { type seed_flags, seedOf } from "../variant.ts";

export interface grade_flags extends seed_flags, plan_flags, output_flags {
  readonly failUnder?: number;
  /** What runs beside: an exercise, "=" and a file. */
  readonly with: readonly string[];
  readonly requireIsolation?: "ses" | "permission" | "full";
}

export async function gradeCommand(
  id: string,
  paths: readonly string[],
  flags: grade_flags,
  terminal: terminal,
): Promise<number> {
  if (!exercise_ids.includes(id)) throw unknownExercise(id);
  const { several, submissions } = submissionsAt(paths);
  insist(flags.requireIsolation);
  seedOf(flags); // what is wrong with them is said before anything is done
  const names = submissions.map(({ name }) => name);
  const company = await companyOf(flags.with, id, names);
  const begin = performance.now();
  const reports: Pick<result, "status" | "score" | "max_score">[] = [];
  const output = outputFor(flags, several, submissions, terminal);
  await gradeAll(id, submissions, company, flags, (assessed, submission) => {
    output.take({ ...assessed, path: pathInRepository(submission.path) }, submission);
    const { status, score, max_score } = assessed.result;
    reports.push({ status, score, max_score });
  });
  output.end();
  if (several) {
    const summary = prettySummary(reports, performance.now() - begin);
    const talks = flags.format === "pretty" && flags.out === undefined;
    (talks ? terminal.stdout : terminal.stderr)(summary);
  }
  const below = reports.some(({ score }) => score < (flags.failUnder ?? 0));
  return below ? exit_codes.below : exit_codes.ok;
}

/** From where GitHub looks for a file, or else from here. */
const pathInRepository = (path: string): string =>
  relative(process.env["GITHUB_WORKSPACE"] || ".", path).replaceAll("\\", "/");

export function unknownExercise(id: string): Usage {
  return new Usage(
    `there is no exercise ${JSON.stringify(id)}; take one of: ${exercise_ids.join(", ")}.`,
  );
}

/** @throws MissingIsolation if there is less around a submission than somebody insists on */
function insist(level: grade_flags["requireIsolation"]): void {
  const [first] = level === undefined ? [] : lacking(level);
  if (first === undefined) return;
  const { name, why, remedy } = first;
  throw new MissingIsolation(
    `nothing was graded, because ${name} is missing: ${why}.${remedy === "" ? "" : ` Try: ${remedy}`}`,
  );
}

/** As many at a time as there are processors; reports come in the order of the submissions. */
async function gradeAll(
  id: string,
  submissions: readonly submission_path[],
  company: company,
  flags: grade_flags,
  tell: (assessed: assessment, submission: submission_path) => void,
): Promise<void> {
  const parallel = Math.min(submissions.length, availableParallelism());
  // A child needs longer to start than the exercise to load, so children go first.
  const pool = new Pool({
    script: childScript(),
    ahead: MAX_SHARES * parallel,
    expected: MAX_SHARES * submissions.length,
  });
  try {
    const exercise = await loadExercise(id);
    if (exercise === null) throw unknownExercise(id);
    if (flags.format === "mutation" && !isReview(exercise))
      throw new Usage(
        `--format mutation is for exercises in which tests are handed in; ${id} is none.`,
      );
    if (company.told.length > 0 && isReview(exercise))
      throw new Usage(`--with is for exercises in which code is handed in; ${id} is none.`);
    const plan = planOf(exercise, flags);
    const work = async (one: submission_path) => ({
      assessed: await gradeFile(exercise, one, pool, company, flags, plan),
      one,
    });
    await inOrder(submissions, parallel, work, ({ assessed, one }) => tell(assessed, one));
  } finally {
    pool.close();
  }
}

function gradeFile(
  exercise: any_exercise,
  submission: submission_path,
  pool: Pool,
  { companions, told, problem }: company,
  flags: grade_flags,
  plan: plan,
): Promise<assessment> {
  const begin = performance.now();
  const seed = seedOf(flags);
  const read = tryRead(submission.path);
  const given = read instanceof Problem ? read : read.bytes;
  const facts = () => ({
    file: submission.name,
    sha256: given instanceof Problem ? "" : sha256(given),
    seed,
    duration_ms: performance.now() - begin,
    with: told,
  });
  const options = { script: childScript(), start: pool.take, seed, companions };
  return assess(
    exercise,
    given instanceof Problem ? given : (problem ?? given),
    options,
    facts,
    flags.audience,
    plan,
  );
}
