// Lines of an author's file that are somebody's own work: what must not be found in anything that a learner is given.

/** Shorter ones are written by everybody. */
const MIN_LINE = 20;
/** A hidden test's statements are longer, and are made of the same words as each visible test's. */
const MIN_HIDDEN_LINE = 30;

/** Lines of code of a solution, each of them enough to be one's own work. */
export function solutionLines(text: string): string[] {
  const imports = 'from "@faultline/core";';
  const at = text.lastIndexOf(imports);
  const body = at < 0 ? text : text.slice(at + imports.length);
  return body
    .split("\n")
    .map((line) => line.replace(/\/\/.*/, "").trim())
    .filter((line) => line.length > MIN_LINE && !/^(\/?\*|import )/.test(line) && !isGiven(line));
}

/**
 * What others say as well: a function's head and a list's, the types of parameters and fields, settings that are a list of
 * words, and an operation of a scenario that says no more than where it is done.
 */
const isGiven = (line: string): boolean =>
  /^export function \w+\(/.test(line) ||
  /^export const \w+ = \[$/.test(line) ||
  /^(readonly )?\w+: [\w[\]"<>| ,]+[,;]$/.test(line) ||
  /^\{ op: "\w+"(, page: \d+)? \},?$/.test(line);

/** Lines of hidden tests, comments and all. */
export const hiddenLines = (text: string): string[] =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line.length > MIN_HIDDEN_LINE && !line.startsWith("import "));
