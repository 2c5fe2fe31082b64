// A submission that is data: the file is evaluated within the same walls as any other, and what it exports is sent out.

import { compile } from "../compile/index.ts";
import { api_types } from "../kernel_api.ts";
import { rejected } from "../problem.ts";
import { Budget } from "./budget.ts";
import { Instances, lockDown } from "./compartment.ts";
import { Log } from "./console.ts";
import { NotPlain, plainCopy } from "./plain.ts";
import type { data_line, problem_line, ready_line } from "./protocol.ts";
import { wordsOf } from "./strangers.ts";

/** Nothing of the kernel is within reach of it: it can import types alone. */
const importable = { values: new Set<string>(), types: api_types };

/**
 * Evaluates the file and tells what it exports under this name.
 *
 * @throws Problem if it is no TypeScript, or exports nothing of that name, or something that is not plain data
 */
export function tellData(
  source: string,
  name: string,
  tell: (line: ready_line | data_line | problem_line) => void,
): void {
  const module = compile(source, importable, [name]);
  if (!module.exports.includes(name)) throw rejected(missingWords(name, module.exports));
  lockDown();
  tell({ kind: "ready", targets: [] });
  const budget = new Budget();
  const log = new Log();
  const instances = new Instances(module, {
    kernel: Object.freeze({}),
    step: (line) => budget.step(line),
    at: () => {},
    print: (...values) => log.print(values, () => null),
  });
  let value: unknown;
  try {
    // A proxy's traps run here: within the budget, like the rest of the file.
    value = plainCopy(Reflect.get(instances.next(), name), name);
  } catch (thrown) {
    tell(problemOf(thrown, budget));
    return;
  }
  tell({ kind: "data", value, log: log.lines });
}

function missingWords(name: string, exports: readonly string[]): string {
  const have = exports.length === 0 ? "nothing" : exports.slice(0, 5).join(", ");
  return `The submission must export ${name}. It exports ${have}. Write: export const ${name} = [...];`;
}

function problemOf(thrown: unknown, budget: Budget): problem_line {
  const { line, overrun } = budget;
  if (overrun !== null)
    return {
      kind: "problem",
      problem: "timeout",
      message: `The file does not come to an end, at line ${overrun.line}.`,
    };
  if (NotPlain.is(thrown)) return { kind: "problem", problem: "rejected", message: thrown.message };
  const { name, message } = wordsOf(thrown);
  return {
    kind: "problem",
    problem: "crashed",
    message: `The file threw ${name || "something"} at line ${line}: ${message}`,
  };
}
