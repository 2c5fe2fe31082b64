// faultline doctor: whether grading works on this machine, and what stands around a submission here.

import {
  cacheOf,
  childScript,
  enclosureFor,
  exercise_ids,
  grade,
  isExported,
  type layer,
  loadCodeExercise,
  type missing_layer,
} from "@faultline/grader";
import { type check, comfortsHere } from "../doctor/comforts.ts";
import { type installer, installerFor, onPath } from "../doctor/packages.ts";
import { prettyDiagnosis } from "../pretty/diagnosis.ts";
import { exit_codes, type terminal } from "../terminal.ts";

export interface diagnosis {
  readonly schema: "faultline/doctor/v1";
  /** Whether submissions can be graded here. */
  readonly ok: boolean;
  /** What must be there, or nothing can be graded. */
  readonly checks: readonly check[];
  /** What is good to have. */
  readonly comforts: readonly check[];
  readonly in_force: readonly layer[];
  readonly missing: readonly missing_layer[];
}

type exercise = NonNullable<Awaited<ReturnType<typeof loadCodeExercise>>>;

const OLDEST = [20, 19] as const;

export async function doctorCommand(
  { format }: { readonly format: "pretty" | "json" },
  terminal: terminal,
): Promise<number> {
  const diagnosis = await diagnose(terminal);
  terminal.stdout(
    format === "json"
      ? `${JSON.stringify(diagnosis, null, 2)}\n`
      : prettyDiagnosis(diagnosis, terminal),
  );
  return diagnosis.ok ? exit_codes.ok : exit_codes.below;
}

async function diagnose(terminal: terminal): Promise<diagnosis> {
  const { in_force, missing } = enclosureFor();
  const installer = installerFor(onPath);
  const checks = [checkNode(process.versions.node, installer), checkScript()];
  if (checks.every(({ ok }) => ok)) checks.push(await checkGrading());
  const ok = checks.every((check) => check.ok);
  return {
    schema: "faultline/doctor/v1",
    ok,
    checks,
    comforts: comfortsHere(installer, terminal),
    in_force,
    missing: missing.map((one) => ({ ...one, remedy: installer.translate(one.remedy) })),
  };
}

export function checkNode(version: string, { install }: installer): check {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [least, point] = OLDEST;
  const ok = major > least || (major === least && minor >= point);
  return {
    what: "Node",
    ok,
    found: ok ? `v${version}` : `v${version}; ${OLDEST.join(".")} or later is needed`,
    // A package of Linux's is often older still; n is a program of npm's that fetches Node itself.
    remedy: ok ? "" : install("node") || "sudo npx --yes n lts",
  };
}

function checkScript(): check {
  const what = "the part that runs submissions";
  try {
    const quick = isExported() || cacheOf(childScript()) !== null;
    return quick
      ? { what, ok: true, found: "built", remedy: "" }
      : {
          what,
          ok: true,
          found: "built for another Node, so that it starts more slowly",
          remedy: "npm run build",
        };
  } catch {
    return { what, ok: false, found: "not built", remedy: "npm run build" };
  }
}

/** A kit has some of the exercises; in most of them code is handed in. */
async function anyExercise(): Promise<exercise> {
  for (const id of exercise_ids) {
    const exercise = await loadCodeExercise(id);
    if (exercise !== null) return exercise;
  }
  throw new Error("there is no exercise in which code is handed in");
}

/** A submission that does nothing right must be read, run and judged all the same. */
async function checkGrading(): Promise<check> {
  const what = "a submission";
  try {
    const exercise = await anyExercise();
    const text = exercise.targets.map((name) => `export const ${name} = () => 0;\n`).join("");
    const begin = performance.now();
    const bytes = new TextEncoder().encode(text);
    const { status, message } = await grade(exercise, bytes, { script: childScript() });
    if (status !== "graded") throw new Error(`it came to ${status}: ${message}`);
    const milliseconds = Math.round(performance.now() - begin);
    return { what, ok: true, found: `was graded in ${milliseconds} ms`, remedy: "" };
  } catch (error) {
    const found = error instanceof Error ? error.message : "the grader failed";
    return { what, ok: false, found: `cannot be graded: ${found}`, remedy: "" };
  }
}
