// What stands around a child, as a report says it.

import type { surroundings } from "./hired.ts";

/** In words, for an instructor's report. */
export function isolationWords({ in_force, missing }: surroundings): string[] {
  return [
    ...in_force.map(({ name, about }) => `${name}: ${about}`),
    ...missing.map(({ name, why }) => `missing: ${name}, as ${why}`),
  ];
}
