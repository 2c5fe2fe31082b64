// An odd but right submission, as data.

import { readFileSync } from "node:fs";

export interface honest {
  readonly id: string;
  /** What is odd about it. */
  readonly about: string;
  readonly exercise: "install-pte" | "shmem-mcopy";
  readonly text: () => string;
}

export const solution = (exercise: honest["exercise"]): string =>
  readFileSync(new URL(`../../../exercises/${exercise}/solution.ts`, import.meta.url), "utf8");

/** The solution's imports, with the values alone: types come and go with the style. */
function imports(exercise: honest["exercise"]): string {
  const [, names = ""] =
    /import \{([^}]*)\} from "@faultline\/core";/.exec(solution(exercise)) ?? [];
  const values = names.split(",").filter((name) => name.trim() !== "" && !/\btype\b/.test(name));
  return `import {${values.join(",")},\n} from "@faultline/core";\n`;
}

/** Written by hand, on top of the solution's imports. */
export const written =
  (exercise: honest["exercise"]) =>
  (id: string, about: string, code: string): honest => ({
    id,
    about,
    exercise,
    text: () => imports(exercise) + code,
  });

/** The solution, changed. @throws Error where the change changes nothing */
export const changed = (
  exercise: honest["exercise"],
  id: string,
  about: string,
  change: (text: string) => string,
): honest => ({
  id,
  about,
  exercise,
  text: () => {
    const [before, after] = [solution(exercise), change(solution(exercise))];
    if (before === after) throw new Error(`${id} is the solution itself.`);
    return after;
  },
});
