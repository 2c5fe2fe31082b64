// faultline doctor: whether grading works on this machine, and what stands around a submission here.

import {
  cacheOf,
  childScript,
  enclosureFor,
  grade,
  type layer,
  loadCodeExercise,
  type missing_layer,
} from "@faultline/grader";
import { prettyDiagnosis } from "../pretty/diagnosis.ts";
import { exit_codes, type terminal } from "../terminal.ts";

/** What must be there, or nothing can be graded. */
export interface check {
  readonly what: string;
  readonly ok: boolean;
  /** What was found. */
  readonly found: string;
  /** The command that would mend it; empty if it is well, or if there is none. */
  readonly remedy: string;
}

export interface diagnosis {
  readonly schema: "faultline/doctor/v1";
  /** Whether submissions can be graded here. */
  readonly ok: boolean;
  readonly checks: readonly check[];
  readonly in_force: readonly layer[];
  readonly missing: readonly missing_layer[];
}

const OLDEST = [20, 19] as const;

export async function doctorCommand(
  { format }: { readonly format: "pretty" | "json" },
  terminal: terminal,
): Promise<number> {
  const diagnosis = await diagnose();
  terminal.stdout(
    format === "json"
      ? `${JSON.stringify(diagnosis, null, 2)}\n`
      : prettyDiagnosis(diagnosis, terminal),
  );
  return diagnosis.ok ? exit_codes.ok : exit_codes.below;
}

async function diagnose(): Promise<diagnosis> {
  const { in_force, missing } = enclosureFor();
  const checks = [checkNode(process.versions.node), checkScript()];
  if (checks.every(({ ok }) => ok)) checks.push(await checkGrading());
  const ok = checks.every((check) => check.ok);
  return {
    schema: "faultline/doctor/v1",
    ok,
    checks,
    in_force,
    missing: missing.map((one) => ({ ...one, remedy: asRoot(one.remedy) })),
  };
}

/** A command for the administrator, as this user would type it. */
const asRoot = (command: string): string =>
  command === "" || process.getuid?.() === 0 ? command : `sudo ${command}`;

export function checkNode(version: string): check {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [least, point] = OLDEST;
  const ok = major > least || (major === least && minor >= point);
  return {
    what: "Node",
    ok,
    found: ok ? `v${version}` : `v${version}; ${OLDEST.join(".")} or later is needed`,
    remedy: ok ? "" : `nvm install ${least}`,
  };
}

function checkScript(): check {
  const what = "the part that runs submissions";
  try {
    const quick = cacheOf(childScript()) !== null;
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

/** A submission that does nothing right must be read, run and judged all the same. */
async function checkGrading(): Promise<check> {
  const what = "a submission";
  const text = "export const mcopy_atomic_install_pte = () => 0;\n";
  try {
    const exercise = await loadCodeExercise("install-pte");
    if (exercise === null) throw new Error("the exercise install-pte is not there");
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
