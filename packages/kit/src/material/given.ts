// What learners are given, against what they must find out: no line of the solution, and nothing of a hidden test.

import { type exercise, type graded_test, isRandom } from "../exercise.ts";
import { type any_exercise, isReview } from "../review/types.ts";
import { hiddenLines, solutionLines } from "./lines.ts";

/** The text of a file, by its path within the exercise's folder. */
export type reader = (path: string) => string;

/** From a question to a fact: fewer are no path. */
const MIN_HINTS = 3;

/** What of an exercise's material is not as it should be, a sentence each. @param read of the exercise's folder */
export function materialFailures(exercise: any_exercise, read: reader): string[] {
  const common = [...hintFailures(exercise.hints), ...solutionGivenAway(exercise, read)];
  return isReview(exercise) ? common : [...common, ...hiddenGivenAway(exercise, read)];
}

function hintFailures(hints: readonly string[]): string[] {
  const twice = hints.filter((one, i) => hints.indexOf(one) !== i);
  return [
    ...(hints.length < MIN_HINTS ? [`There are ${hints.length} hints, not ${MIN_HINTS}.`] : []),
    ...hints.flatMap((one, i) => (one.trim() === "" ? [`Hint ${i + 1} is empty.`] : [])),
    ...twice.map((one) => `This hint is given twice: ${one}`),
  ];
}

/** Texts that a learner can read, by what they are called. */
function texts(exercise: any_exercise, read: reader): [what: string, text: string][] {
  const hints = exercise.hints.map((hint, i): [string, string] => [`Hint ${i + 1}`, hint]);
  const words = isReview(exercise)
    ? exercise.wrong.flatMap(({ hint, look }) => [hint, look])
    : exercise.tests.flatMap(({ title, hint, failure }) => [title, hint, failure]);
  return [
    ...hints,
    ["A report", words.join("\n")],
    ["The lesson", read("lesson.mdx")],
    ["The starter", read("starter.ts")],
    ...(isReview(exercise)
      ? []
      : [["The visible tests", read("src/visible.ts")] as [string, string]]),
  ];
}

function solutionGivenAway(exercise: any_exercise, read: reader): string[] {
  const lines = [...new Set(solutionLines(read("solution.ts")))];
  return texts(exercise, read).flatMap(([what, text]) =>
    lines
      .filter((line) => text.includes(line))
      .map((line) => `${what} has a line of the solution: ${line}`),
  );
}

function hiddenGivenAway(exercise: exercise, read: reader): string[] {
  const hidden = exercise.tests.filter(({ visibility }) => visibility === "hidden");
  const lines = [...new Set(hiddenTexts(read).flatMap(hiddenLines))];
  const given: [string, string][] = [
    ["The lesson", read("lesson.mdx")],
    ["The starter", read("starter.ts")],
  ];
  return [
    ...given.flatMap(([what, text]) =>
      lines
        .filter((line) => text.includes(line))
        .map((line) => `${what} has a line of the hidden tests: ${line}`),
    ),
    ...hidden.flatMap((test) => repeatedBy(test, exercise)),
    ...hidden
      .filter(({ title }) => read("src/visible.ts").includes(title))
      .map(({ id }) => `The visible tests have the title of the hidden test ${id}.`),
  ];
}

/** The files of hidden tests: the one that collects them, and those that it imports. */
function hiddenTexts(read: reader): string[] {
  const all = read("src/hidden.ts");
  const imported = [...all.matchAll(/from "\.\/(hidden\/\w+\.ts)"/g)].map(([, path = ""]) => path);
  return [all, ...imported.map((path) => read(`src/${path}`))];
}

/**
 * A hidden test that a visible one tells in full. Single lines prove nothing here: both are written in the same words, and
 * several tests may look at one run.
 */
function repeatedBy(hidden: graded_test, { tests }: exercise): string[] {
  return tests
    .filter((one) => one.visibility === "visible" && contents(one) === contents(hidden))
    .map(({ id }) => `The visible test ${id} is the hidden test ${hidden.id}.`);
}

function contents(test: graded_test): string {
  if (isRandom(test)) return test.id;
  const judged = "check" in test ? String(test.check) : test.preemptions;
  return JSON.stringify([test.scenario, judged]);
}
