// Loads the files of a submission for one run: each in a compartment of its own, all in one session, with one budget.

import type { targets } from "@faultline/core";
import { type kernel_function, target_names } from "../kernel_api.ts";
import { inFile, inFileWords, Problem, rejected } from "../problem.ts";
import { lineIn } from "../trace/lines.ts";
import { OverBudget } from "./budget.ts";
import { Instances } from "./compartment.ts";
import type { kernel_object } from "./kernel_object.ts";
import type { part } from "./parts.ts";
import type { problem_line } from "./protocol.ts";
import type { loaded } from "./runs.ts";
import type { Session } from "./session.ts";
import { wordsOf } from "./strangers.ts";

/** What loads the files again and again: each time nothing of the time before is left. */
export function loader(parts: readonly part[], kernel: kernel_object): () => loaded {
  const files = parts.map((part) => ({ part, instances: instancesOf(part, kernel) }));
  return () => {
    const session = kernel.begin();
    const patches = files.map(({ part, instances }) => load(part, instances, session));
    // Whoever comes first wins: the submission before all others.
    const livepatch: Partial<targets> = Object.assign({}, ...patches.reverse());
    return { session, livepatch };
  };
}

function instancesOf({ module, n }: part, kernel: kernel_object): Instances {
  const now = (): Session => kernel.now();
  const before = lineIn(n, 0);
  return new Instances(module, {
    kernel: kernel.api,
    step: (line) => now().budget.step(before + line),
    at: (line) => {
      now().budget.line = before + line;
    },
    print: (...values) => now().print(values),
  });
}

/** @throws Problem, LoadError */
function load(part: part, instances: Instances, session: Session): Partial<targets> {
  const { budget } = session;
  const before = lineIn(part.n, 0);
  budget.line = before;
  try {
    return inFile(part.name, () => livepatchOf(instances.next(), session));
  } catch (error) {
    throw error instanceof Problem ? error : new LoadError(error, part.name, budget.line - before);
  } finally {
    budget.line = 0;
  }
}

/** @throws Problem naming an export that is there but is no function */
function livepatchOf(exports: object, session: Session): Partial<targets> {
  const found: Record<string, kernel_function> = {};
  for (const name of target_names) {
    if (!Object.hasOwn(exports, name)) continue;
    const value: unknown = Reflect.get(exports, name);
    if (typeof value !== "function")
      throw rejected(`The export ${name} must be a function, but it is not.`);
    found[name] = session.target(name, value as kernel_function);
  }
  return found as Partial<targets>;
}

/** A file threw while it was loaded, before any of its functions was called. */
export class LoadError extends Error {
  readonly problem: problem_line;

  /** @param file its name; empty for the submission */
  constructor(thrown: unknown, file: string, line: number) {
    super("The submission could not be loaded.");
    const { name, message } = wordsOf(thrown);
    const endless = thrown instanceof OverBudget;
    const words = endless
      ? `The code outside of the functions does not come to an end, at line ${line}.`
      : `The code outside of the functions threw ${name || "something"} at line ${line}: ${message}`;
    this.problem = {
      kind: "problem",
      problem: endless ? "timeout" : "crashed",
      message: file === "" ? words : inFileWords(file, words),
    };
  }
}
