// faultline trace: the story of one run of a visible test, with the learner's code.

import { existsSync } from "node:fs";
import { join } from "node:path";
import {
  type audience,
  childScript,
  DEFAULT_SEED,
  exercise_ids,
  fileName,
  grade,
  loadCodeExercise,
  oneLine,
  Problem,
  type traced,
  traceSubmission,
} from "@faultline/grader";
import { type story, tellRun } from "@faultline/view";
import { findPlaces, shownPath } from "../learner/places.ts";
import { nearest } from "../nearest.ts";
import { breaks, prettyTrace } from "../pretty/trace.ts";
import { tryRead } from "../submissions/read.ts";
import { exit_codes, type terminal, Usage } from "../terminal.ts";
import { exploreCommand } from "./explore.ts";
import { unknownExercise } from "./grade.ts";

export interface trace_flags {
  readonly test?: string;
  readonly step?: number;
  readonly all: boolean;
  readonly audience: audience;
  readonly format: "pretty" | "json";
}

type exercise = NonNullable<Awaited<ReturnType<typeof loadCodeExercise>>>;
type test = exercise["tests"][number];
type scenario = traced["run"]["scenario"];

export async function traceCommand(
  id: string,
  file: string | undefined,
  flags: trace_flags,
  terminal: terminal,
): Promise<number> {
  if (!exercise_ids.includes(id)) throw unknownExercise(id);
  const exercise = await loadCodeExercise(id);
  if (exercise === null)
    throw new Usage(`in ${id} tests are handed in, and no function that could be traced.`);
  const test = chosen(exercise, flags);
  const path = file ?? ownFile(id);
  if ("preemptions" in test)
    return exploreCommand(id, path, { format: flags.format, race: test.id }, terminal);
  const bytes = bytesOf(path);
  const { scenario, passed } = await scenarioOf(exercise, test, bytes);
  const ran = await runOf(exercise, bytes, { test, scenario });
  const traced = passed ? { ...ran, ...nothing_differs } : ran;
  checkStep(flags, scenario);
  const story = storyOf(traced, flags);
  const { id: test_id, title, hint } = test;
  const told = {
    exercise: id,
    file: fileName(path),
    test: { id: test_id, title, hint },
    story,
    traced,
  };
  terminal.stdout(
    flags.format === "json"
      ? `${JSON.stringify(reportOf(told), null, 2)}\n`
      : prettyTrace(told, terminal),
  );
  const well = traced.verdict.status === "passed" && !breaks(traced);
  return well ? exit_codes.ok : exit_codes.below;
}

function storyOf({ run, moments, counterexample }: traced, { step, all }: trace_flags): story {
  return tellRun(run, {
    moments,
    inside: all,
    ...(step !== undefined && { step }),
    ...(counterexample !== null && { parted: counterexample.step + 1 }),
  });
}

/** The test that was asked for. @throws Usage if there is none, or one that is not to be seen */
function chosen({ id, tests }: exercise, { test: name, audience }: trace_flags): test {
  const visible = tests.filter((one) => one.visibility === "visible").map((one) => one.id);
  const those = `take one of: ${visible.join(", ")}.`;
  if (name === undefined) throw new Usage(`which test? Name it with --test; ${those}`);
  const found = tests.find((one) => one.id === name);
  if (found === undefined)
    throw new Usage(`${id} has no test ${JSON.stringify(name)}${nearest(name, visible)}; ${those}`);
  if (found.visibility === "hidden" && audience === "learner")
    throw new Usage(`the test ${name} is hidden, and so is what it does; ${those}`);
  return found;
}

/** Where `faultline start` puts a learner's file. */
function ownFile(id: string): string {
  const path = join(findPlaces().work, `${id}.ts`);
  if (existsSync(path)) return path;
  throw new Usage(
    `there is no ${shownPath(path)} yet: \`faultline start ${id}\` makes it, or name your file behind the exercise.`,
  );
}

function bytesOf(path: string): Uint8Array {
  const read = tryRead(path);
  if (read instanceof Problem) throw new Usage(`this cannot be traced. ${oneLine(read.message)}`);
  return read.bytes;
}

/** What is run: of a random test the simplest scenario in which the code and Linux part ways, or else its first one. */
async function scenarioOf(
  exercise: exercise,
  test: test,
  bytes: Uint8Array,
): Promise<{ readonly scenario: scenario /** Known already. */; readonly passed: boolean }> {
  if ("scenario" in test) return { scenario: test.scenario, passed: false };
  const graded = await grade({ ...exercise, tests: [test] }, bytes, { script: childScript() });
  if (graded.status !== "graded") throw notToAnEnd(graded.message);
  const outcome = graded.verdicts[0]?.outcome;
  if (outcome?.kind === "ran" && outcome.run !== null)
    return { scenario: outcome.run.scenario, passed: false };
  const [first] = "pack" in test ? test.pack.scenarios(DEFAULT_SEED) : [];
  if (first === undefined) throw new Error(`The test ${test.id} has no scenario.`);
  return { scenario: first, passed: true };
}

/** What there is to say of a run that is as Linux's. */
const nothing_differs: Pick<traced, "verdict" | "counterexample"> = {
  verdict: { status: "passed", message: "", findings: [] },
  counterexample: null,
};

const notToAnEnd = (why: string): Usage =>
  new Usage(`this code could not be run to an end. ${oneLine(why)}`);

async function runOf(
  exercise: exercise,
  bytes: Uint8Array,
  what: Parameters<typeof traceSubmission>[2],
): Promise<traced> {
  const options = { script: childScript() };
  const { status, message, traced } = await traceSubmission(exercise, bytes, what, options);
  if (traced !== null) return traced;
  throw notToAnEnd(status === "graded" ? "It did not end." : message);
}

function checkStep({ step }: trace_flags, { ops }: scenario): void {
  if (step !== undefined && (step < 1 || step > ops.length))
    throw new Usage(`this test has steps 1 to ${ops.length}; there is no step ${step}.`);
}

/** What `--format json` writes. */
function reportOf({
  exercise,
  file,
  test,
  story,
  traced,
}: {
  exercise: string;
  file: string;
  test: { id: string; title: string; hint: string };
  story: story;
  traced: traced;
}) {
  const { verdict, counterexample } = traced;
  const { status, message } = verdict;
  const about = { exercise, file, test: test.id, status, message };
  return { schema: "faultline/trace/v1", ...about, ...story, counterexample };
}
