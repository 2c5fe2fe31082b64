// Plays the trace of a case on a machine that the submission has never seen. What the submission called is called here,
// what it wrote is written here, and what it claims to have got must be what this machine gives: whoever invents a
// trace earns by it exactly what code that did the same would have earned.

import { kernel, type target_name, type targets } from "@faultline/core";
import { isRacy, isWritable } from "../child/facades.ts";
import { fields, kindOf } from "../child/kinds.ts";
import { kernelFunction, MAX_ARGS } from "../kernel_api.ts";
import { failureOf, SubmissionError } from "../trace/errors.ts";
import type { trace_value } from "../trace/format.ts";
import { Numbering } from "../trace/numbering.ts";
import { PageCount } from "../trace/pages.ts";
import {
  asLine,
  asList,
  asName,
  asNumber,
  decode,
  decodeArgument,
  isBox,
  Mismatch,
  noteLine,
  same,
} from "../trace/read.ts";
import { type mismatch, sayEvent, sayFailure, sayList, sayValue } from "./evidence.ts";

/** How deep targets may call each other; the child stops earlier. */
const MAX_DEPTH = 60;

/** What the submission threw in the end, if it did. Its words are its own: show them to nobody who may not see its inputs. */
export interface last_throw {
  readonly line: number | null;
  readonly name: string;
  readonly message: string;
  /** The kernel function that refused its arguments, if that is what it died of. */
  readonly refused_by: string | null;
}

export class Replay {
  /** Why the trace does not fit; null as long as it does. */
  mismatch: mismatch | null = null;
  thrown: last_throw | null = null;
  readonly #events: readonly unknown[];
  readonly #numbering = new Numbering();
  readonly #pages = new PageCount();
  #next = 0;
  #depth = 0;
  #refusal: string | null = null;

  constructor(events: readonly unknown[]) {
    this.#events = events;
  }

  /** Functions for the machine's slots, each of which does what the submission's function did. */
  livepatch(names: readonly target_name[]): Partial<targets> {
    const enter = (name: target_name) => [
      name,
      (...reals: unknown[]) => this.#guard(() => this.#target(name, reals)),
    ];
    return Object.fromEntries(names.map(enter)) as Partial<targets>;
  }

  /** The run is over: so must the trace be. */
  finish(): void {
    if (this.mismatch === null && this.#next !== this.#events.length)
      this.mismatch = this.#evidence(this.#next, "more was recorded than happened", "");
  }

  #evidence(event: number, about: string, happened: string): mismatch {
    const recorded = sayEvent(this.#events[event]);
    return { about, event, recorded, happened: happened === "" ? "nothing of that" : happened };
  }

  /** Once the trace has failed to fit, nothing more is believed. */
  #guard(play: () => unknown): unknown {
    if (this.mismatch !== null) throw new Mismatch(this.mismatch.about);
    try {
      this.#depth += 1;
      this.#pages.enter();
      if (this.#depth > MAX_DEPTH) throw new Mismatch("targets inside targets without end");
      return play();
    } catch (error) {
      if (error instanceof Mismatch)
        this.mismatch ??= this.#evidence(this.#next - 1, error.message, error.happened);
      throw error;
    } finally {
      this.#pages.leave();
      this.#depth -= 1;
    }
  }

  #event(): readonly unknown[] {
    const event = this.#events[this.#next];
    this.#next += 1;
    if (event === undefined) throw new Mismatch("less was recorded than happened", "more");
    return asList(event);
  }

  #target(name: target_name, reals: readonly unknown[]): unknown {
    const [kind, entered, args] = this.#event();
    if (kind !== "e" || entered !== name)
      throw new Mismatch("another function was entered", `${name}() was called`);
    const ours = reals.map((real) => this.#numbering.encode(real));
    if (!same(ours, args)) throw new Mismatch(`${name}() got other arguments`, sayList(ours));
    for (;;) {
      const event = this.#event();
      if (event[0] === "c") this.#call(event);
      else if (event[0] === "r") this.#read(event);
      else if (event[0] === "g") this.#readRacy(event);
      else if (event[0] === "w") this.#write(event);
      else if (event[0] === "v") return this.#return(event);
      else if (event[0] === "t") this.#throw(event);
      else throw new Mismatch("an event of no kind");
    }
  }

  #call([, called, given, line]: readonly unknown[]): void {
    const name = asName(called);
    const f = kernelFunction(name);
    const codes = asList(given);
    if (f === undefined || codes.length > MAX_ARGS) throw new Mismatch("no such kernel call");
    const args = codes.map((code) => decodeArgument(code, this.#numbering));
    noteLine(line);
    let result: unknown;
    try {
      result = f(...args);
    } catch (error) {
      this.#failed(name, error);
      return;
    }
    if (this.#pages.exceeded) throw new Mismatch("more pages are held than anybody may hold");
    const ours = this.#numbering.encode(result);
    const boxes = args.filter((_arg, i) => isBox(codes[i])) as { readonly value: unknown }[];
    const held = boxes.map(({ value }) => this.#numbering.encode(value));
    const [kind, theirs, theirHeld] = this.#event();
    if (kind !== "k" || !same(ours, theirs) || !same(held, theirHeld))
      throw new Mismatch(`${name}() returned something else`, sayAnswer(ours, held));
  }

  /** The call threw here: it must have thrown the same there. A full stack is not the same: nobody knows how far it got. */
  #failed(name: string, error: unknown): void {
    if (error instanceof Mismatch) throw error;
    const ours = failureOf(error);
    const [kind, theirs] = this.#event();
    if (kind !== "x" || ours !== theirs || ours === "other")
      throw new Mismatch(`${name}() ended in another way`, `it ended by ${sayFailure(ours)}`);
    if (ours === "type") this.#refusal = name;
  }

  #read([, number, fieldName]: readonly unknown[]): void {
    const { real, field } = this.#field(number, fieldName);
    const value: unknown = real[field];
    if (typeof value !== "object" || value === null || this.#numbering.knows(value))
      throw new Mismatch("a field that leads nowhere new");
    this.#numbering.number(value);
  }

  #readRacy([, number, fieldName]: readonly unknown[]): void {
    const { real, field } = this.#field(number, fieldName);
    if (!isRacy(kindOf(real), field)) throw new Mismatch("a field that nobody races for");
    const ours = this.#numbering.encode(real[field]);
    const [kind, theirs] = this.#event();
    if (kind !== "k" || !same(ours, theirs)) throw new Mismatch(`${field} held something else`);
  }

  #write([, number, fieldName, code, line]: readonly unknown[]): void {
    const { real, field } = this.#field(number, fieldName);
    if (!isWritable(kindOf(real), field)) throw new Mismatch("a field that is not written by hand");
    const value = decode(code, this.#numbering);
    if (!(field === "value" ? this.#fitsBox(value) : Number.isSafeInteger(value)))
      throw new Mismatch("a value that does not fit its field");
    noteLine(line);
    real[field] = value;
  }

  /** As in the child: nothing, a truth, or an object of the machine's. */
  #fitsBox(value: unknown): boolean {
    if (value === null || typeof value === "boolean") return true;
    return typeof value === "object" && this.#numbering.knows(value);
  }

  #field(number: unknown, fieldName: unknown): { real: Record<string, unknown>; field: string } {
    const real = this.#numbering.object(asNumber(number));
    const field = asName(fieldName);
    const known: readonly string[] = real === undefined ? [] : fields[kindOf(real)];
    if (real === undefined || !known.includes(field)) throw new Mismatch("no such field");
    return { real: real as Record<string, unknown>, field };
  }

  #return([, code, line]: readonly unknown[]): unknown {
    noteLine(line);
    return decode(code, this.#numbering);
  }

  #throw([, kind, line, name, message]: readonly unknown[]): never {
    noteLine(line);
    const { dead } = kernel();
    if (kind === "bug") {
      if (dead === null) throw new Mismatch("a BUG that did not happen");
      throw dead;
    }
    if (kind !== "own" && kind !== "type" && kind !== "other") throw new Mismatch("no failure");
    this.thrown = {
      line: asLine(line),
      name: typeof name === "string" ? name.slice(0, 50) : "",
      message: typeof message === "string" ? message.slice(0, 500) : "",
      refused_by: kind === "type" ? this.#refusal : null,
    };
    throw new SubmissionError();
  }
}

/** What a call gave here, with what it put into out-parameters. */
const sayAnswer = (answer: trace_value, held: readonly trace_value[]): string =>
  `it returned ${sayValue(answer)}${held.length > 0 ? `, with ${sayList(held)}` : ""}`;
