// All that happens in the child, in order: read the submission, freeze the world, run the cases. Browser-safe.

import type { target_name } from "@faultline/core";
import { target_names } from "../kernel_api.ts";
import { Problem } from "../problem.ts";
import { lockDown } from "./compartment.ts";
import { tellData } from "./data.ts";
import { type kernel_object, newKernelObject } from "./kernel_object.ts";
import { LoadError, loader } from "./load.ts";
import { runBlind, runPack, runRace } from "./many.ts";
import { type part, readParts, refuseWithout } from "./parts.ts";
import type {
  case_line,
  child_case,
  child_input,
  child_line,
  child_single,
  problem_line,
  runs_line,
} from "./protocol.ts";

/** A submission that did not finish in so many cases is not tried in more: its author has something to mend first. */
const MAX_OVERRUNS = 5;

/** Runs every case of `input`, and tells of each as it is done. Never throws. */
export function runChild(input: child_input, tell: (line: child_line) => void): void {
  try {
    if (input.data !== undefined) {
      tellData(input.source, input.data, tell);
      return;
    }
    const parts = readParts(input);
    // Before the lockdown: parsers are written for an ordinary world. After it, nothing but the submission is new.
    lockDown();
    const kernel = newKernelObject();
    tell({ kind: "ready", targets: probe(parts, kernel) });
    let overruns = 0;
    for (const one of input.cases) {
      if (overruns === MAX_OVERRUNS) return;
      const goingOn = (): void => tell({ kind: "begin", n: one.n });
      goingOn();
      const done = runAny(parts, kernel, one, goingOn);
      tell(done);
      if (done.overrun !== null) overruns += 1;
    }
  } catch (error) {
    tell(problemOf(error));
  }
}

function runAny(
  parts: readonly part[],
  kernel: kernel_object,
  one: child_case,
  goingOn: () => void,
): case_line | runs_line {
  if ("scenarios" in one) return runPack(one, loader(parts, kernel));
  if ("preemptions" in one) return runRace(one, loader(parts, kernel), goingOn);
  return runCase(parts, kernel, one);
}

/** A case on a machine, in compartments and with a session of its own. */
function runCase(
  parts: readonly part[],
  kernel: kernel_object,
  { n, scenario, release }: child_single,
): case_line {
  const { session, livepatch } = loader(parts, kernel)();
  runBlind(scenario, release, livepatch);
  const { recorder, log, budget } = session;
  return { kind: "case", n, events: recorder.events, log: log.lines, overrun: budget.overrun };
}

/** Loads the submission once to see whether it can be used. */
function probe(parts: readonly part[], kernel: kernel_object): target_name[] {
  for (const part of parts) refuseWithout(part);
  const { livepatch } = loader(parts, kernel)();
  return target_names.filter((name) => name in livepatch);
}

function problemOf(error: unknown): problem_line {
  if (error instanceof Problem)
    return { kind: "problem", problem: error.kind, message: error.message };
  if (error instanceof LoadError) return error.problem;
  const message = error instanceof Error ? `${error.name}: ${error.message}` : "unknown";
  return { kind: "problem", problem: "crashed", message };
}
