// What a learner may read of a hidden test, as a list of what may stand there: whatever else does is a leak.

import { type exercise, type graded_test, isRandom } from "@faultline/kit";
import type { result } from "../../src/report/result.ts";

/** The sentences with numbers in them: lines of the learner's own, and counts of what the learner's own code did. */
const NUMBERED = [
  /^The code threw (an error|a \w+Error)( at line \d+)? instead of returning\.$/,
  /^The code called \w+\(\) with a wrong argument( at line \d+)?\.$/,
  /^Your code did not finish: line \d+ ran more than \d+ times\.$/,
  /^Your code did not finish: it made more than \d+ kernel calls, the last at line \d+\.$/,
  /^Your code did not finish: it calls itself through the kernel without end, at line \d+\.$/,
];

/** Whether a sentence tells a number; the section of a manual page, as in stat(2), is none. */
export const tellsNumber = (text: string): boolean => /\d/.test(text.replace(/\w\(\d\)/g, ""));

/** Where a learner's report says more of hidden tests than it may. */
export function hiddenWordsIn(report: result, { tests }: exercise): string[] {
  const hidden = new Map(
    tests.filter(({ visibility }) => visibility === "hidden").map((test) => [test.id, test]),
  );
  return [
    ...report.tests.flatMap((shown) => {
      const test = hidden.get(shown.id);
      return test === undefined ? [] : wordsBeyond(shown, test);
    }),
    ...report.findings.flatMap(({ message, ...rest }) => [
      ...(tellsNumber(message) ? [`a finding with a number: ${message}`] : []),
      ...Object.keys(rest).filter((key) => !["id", "rule", "step", "line", "lesson"].includes(key)),
    ]),
    ...Object.keys(report.known ?? {}).filter((key) => !["by", "on", "said"].includes(key)),
    ...shownScenario(report, tests),
  ];
}

function wordsBeyond(shown: result["tests"][number], test: graded_test): string[] {
  const { message, log, title, hint } = shown;
  const plain = message === test.failure || !tellsNumber(message);
  const found: string[] = [];
  if (log.length > 0) found.push(`${test.id} shows what was printed`);
  if (title !== test.title || (hint !== "" && hint !== test.hint))
    found.push(`${test.id} has other words`);
  if (!plain && !NUMBERED.some((sentence) => sentence.test(message)))
    found.push(`${test.id}: ${message}`);
  return found;
}

/** A counterexample, if there is one, is of a visible test, or was found by chance. */
function shownScenario({ counterexample }: result, tests: readonly graded_test[]): string[] {
  if (counterexample === null) return [];
  const text = JSON.stringify(counterexample.scenario);
  const of = (visibility: graded_test["visibility"]): boolean =>
    tests.some(
      (one) =>
        one.visibility === visibility && "scenario" in one && JSON.stringify(one.scenario) === text,
    );
  const by_chance = tests.some((one) => isRandom(one) && one.visibility === "visible");
  const shown = of("visible") || (by_chance && !of("hidden"));
  return shown ? [] : ["a counterexample of a hidden test"];
}
