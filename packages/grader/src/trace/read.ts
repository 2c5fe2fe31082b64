// Reads what a child wrote. It may be anything: every piece is accepted by its type alone, and nothing of it is ever
// turned into a string, compared loosely, or looked at more deeply than the format goes.

import { kernel } from "@faultline/core";
import { oddNumber, standIn, type stranger_type } from "./format.ts";
import { MAX_FILES, MAX_LINE_NUMBER } from "./lines.ts";
import type { Numbering } from "./numbering.ts";

/** The trace does not fit the machine, or is none. */
export class Mismatch extends Error {
  override readonly name = "Mismatch";
  /** What this machine did instead; empty if there is nothing to say. */
  readonly happened: string;

  constructor(message: string, happened = "") {
    super(message);
    this.happened = happened;
  }
}

const MAX_ITEMS = 16;
const STRANGERS: readonly unknown[] = ["string", "object", "function", "symbol", "bigint"];

export function asList(value: unknown): readonly unknown[] {
  if (!Array.isArray(value) || value.length > MAX_ITEMS) throw new Mismatch("not a list");
  return value;
}

export function asName(value: unknown): string {
  if (typeof value !== "string" || value.length > 100) throw new Mismatch("not a name");
  return value;
}

export function asNumber(value: unknown): number {
  if (typeof value !== "number") throw new Mismatch("not a number");
  return value;
}

/** A line of the submission's or of a file beside it, or null for what cannot be one. */
export function asLine(value: unknown): number | null {
  const fits = typeof value === "number" && Number.isInteger(value) && value > 0;
  return fits && value <= MAX_FILES * MAX_LINE_NUMBER ? value : null;
}

/** The value of this machine that a value in a trace stands for. */
export function decode(value: unknown, numbering: Numbering): unknown {
  if (typeof value === "number" || typeof value === "boolean" || value === null) return value;
  const [kind, inner, truth] = asList(value);
  if (kind === "u") return undefined;
  if (kind === "o") return decodeObject(inner, numbering);
  if (kind === "n") {
    const number = oddNumber(asName(inner));
    if (number !== undefined) return number;
  }
  if (kind === "?" && STRANGERS.includes(inner))
    return standIn(inner as stranger_type, truth === true);
  throw new Mismatch("no value");
}

function decodeObject(number: unknown, numbering: Numbering): object {
  const found = numbering.object(asNumber(number));
  if (found === undefined) throw new Mismatch("an object that was never seen");
  return found;
}

/** An argument, which may also be an out-parameter of the submission's own. */
export function decodeArgument(value: unknown, numbering: Numbering): unknown {
  if (!Array.isArray(value) || value[0] !== "b") return decode(value, numbering);
  return { value: decode(value[1], numbering) };
}

export const isBox = (value: unknown): boolean => Array.isArray(value) && value[0] === "b";

/** Whether what the child wrote is what this machine gives. `ours` is bounded, so the walk is. */
export function same(ours: unknown, theirs: unknown): boolean {
  if (!Array.isArray(ours)) return Object.is(ours, theirs);
  if (!Array.isArray(theirs) || theirs.length !== ours.length) return false;
  return ours.every((one, i) => same(one, theirs[i]));
}

/** Where the machine notes which line of the submission it is at. */
export function noteLine(line: unknown): void {
  kernel().line = asLine(line);
}
