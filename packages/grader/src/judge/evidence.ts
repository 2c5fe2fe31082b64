// What stands in a record, in words for an instructor. The record may be anything, so every word here is ours: of the
// child's own, numbers are shown, and names only where they are names of ours too.

import { fields } from "../child/kinds.ts";
import { kernelFunction, target_names } from "../kernel_api.ts";
import { oddNumber } from "../trace/format.ts";

/** Where a record and this machine part ways. */
export interface mismatch {
  /** What they disagree about. */
  readonly about: string;
  /** The number of the event in the record, from 0. */
  readonly event: number;
  readonly recorded: string;
  readonly happened: string;
}

const field_names: ReadonlySet<unknown> = new Set(Object.values(fields).flat());
const failures: Readonly<Record<string, string>> = {
  bug: "a panic",
  type: "a refused argument",
  own: "an error of the submission's",
  other: "an error of the engine, such as a full stack",
};

/** An event of a record. */
export function sayEvent(event: unknown): string {
  if (event === undefined) return "nothing more";
  if (!Array.isArray(event)) return "something that is no event";
  const [kind, a, b, c] = event as unknown[];
  if (kind === "e") return `${sayFunction(a)} is entered with ${sayList(b)}`;
  if (kind === "c") return `${sayFunction(a)} is called with ${sayList(b)}`;
  if (kind === "k") return `it returned ${sayValue(a)}`;
  if (kind === "x") return `it ended by ${sayFailure(a)}`;
  if (kind === "r" || kind === "g") return `${sayField(b)} of object ${sayValue(a)} is read`;
  if (kind === "w") return `${sayField(b)} of object ${sayValue(a)} is set to ${sayValue(c)}`;
  if (kind === "v") return `the submission returned ${sayValue(a)}`;
  if (kind === "t") return `the submission threw ${sayFailure(a)}`;
  return "an event of no kind";
}

export function sayFailure(kind: unknown): string {
  return (
    (typeof kind === "string" && Object.hasOwn(failures, kind) && failures[kind]) || "nothing known"
  );
}

/** A list of values, the first few of them. */
export function sayList(values: unknown): string {
  if (!Array.isArray(values)) return "no list";
  if (values.length === 0) return "nothing";
  const more = values.length > 8 ? ", …" : "";
  return `${values
    .slice(0, 8)
    .map((one) => sayValue(one))
    .join(", ")}${more}`;
}

/** A value as records have it. What is inside of a value is not looked at more than once. */
export function sayValue(value: unknown, depth = 0): string {
  if (typeof value === "number") return Object.is(value, -0) ? "-0" : `${value}`;
  if (typeof value === "boolean") return value ? "true" : "false";
  if (value === null) return "null";
  if (!Array.isArray(value)) return "no value";
  const [kind, inner] = value as unknown[];
  if (kind === "u") return "undefined";
  if (kind === "o" && typeof inner === "number") return `object ${inner}`;
  if (kind === "n" && typeof inner === "string") return `${oddNumber(inner) ?? "no number"}`;
  if (kind === "a" && Array.isArray(inner)) return `a list of ${inner.length}`;
  if (kind === "b" && depth === 0) return `a box with ${sayValue(inner, 1)}`;
  return kind === "?" ? "something of the submission's" : "no value";
}

function sayFunction(name: unknown): string {
  const known =
    typeof name === "string" &&
    (kernelFunction(name) !== undefined || target_names.some((one) => one === name));
  return known ? `${name}()` : "something that is no kernel function";
}

const sayField = (name: unknown): string =>
  typeof name === "string" && field_names.has(name) ? name : "something that is no field";
