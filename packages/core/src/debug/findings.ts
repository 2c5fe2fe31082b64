// What the audit finds, as data.
// Source: none.

import { type finding, kernel } from "../kernel.ts";

/** A finding of the audit, which sees states and not calls. */
export function broken(
  rule: string,
  words: string,
  message: string,
  numbers: finding["numbers"],
): finding {
  return { rule, kernel: words, message, numbers, call: null, line: kernel().line };
}

/** A finding if two numbers differ. */
export function differ(
  rule: string,
  words: string,
  message: string,
  counted: number,
  should_be: number,
): finding[] {
  return counted === should_be ? [] : [broken(rule, words, message, { counted, should_be })];
}
