// A function that goes straight to another one while nobody watches, and takes a detour otherwise.
// Source: none; ftrace does the same by rewriting a function's first instruction.

import { kernel } from "../kernel.ts";

// biome-ignore lint/suspicious/noExplicitAny: a function of any shape passes, and keeps its shape
export type anyFunction = (...args: any[]) => any;

type detour = (args: unknown[]) => unknown;

/**
 * Calls `straight`, or `detour` with the arguments where somebody pays attention.
 * There is a case for each number of parameters, as a rest parameter would make an array for each call.
 */
export function gate(parameters: number, straight: anyFunction, detour: detour): anyFunction {
  const make = gates[parameters];
  if (make === undefined) throw new RangeError(`No kernel function has ${parameters} parameters.`);
  return make(straight, detour);
}

const gates: readonly ((straight: anyFunction, detour: detour) => anyFunction)[] = [
  (straight, detour) => () => (kernel().attentive ? detour([]) : straight()),
  (straight, detour) => (a) => (kernel().attentive ? detour([a]) : straight(a)),
  (straight, detour) => (a, b) => (kernel().attentive ? detour([a, b]) : straight(a, b)),
  (straight, detour) => (a, b, c) => (kernel().attentive ? detour([a, b, c]) : straight(a, b, c)),
  (straight, detour) => (a, b, c, d) =>
    kernel().attentive ? detour([a, b, c, d]) : straight(a, b, c, d),
  (straight, detour) => (a, b, c, d, e) =>
    kernel().attentive ? detour([a, b, c, d, e]) : straight(a, b, c, d, e),
  (straight, detour) => (a, b, c, d, e, f) =>
    kernel().attentive ? detour([a, b, c, d, e, f]) : straight(a, b, c, d, e, f),
  (straight, detour) => (a, b, c, d, e, f, g) =>
    kernel().attentive ? detour([a, b, c, d, e, f, g]) : straight(a, b, c, d, e, f, g),
  (straight, detour) => (a, b, c, d, e, f, g, h) =>
    kernel().attentive ? detour([a, b, c, d, e, f, g, h]) : straight(a, b, c, d, e, f, g, h),
];
