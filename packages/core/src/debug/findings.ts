// What the audit finds, as data.
// Source: none.

import { type finding, kernel } from "../kernel.ts";

/** Adds a finding of the audit, which sees states and not calls. */
export function broken(
  found: finding[],
  rule: string,
  words: string,
  message: string,
  numbers: finding["numbers"],
): void {
  found.push({ rule, kernel: words, message, numbers, call: null, line: kernel().line });
}

/** Adds a finding if two numbers differ. */
export function differ(
  found: finding[],
  rule: string,
  words: string,
  message: string,
  counted: number,
  should_be: number,
): void {
  if (counted !== should_be) broken(found, rule, words, message, { counted, should_be });
}
