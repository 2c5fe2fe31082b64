// A function that goes straight to another one while nobody watches, and takes a detour otherwise.
// Source: none; ftrace does the same by rewriting a function's first instruction.

import { attentive } from "../kernel.ts";

// biome-ignore lint/suspicious/noExplicitAny: a function of any shape passes, and keeps its shape
export type anyFunction = (...args: any[]) => any;

/**
 * A function that calls `f`, or `detour` with the same arguments where somebody pays attention.
 * There is a case for each number of parameters, as a rest parameter would make an array for each call.
 */
export function gate(parameters: number, f: anyFunction, detour: anyFunction): anyFunction {
  // Not the parameter, which could change: the engine puts the code of a constant in the place of its call.
  const straight = f;
  switch (parameters) {
    case 0:
      return () => (attentive ? detour() : straight());
    case 1:
      return (a) => (attentive ? detour(a) : straight(a));
    case 2:
      return (a, b) => (attentive ? detour(a, b) : straight(a, b));
    case 3:
      return (a, b, c) => (attentive ? detour(a, b, c) : straight(a, b, c));
    case 4:
      return (a, b, c, d) => (attentive ? detour(a, b, c, d) : straight(a, b, c, d));
    case 5:
      return (a, b, c, d, e) => (attentive ? detour(a, b, c, d, e) : straight(a, b, c, d, e));
    case 6:
      return (a, b, c, d, e, f) =>
        attentive ? detour(a, b, c, d, e, f) : straight(a, b, c, d, e, f);
    case 7:
      return (a, b, c, d, e, f, g) =>
        attentive ? detour(a, b, c, d, e, f, g) : straight(a, b, c, d, e, f, g);
    case 8:
      return (a, b, c, d, e, f, g, h) =>
        attentive ? detour(a, b, c, d, e, f, g, h) : straight(a, b, c, d, e, f, g, h);
    default:
      throw new RangeError(`No kernel function has ${parameters} parameters.`);
  }
}
