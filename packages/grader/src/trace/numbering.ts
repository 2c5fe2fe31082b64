// Numbers for the objects of one machine, in the order in which they cross the boundary: the same on both sides of a trace.

import { current } from "@faultline/core";
import { encodeNumber, type stranger_type, type trace_value } from "./format.ts";

export class Numbering {
  readonly #numbers = new Map<object, number>([[current, 0]]);
  readonly #objects: object[] = [current];

  knows(real: object): boolean {
    return this.#numbers.has(real);
  }

  /** The object's number; the next free one if it was never seen. */
  number(real: object): number {
    const known = this.#numbers.get(real);
    if (known !== undefined) return known;
    this.#numbers.set(real, this.#objects.length);
    return this.#objects.push(real) - 1;
  }

  object(number: number): object | undefined {
    return this.#objects[number];
  }

  /** A value of the machine's, as it stands in a trace. */
  encode(real: unknown): trace_value {
    if (typeof real === "number") return encodeNumber(real);
    if (typeof real === "boolean" || real === null) return real;
    if (real === undefined) return ["u"];
    if (Array.isArray(real)) return ["a", real.map((one) => this.encode(one))];
    if (typeof real === "object") return ["o", this.number(real)];
    return ["?", typeof real as stranger_type, !!real];
  }
}
