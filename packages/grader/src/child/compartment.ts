// Where a submission is evaluated: a compartment of SES, with the kernel's API, a console, and no way out.

import "ses";
import type { compiled } from "../compile/index.ts";

/** Ordinary JavaScript that kernel code may want. Not here: anything that makes code, waits, or allocates off the heap. */
const KEEP = new Set(
  `Array BigInt Boolean Error EvalError Infinity Iterator JSON Map Math NaN Number Object Proxy RangeError ReferenceError
  Reflect RegExp Set String Symbol SyntaxError TypeError URIError WeakMap WeakSet globalThis isFinite isNaN parseFloat
  parseInt undefined`.split(/\s+/),
);

/** Freezes everything that JavaScript shares between its programs. Once in a process, before any submission runs. */
export function lockDown(): void {
  lockdown({
    errorTaming: "safe",
    consoleTaming: "unsafe",
    errorTrapping: "none",
    unhandledRejectionTrapping: "none",
    overrideTaming: "moderate",
    stackFiltering: "concise",
  });
}

/** What a submission's script finds under the names that it expects. */
export interface endowments {
  readonly kernel: object;
  readonly step: (line: number) => void;
  readonly at: (line: number) => void;
  readonly print: (...values: unknown[]) => void;
}

/**
 * Evaluates a submission in a compartment of its own. Whatever it changes there is gone with it.
 *
 * @returns its exports, which are whatever it says they are
 */
export function evaluate({ code, globals }: compiled, given: endowments): object {
  const compartment = new Compartment({});
  const { globalThis: scope } = compartment;
  for (const name of Object.getOwnPropertyNames(scope))
    if (!KEEP.has(name)) Reflect.deleteProperty(scope, name);
  const { print } = given;
  const console = { log: print, info: print, warn: print, error: print, debug: print };
  fix(scope, "console", harden(console));
  fix(scope, globals.kernel, given.kernel);
  fix(scope, globals.step, harden(given.step));
  fix(scope, globals.at, harden(given.at));
  return compartment.evaluate(code) as object;
}

/** A global that a submission cannot replace. */
function fix(scope: object, name: string, value: unknown): void {
  Object.defineProperty(scope, name, { value, writable: false, configurable: false });
}
