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

/** A compartment with a submission in it. */
interface inhabited {
  readonly scope: object;
  /** What the scope was like before the submission ran. */
  readonly before: scope_state;
  /** Runs the text of the submission: all that it declares is made anew. */
  readonly instantiate: () => object;
}

/**
 * Makes instances of a submission. They share a compartment as long as none has changed its global object, so that
 * nothing of one is there for the next: all else in a compartment is frozen.
 */
export class Instances {
  readonly #submission: compiled;
  readonly #given: endowments;
  #home: inhabited | null = null;

  constructor(submission: compiled, given: endowments) {
    this.#submission = submission;
    this.#given = given;
  }

  /** @returns the exports of a new instance, which are whatever it says they are */
  next(): object {
    if (this.#home === null || !isSame(this.#home.before, stateOf(this.#home.scope)))
      this.#home = settle(this.#submission, this.#given);
    return this.#home.instantiate();
  }
}

function settle({ code, globals }: compiled, given: endowments): inhabited {
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
  const instantiate = compartment.evaluate(code) as () => object;
  return { scope, before: stateOf(scope), instantiate };
}

/** All that can be changed about a global object. */
type scope_state = readonly unknown[];

function stateOf(scope: object): scope_state {
  const state: unknown[] = [Object.getPrototypeOf(scope), Object.isExtensible(scope)];
  for (const key of Reflect.ownKeys(scope)) {
    const one = Reflect.getOwnPropertyDescriptor(scope, key);
    state.push(key, one?.value, one?.get, one?.set);
    state.push(one?.writable, one?.enumerable, one?.configurable);
  }
  return state;
}

const isSame = (a: scope_state, b: scope_state): boolean =>
  a.length === b.length && a.every((one, i) => Object.is(one, b[i]));

/** A global that a submission cannot replace. */
function fix(scope: object, name: string, value: unknown): void {
  Object.defineProperty(scope, name, { value, writable: false, configurable: false });
}
