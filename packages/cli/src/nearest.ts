// What somebody probably meant who has mistyped a name.

import { distance } from "fastest-levenshtein";

/** Names that come close, the nearest first. */
export function nearestNames(name: string, all: readonly string[], most = 3): string[] {
  const lower = name.toLowerCase();
  const near = (one: string): number => distance(lower, one.toLowerCase());
  return all
    .filter((one) => near(one) <= Math.max(2, one.length / 3) || one.includes(lower))
    .sort((a, b) => near(a) - near(b))
    .slice(0, most);
}

/** ` (did you mean pte-bits?)`, or nothing if no name comes close. */
export function nearest(name: string, all: readonly string[]): string {
  const names = name === "" ? [] : nearestNames(name, all);
  return names.length === 0 ? "" : ` (did you mean ${names.join(" or ")}?)`;
}
