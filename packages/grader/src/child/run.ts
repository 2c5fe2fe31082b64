// All that happens in the child, in order: read the submission, freeze the world, run the cases. Browser-safe.

import { runScenario, type target_name, type targets } from "@faultline/core";
import { compile, type compiled } from "../compile/index.ts";
import { api_names, api_types, type kernel_function, target_names } from "../kernel_api.ts";
import { Problem } from "../problem.ts";
import { OverBudget } from "./budget.ts";
import { Instances, lockDown } from "./compartment.ts";
import { tellData } from "./data.ts";
import { type kernel_object, newKernelObject } from "./kernel_object.ts";
import { runPack, runRace } from "./many.ts";
import type {
  case_line,
  child_case,
  child_input,
  child_line,
  child_single,
  problem_line,
} from "./protocol.ts";
import type { loaded } from "./runs.ts";
import type { Session } from "./session.ts";
import { wordsOf } from "./strangers.ts";

/** A submission that did not finish in so many cases is not tried in more: its author has something to mend first. */
const MAX_OVERRUNS = 5;

/** Runs every case of `input`, and tells of each as it is done. Never throws. */
export function runChild(input: child_input, tell: (line: child_line) => void): void {
  try {
    if (input.data !== undefined) {
      tellData(input.source, input.data, tell);
      return;
    }
    const module = read(input.source);
    // Before the lockdown: parsers are written for an ordinary world. After it, nothing but the submission is new.
    lockDown();
    const kernel = newKernelObject();
    tell({ kind: "ready", targets: probe(module, kernel, input.required) });
    let overruns = 0;
    for (const one of input.cases) {
      if (overruns === MAX_OVERRUNS) return;
      tell({ kind: "begin", n: one.n });
      const done = runAny(module, kernel, one);
      tell(done);
      if (done.overrun !== null) overruns += 1;
    }
  } catch (error) {
    tell(problemOf(error));
  }
}

const read = (source: string): compiled =>
  compile(source, { values: api_names, types: api_types }, target_names);

function runAny(module: compiled, kernel: kernel_object, one: child_case) {
  if ("scenarios" in one) return runPack(one, loader(module, kernel));
  if ("preemptions" in one) return runRace(one, loader(module, kernel));
  return runCase(module, kernel, one);
}

/** A case on a machine, in a compartment and with a session of its own. */
function runCase(
  module: compiled,
  kernel: kernel_object,
  { n, scenario, release }: child_single,
): case_line {
  const { session, livepatch } = load(module, kernel);
  // What the case came to is the judge's affair: here nobody looks.
  runScenario(scenario, { release, livepatch, observe: false });
  const { recorder, log, budget } = session;
  return { kind: "case", n, events: recorder.events, log: log.lines, overrun: budget.overrun };
}

/** Loads the submission into a compartment, and into the next session. */
const load = (module: compiled, kernel: kernel_object): loaded => loader(module, kernel)();

/** What loads the submission again and again: each time nothing of the time before is left. */
function loader(module: compiled, kernel: kernel_object): () => loaded {
  const now = (): Session => kernel.now();
  const instances = new Instances(module, {
    kernel: kernel.api,
    step: (line) => now().budget.step(line),
    at: (line) => {
      now().budget.line = line;
    },
    print: (...values) => now().print(values),
  });
  return () => {
    const session = kernel.begin();
    try {
      return { session, livepatch: livepatchOf(instances.next(), session) };
    } catch (error) {
      throw error instanceof Problem ? error : new LoadError(error, session.budget.line);
    }
  };
}

/** @throws Problem naming an export that is there but is no function */
function livepatchOf(exports: object, session: Session): Partial<targets> {
  const found: Record<string, kernel_function> = {};
  for (const name of target_names) {
    if (!Object.hasOwn(exports, name)) continue;
    const value: unknown = Reflect.get(exports, name);
    if (typeof value !== "function")
      throw new Problem("rejected", `The export ${name} must be a function, but it is not.`);
    found[name] = session.target(name, value as kernel_function);
  }
  return found as Partial<targets>;
}

/** Loads the submission once to see whether it can be used. */
function probe(
  module: compiled,
  kernel: kernel_object,
  required: readonly target_name[],
): target_name[] {
  const missing = required.filter((name) => !module.exports.includes(name));
  if (missing.length > 0) throw new Problem("rejected", missingWords(missing, module.exports));
  const { livepatch } = load(module, kernel);
  return target_names.filter((name) => name in livepatch);
}

function missingWords(missing: readonly string[], there: readonly string[]): string {
  const names = missing.join(" and ");
  const have =
    there.length === 0 ? "It exports nothing." : `It exports ${there.slice(0, 5).join(", ")}.`;
  return `The submission must export ${names}. ${have} Write: export function ${missing[0]}(…)`;
}

/** The submission threw while it was loaded, before any of its functions was called. */
class LoadError extends Error {
  readonly problem: problem_line;

  constructor(thrown: unknown, line: number) {
    super("The submission could not be loaded.");
    const { name, message } = wordsOf(thrown);
    this.problem =
      thrown instanceof OverBudget
        ? {
            kind: "problem",
            problem: "timeout",
            message: `The code outside of the functions does not come to an end, at line ${line}.`,
          }
        : {
            kind: "problem",
            problem: "crashed",
            message: `The code outside of the functions threw ${name || "something"} at line ${line}: ${message}`,
          };
  }
}

function problemOf(error: unknown): problem_line {
  if (error instanceof Problem)
    return { kind: "problem", problem: error.kind, message: error.message };
  if (error instanceof LoadError) return error.problem;
  const message = error instanceof Error ? `${error.name}: ${error.message}` : "unknown";
  return { kind: "problem", problem: "crashed", message };
}
