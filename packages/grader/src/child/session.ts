// One case: the boundary between a submission and the machine it patches. Nothing crosses it but numbers, booleans,
// facades and out-parameters, and everything that crosses is recorded.

import { current } from "@faultline/core";
import { type kernel_function, MAX_ARGS } from "../kernel_api.ts";
import { failureOf, SubmissionError } from "../trace/errors.ts";
import { encodeNumber, type trace_value } from "../trace/format.ts";
import { Budget, OverBudget } from "./budget.ts";
import { Log } from "./console.ts";
import { type facade_owner, isRacy, isWritable } from "./facades.ts";
import type { kind } from "./kinds.ts";
import { Recorder } from "./recorder.ts";
import { plainValue, stranger, wordsOf } from "./strangers.ts";

/** An argument on its way in: how it is recorded, and what the kernel gets. */
interface argument {
  readonly code: trace_value;
  readonly real: unknown;
  /** The submission's own box, to be given back what the kernel put into ours. */
  readonly box?: object;
}

export class Session implements facade_owner {
  readonly budget = new Budget();
  readonly recorder = new Recorder();
  readonly log = new Log();
  readonly #facades = new WeakMap<object, object>();
  readonly #reals = new WeakMap<object, object>();
  /** What a submission caught, by what it stands for: thrown on, it is the same failure again. */
  readonly #faces = new WeakMap<object, Error>();
  /** What a submission threw in an inner target, to be given back to it in the outer one. */
  readonly #thrown = new WeakMap<object, unknown>();
  /** Where it was first thrown: whoever lets it pass is not to blame. */
  readonly #origins = new WeakMap<object, number>();
  readonly #newFacade: (real: object) => object;

  /** @param currentFacade what stands for `current` in every case */
  constructor(newFacade: (real: object) => object, currentFacade: object) {
    this.#newFacade = newFacade;
    this.#facades.set(current, currentFacade);
    this.#reals.set(currentFacade, current);
  }

  /** What the machine calls in place of its own function. */
  target(name: string, f: kernel_function): kernel_function {
    return (...reals) => {
      const { recorder, budget } = this;
      const { line } = budget;
      budget.enter();
      recorder.recording = true;
      recorder.push(["e", name, reals.map((real) => recorder.encode(real))]);
      try {
        const result: unknown = Reflect.apply(
          f,
          undefined,
          reals.map((real) => this.#wrap(real)),
        );
        const { code, real } = this.#scalar(result);
        recorder.push(["v", code, budget.line]);
        return real;
      } catch (thrown) {
        throw this.#leave(thrown);
      } finally {
        budget.leave(line);
      }
    };
  }

  /** A kernel function, called by the submission. */
  call(name: string, f: kernel_function, given: readonly unknown[]): unknown {
    const { recorder, budget } = this;
    budget.call();
    const args = given.slice(0, MAX_ARGS).map((one) => this.#argument(one));
    recorder.push(["c", name, args.map(({ code }) => code), budget.line]);
    let result: unknown;
    try {
      result = f(...args.map(({ real }) => real));
    } catch (error) {
      recorder.push(["x", failureOf(error)]);
      throw this.#face(error);
    }
    budget.called();
    const code = recorder.encode(result);
    const boxes = args.filter(({ box }) => box !== undefined);
    recorder.push(["k", code, boxes.map(({ real }) => recorder.encode(held(real)))]);
    for (const { box, real } of boxes)
      if (box !== undefined) Reflect.set(box, "value", this.#wrap(held(real)));
    return this.#wrap(result);
  }

  read(facade: object, kind: kind, field: string): unknown {
    const real = this.#real(facade, kind, field);
    if (isRacy(kind, field)) return this.#readRacy(real, field);
    const value = (real as Record<string, unknown>)[field];
    if (typeof value === "object" && value !== null && !this.recorder.knows(value)) {
      this.recorder.push(["r", this.recorder.number(real), field]);
      this.recorder.number(value);
    }
    return this.#wrap(value);
  }

  /** Other CPUs may act before it is read, and by way of the submission's own functions: so the record has two parts. */
  #readRacy(real: object, field: string): unknown {
    this.recorder.push(["g", this.recorder.number(real), field]);
    const value = (real as Record<string, unknown>)[field];
    this.recorder.push(["k", this.recorder.encode(value), []]);
    return value;
  }

  write(facade: object, kind: kind, field: string, given: unknown): void {
    const real = this.#real(facade, kind, field);
    if (!isWritable(kind, field))
      throw new TypeError(`${kind}.${field} is not written by hand: kernel functions change it.`);
    const { code, real: value } = this.#scalar(given);
    const fits =
      kind === "out"
        ? value === null || typeof value === "boolean" || this.#isFacade(given)
        : Number.isSafeInteger(value);
    if (!fits) throw new TypeError(`${kind}.${field} is set to something that does not fit it.`);
    this.recorder.push(["w", this.recorder.number(real), field, code, this.budget.line]);
    (real as Record<string, unknown>)[field] = value;
  }

  /** The submission prints. */
  print(values: readonly unknown[]): void {
    this.log.print(values, (value) => this.#label(value));
  }

  /** A facade's kind and, for a page, its number: for the console. */
  #label(value: object): string | null {
    const real = this.#reals.get(value);
    if (real === undefined) return null;
    const name = Object.prototype.toString.call(value).slice(8, -1);
    return "pfn" in real ? `${name} ${String(real.pfn)}` : name;
  }

  #real(facade: object, kind: kind, field: string): object {
    const real = this.#reals.get(facade);
    if (real === undefined)
      throw new TypeError(`${field} is read from something that is no ${kind}.`);
    return real;
  }

  #isFacade(value: unknown): boolean {
    return typeof value === "object" && value !== null && this.#reals.has(value);
  }

  /** What the submission gets for a value of the machine's. */
  #wrap(real: unknown): unknown {
    if (Array.isArray(real)) return Object.freeze(real.map((one) => this.#wrap(one)));
    if (typeof real !== "object" || real === null) return real;
    const known = this.#facades.get(real);
    if (known !== undefined) return known;
    const facade = this.#newFacade(real);
    this.#facades.set(real, facade);
    this.#reals.set(facade, real);
    return facade;
  }

  /** What the machine gets for a value of the submission's, if it is no out-parameter. */
  #scalar(value: unknown): argument {
    if (typeof value === "number") return { code: encodeNumber(value), real: value };
    if (typeof value === "boolean" || value === null) return { code: value, real: value };
    if (value === undefined) return { code: ["u"], real: undefined };
    const real = typeof value === "object" ? this.#reals.get(value) : undefined;
    return real === undefined ? stranger(value) : { code: this.recorder.encode(real), real };
  }

  #argument(value: unknown): argument {
    if (typeof value !== "object" || value === null || this.#isFacade(value))
      return this.#scalar(value);
    const inside = plainValue(value);
    if (inside === null) return stranger(value);
    const { code, real } = this.#scalar(inside.value);
    return { code: ["b", code], real: { value: real }, box: value };
  }

  /** What the submission may catch in place of a failure of the kernel's. */
  #face(error: unknown): unknown {
    if (error instanceof OverBudget || !(error instanceof Error)) return error;
    if (error instanceof SubmissionError) return this.#thrown.get(error);
    const face = newFace(error);
    this.#faces.set(face, error);
    return face;
  }

  /** What the machine gets when a target throws. */
  #leave(thrown: unknown): unknown {
    if (this.budget.ended(thrown)) return thrown;
    const known =
      typeof thrown === "object" && thrown !== null ? this.#faces.get(thrown) : undefined;
    const kind = known === undefined ? "own" : failureOf(known);
    const { name, message } = wordsOf(thrown);
    this.recorder.push(["t", kind, this.#originOf(thrown), name, message]);
    // A wrong argument is the submission's own mistake once it leaves the submission.
    if (known !== undefined && kind === "bug") return known;
    const error = new SubmissionError();
    this.#thrown.set(error, thrown);
    return error;
  }

  #originOf(thrown: unknown): number {
    const { line } = this.budget;
    if (typeof thrown !== "object" || thrown === null) return line;
    const origin = this.#origins.get(thrown) ?? line;
    this.#origins.set(thrown, origin);
    return origin;
  }
}

const held = (box: unknown): unknown => (box as { readonly value: unknown }).value;

/** Frozen, so that nothing can be kept on it; without the machine's stack. */
function newFace(error: Error): Error {
  const face =
    error instanceof TypeError
      ? new TypeError(error.message)
      : error instanceof RangeError
        ? new RangeError(error.message)
        : new Error(error.message);
  if (failureOf(error) === "bug") Object.defineProperty(face, "name", { value: "KernelBug" });
  return Object.freeze(face);
}
