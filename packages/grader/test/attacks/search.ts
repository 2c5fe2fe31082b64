// Looks through a report for what must not be in it.

import type { result } from "../../src/report/result.ts";
import { CANARY } from "./ground.ts";

/** Characters; for the small exercise. A submission's own words are at most 4 KB a case. */
export const MAX_REPORT = 150_000;

/** Every text in a value, and every name of a field. */
export function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [key, ...textsIn(inner)]);
}

/** Characters that a terminal obeys, or that no reader sees. */
export function unseenIn(report: result): string[] {
  const obeyed =
    /(?!\t)[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2060-\u206f\u200b\ufeff]|[\ud800-\udfff](?![\udc00-\udfff])/u;
  return textsIn(report).filter((text) => obeyed.test(text));
}

/** Secrets, hidden inputs and places in what a learner is told, unless they stand in the submission itself. */
export function leaksIn(report: result, hidden: readonly string[], own: string): string[] {
  const tests = report.tests.map((test) => ({ ...test, title: "" }));
  return textsIn({ ...report, tests }).flatMap((text) => {
    const needles = [
      ...(PLACES.exec(text) ?? []),
      ...[CANARY, ...hidden].filter((one) => text.includes(one)),
    ];
    return needles
      .filter((one) => !own.includes(one))
      .map((one) => `${one} in: ${text.slice(0, 300)}`);
  });
}

/** Folders of any machine, and of this project. */
const PLACES =
  /\/(?:home|work|usr|root|var|opt|tmp|proc|Users|node_modules|packages\/|src\/|dist\/)|[A-Z]:\\|file:\/\/|node:internal|child\.cjs|\bat \S+ \(/;
