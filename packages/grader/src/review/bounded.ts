// Whether what a child sent as data is as small as it may be. It comes from JSON, so it is plain; the child may be
// anybody.

import { bounds } from "../child/plain.ts";

/** Walks no deeper and no longer than the bounds go. */
export function isBounded(value: unknown): boolean {
  let left: number = bounds.values;
  const fits = (one: unknown, depth: number): boolean => {
    left -= 1;
    if (left < 0) return false;
    if (typeof one === "string") return one.length <= bounds.text;
    if (typeof one !== "object" || one === null) return one !== undefined;
    if (depth === 0) return false;
    const keys = Object.keys(one);
    if (keys.length > bounds.items) return false;
    if (!Array.isArray(one) && keys.some((key) => key.length > bounds.key)) return false;
    return Object.values(one).every((inner) => fits(inner, depth - 1));
  };
  return fits(value, bounds.depth);
}
