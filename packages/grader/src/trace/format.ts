// What a run of a submission leaves behind: a linear record of what went over the boundary between it and the kernel.
// The child writes it; the judge plays it on a machine of its own and believes nothing that does not fit.

/** Runs of one race, at most, and events in all of them: whoever makes more kernel calls cannot be explored. */
export const MAX_RUNS = 3000;
export const MAX_RACE_EVENTS = 200_000;

/** Objects are numbers in the order in which they were first seen; 0 is `current`. */
export type object_value = readonly ["o", number];

/** A value that crossed the boundary. Whatever is neither kernel object nor plain number is its type only. */
export type trace_value =
  | number
  | boolean
  | null
  | object_value
  | readonly ["a", readonly trace_value[]]
  /** An out-parameter that the submission made itself, with what is in it. */
  | readonly ["b", trace_value]
  /** A number that JSON has no word for. */
  | readonly ["n", string]
  | readonly ["u"]
  | readonly ["?", stranger_type, boolean];

/** The types of JavaScript that no kernel function takes. The flag says whether the value counts as true. */
export type stranger_type = "string" | "object" | "function" | "symbol" | "bigint";

/** How a kernel call ended if not by returning. */
export type failure = "bug" | "type" | "own" | "other";

/** The events, with their first element as the kind: see the functions that make and read them. */
export type trace_event =
  /** A target is entered. */
  | readonly ["e", string, readonly trace_value[]]
  /** A kernel function is called: name, arguments, line. */
  | readonly ["c", string, readonly trace_value[], number]
  /** … and returns: result, and what is now in the out-parameters that the submission made. */
  | readonly ["k", trace_value, readonly trace_value[]]
  /** … or throws. */
  | readonly ["x", failure]
  /** A field is read that leads to an object not seen before. */
  | readonly ["r", number, string]
  /** A field is read that other CPUs may change at this very moment; what it holds follows, as after a call. */
  | readonly ["g", number, string]
  /** A field is written: object, field, value, line. */
  | readonly ["w", number, string, trace_value, number]
  /** A target returns: value, line. */
  | readonly ["v", trace_value, number]
  /** A target throws: what, line, name of the error, its message. */
  | readonly ["t", failure, number, string, string];

/** A number as JSON can carry it, without losing which one it is. */
export function encodeNumber(value: number): trace_value {
  return Number.isFinite(value) && !Object.is(value, -0)
    ? value
    : ["n", Object.is(value, -0) ? "-0" : `${value}`];
}

const odd: Readonly<Record<string, number>> = {
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  "-Infinity": Number.NEGATIVE_INFINITY,
  "-0": -0,
};

/** The number that `["n", name]` stands for; undefined for a name that stands for none. */
export function oddNumber(name: string): number | undefined {
  return Object.hasOwn(odd, name) ? odd[name] : undefined;
}

/** A value of the same type and truth, with nothing of the submission's in it. */
export function standIn(type: stranger_type, truth: boolean): unknown {
  switch (type) {
    case "string":
      return truth ? "a string" : "";
    case "bigint":
      return truth ? 1n : 0n;
    case "symbol":
      return Symbol.iterator;
    case "function":
      return () => undefined;
    case "object":
      return {};
  }
}
