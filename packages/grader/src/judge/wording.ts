// What records say, without the lines of the submission: two submissions that do the same have the same wording.

import type { target_name } from "@faultline/core";

/** At which place of an event its line stands. */
const line_at = new Map<unknown, number>([
  ["c", 3],
  ["w", 4],
  ["v", 2],
  ["t", 2],
]);

/**
 * Equal for two whose calls, writes and results are the same: a judge cannot tell the one from the other.
 *
 * @param names the functions that are patched in
 * @param records as they came from the child
 * @param more what else it depends on, such as the place of each run's record
 */
export function wordingOf(
  names: readonly target_name[],
  records: readonly (readonly unknown[])[],
  more: readonly number[] = [],
): string {
  return JSON.stringify([names, more, records.map((record) => record.map(withoutLine))]);
}

function withoutLine(event: unknown): unknown {
  if (!Array.isArray(event)) return event;
  const place = line_at.get(event[0]);
  return place === undefined ? event : event.filter((_, i) => i !== place);
}
