// Looks at values that a submission made, without letting any of their code decide what is seen.

import { standIn, type stranger_type, type trace_value } from "../trace/format.ts";

/** What is known of something that a submission threw. */
export interface thrown_words {
  readonly name: string;
  readonly message: string;
}

const MAX_MESSAGE = 500;

/** A value of a type that no kernel function takes: its type, and a harmless thing of that type. */
export function stranger(value: unknown): { code: trace_value; real: unknown } {
  const type = typeof value as stranger_type;
  return { code: ["?", type, !!value], real: standIn(type, !!value) };
}

/**
 * What `value` of an object is, if it is a plain property. A proxy's trap may run here: that is before the call begins,
 * as if the submission had computed the argument.
 */
export function plainValue(object: object): { readonly value: unknown } | null {
  const own = Reflect.getOwnPropertyDescriptor(object, "value");
  return own !== undefined && "value" in own ? { value: own.value } : null;
}

const error_types: readonly (readonly [string, unknown])[] = [
  ["TypeError", TypeError.prototype],
  ["RangeError", RangeError.prototype],
  ["ReferenceError", ReferenceError.prototype],
  ["SyntaxError", SyntaxError.prototype],
  ["Error", Error.prototype],
];

/** Names what was thrown. It may be a proxy, or have getters that throw: then it is nameless. */
export function wordsOf(thrown: unknown): thrown_words {
  if (typeof thrown === "string") return { name: "", message: thrown.slice(0, MAX_MESSAGE) };
  if (typeof thrown !== "object" || thrown === null) return { name: "", message: typeof thrown };
  try {
    const prototype: unknown = Reflect.getPrototypeOf(thrown);
    const name = error_types.find(([, known]) => known === prototype)?.[0] ?? "";
    const message: unknown = Reflect.getOwnPropertyDescriptor(thrown, "message")?.value;
    return { name, message: typeof message === "string" ? message.slice(0, MAX_MESSAGE) : "" };
  } catch {
    return { name: "", message: "" };
  }
}
