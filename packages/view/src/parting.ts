// Where code and Linux part ways, in words: what each of them answered, and what else is different afterwards.

import { type answer, sayAnswer } from "./steps.ts";

/** Values by the path to them: `r.ret`, `files.ino 1.alloced`. */
export type values = Readonly<Record<string, unknown>>;

export interface parting_words {
  /** What each of them answered; both empty where that is the same. */
  readonly linux: string;
  readonly yours: string;
  /** What else differs: where, and what stands there. */
  readonly differs: readonly {
    readonly path: string;
    readonly linux: string;
    readonly yours: string;
  }[];
}

export function sayParting(expected: values, actual: values): parting_words {
  const [linux, yours] = [sayResult(expected), sayResult(actual)];
  const say = (value: unknown): string => JSON.stringify(value ?? null);
  return {
    linux: linux || (yours && "goes on"),
    yours: yours || (linux && "goes on"),
    differs: differing(expected, actual).map((path) => ({
      path,
      linux: say(expected[path]),
      yours: say(actual[path]),
    })),
  };
}

/** Differences besides the answer, which has words of its own. */
const differing = (expected: values, actual: values): string[] =>
  [...new Set([...Object.keys(expected), ...Object.keys(actual)])].filter(
    (path) => !path.startsWith("r.") && path !== "r" && path !== "the kernel stopped",
  );

/** What is different about an answer; empty if nothing is. Its fields are gathered from their paths: `r.ret`, `r.err`. */
function sayResult(values: values): string {
  const stopped = values["the kernel stopped"];
  if (typeof stopped === "string" && stopped !== "") return `the kernel stopped: ${stopped}`;
  const fields = Object.entries(values).flatMap(([path, value]) =>
    path.startsWith("r.") && value !== null ? [[path.slice(2), value] as const] : [],
  );
  if (fields.length === 0) return "";
  const answer: answer = Object.fromEntries(fields);
  return "ret" in answer || "err" in answer || "a" in answer || "v" in answer
    ? sayAnswer(answer)
    : fields.map(([name, value]) => `${name} ${JSON.stringify(value)}`).join(", ");
}
