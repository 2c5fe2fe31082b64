// A child that is no process: what the judge hears of a child that has been taken over, and what it hears of an honest one.

import type { exercise } from "@faultline/kit";
import type { child_input } from "../../src/child/protocol.ts";
import { casesOf } from "../../src/judge/cases.ts";
import { Child } from "../../src/sandbox/child.ts";
import { Clock } from "../../src/sandbox/clock.ts";
import type { child_end } from "../../src/sandbox/hired.ts";
import { enclosureFor } from "../../src/sandbox/layers.ts";
import { builtChild } from "./child_script.ts";

/** @param lines what it writes, a text a line */
export function fakeChild(lines: (input: child_input) => Iterable<string>): Child {
  const fake = {
    async run(input: child_input, onLine: (line: string) => void): Promise<child_end> {
      for (const line of lines(input)) onLine(line);
      return "done";
    },
    enclosure: enclosureFor("ses"),
    kill: () => {},
    lastWords: () => "",
  };
  return fake as unknown as Child;
}

/** A case as an honest child tells it. */
export interface told_case {
  readonly kind: "case";
  readonly n: number;
  readonly events: readonly unknown[];
}

/** A race as an honest child tells it. */
export interface told_race {
  readonly kind: "race";
  readonly records: readonly (readonly unknown[])[];
  readonly runs: readonly number[];
}

/** What a child records of a submission. */
export const recorded = (exercise: exercise, source: string): Promise<told_case[]> =>
  told<told_case>("case", exercise, source);

export const recordedRaces = (exercise: exercise, source: string): Promise<told_race[]> =>
  told<told_race>("race", exercise, source);

async function told<T>(kind: string, exercise: exercise, source: string): Promise<T[]> {
  const cases = casesOf(exercise).map(({ tests: _, ...one }) => ({
    ...one,
    release: "5.14" as const,
  }));
  const input: child_input = { source, required: exercise.targets, cases };
  const found: T[] = [];
  const hear = (line: string): void => {
    const value = JSON.parse(line) as { kind: string };
    if (value.kind === kind) found.push(value as T);
  };
  await new Child(builtChild()).run(input, hear, new Clock(30_000));
  return found;
}
