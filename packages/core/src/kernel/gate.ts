// A function that goes straight to another one while nobody watches, and takes a detour otherwise.
// Source: none; ftrace does the same by rewriting a function's first instruction.

// biome-ignore lint/suspicious/noExplicitAny: a function of any shape passes, and keeps its shape
export type anyFunction = (...args: any[]) => any;

type detour = (args: unknown[]) => unknown;

/**
 * Calls the function that `straight` returns, or `detour` with the arguments where it returns null.
 * There is a case for each number of parameters, as a rest parameter would make an array for each call.
 */
export function gate(
  parameters: number,
  straight: () => anyFunction | null,
  detour: detour,
): anyFunction {
  const make = gates[parameters];
  if (make === undefined) throw new RangeError(`No kernel function has ${parameters} parameters.`);
  return make(straight, detour);
}

const gates: readonly ((straight: () => anyFunction | null, detour: detour) => anyFunction)[] = [
  (straight, detour) => () => {
    const to = straight();
    return to === null ? detour([]) : to();
  },
  (straight, detour) => (a) => {
    const to = straight();
    return to === null ? detour([a]) : to(a);
  },
  (straight, detour) => (a, b) => {
    const to = straight();
    return to === null ? detour([a, b]) : to(a, b);
  },
  (straight, detour) => (a, b, c) => {
    const to = straight();
    return to === null ? detour([a, b, c]) : to(a, b, c);
  },
  (straight, detour) => (a, b, c, d) => {
    const to = straight();
    return to === null ? detour([a, b, c, d]) : to(a, b, c, d);
  },
  (straight, detour) => (a, b, c, d, e) => {
    const to = straight();
    return to === null ? detour([a, b, c, d, e]) : to(a, b, c, d, e);
  },
  (straight, detour) => (a, b, c, d, e, f) => {
    const to = straight();
    return to === null ? detour([a, b, c, d, e, f]) : to(a, b, c, d, e, f);
  },
  (straight, detour) => (a, b, c, d, e, f, g) => {
    const to = straight();
    return to === null ? detour([a, b, c, d, e, f, g]) : to(a, b, c, d, e, f, g);
  },
  (straight, detour) => (a, b, c, d, e, f, g, h) => {
    const to = straight();
    return to === null ? detour([a, b, c, d, e, f, g, h]) : to(a, b, c, d, e, f, g, h);
  },
];
