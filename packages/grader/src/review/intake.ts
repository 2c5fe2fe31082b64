// Gets what a file of tests exports: evaluated in a child, within the walls that stand around every submission.

import { startChild } from "#host";
import type { child_input } from "../child/protocol.ts";
import { readLine, type told } from "../judge/lines.ts";
import { type odd_line, Turns } from "../judge/turns.ts";
import { loadProblem, type status } from "../progress.ts";
import type { grade_options } from "../run_cases.ts";
import { Clock } from "../sandbox/clock.ts";
import type { child_end, surroundings } from "../sandbox/hired.ts";

/** Under which name tests are exported. */
const EXPORT = "tests";
/** One that dies for no known reason is replaced: somebody else may have killed it. */
const MAX_CHILDREN = 2;

/** What a child gave out, or why it did not. */
export interface handed_in {
  value: unknown;
  log: readonly string[];
  problem: { readonly status: status; readonly message: string } | null;
  enclosure: surroundings | null;
  readonly turns: Turns;
}

export type oddities = readonly odd_line[];

export const nothingHandedIn = (problem: handed_in["problem"] = null): handed_in => ({
  value: undefined,
  log: [],
  problem,
  enclosure: null,
  turns: new Turns(),
});

/**
 * @throws Error if no child can be started: that is no submission's fault
 * @throws MissingIsolation if what is to stand around it is not to be had here
 */
export async function takeIn(source: string, options: grade_options): Promise<handed_in> {
  const { start = () => startChild(options), wall_ms } = options;
  const input: child_input = { source, required: [], cases: [], data: EXPORT };
  const clock = new Clock(wall_ms);
  const state = nothingHandedIn();
  for (let n = 1; n <= MAX_CHILDREN && !isSettled(state); n++) {
    const child = start();
    state.enclosure = child.enclosure;
    let up = false;
    const hearLine = (line: string): void => {
      const told = readLine(line);
      up ||= told?.kind === "up";
      hear(told, state);
      if (isSettled(state)) child.kill();
    };
    const end = await child.run(input, hearLine, clock);
    if (!up && n === MAX_CHILDREN) throw new Error(`The child did not start. ${child.lastWords()}`);
    if (up && !isSettled(state) && (end !== "crashed" || n === MAX_CHILDREN)) settle(end, state);
  }
  return state;
}

const isSettled = ({ value, problem }: handed_in): boolean =>
  value !== undefined || problem !== null;

/** Takes in one line: the first that says something decides. */
function hear(told: told | null, state: handed_in): void {
  const odd = oddityOf(told, state);
  state.turns.next(odd);
  if (told === null || odd !== null) return;
  if (told.kind === "problem") state.problem = { status: told.problem, message: told.message };
  if (told.kind !== "data") return;
  state.value = told.value;
  state.log = told.log;
}

function oddityOf(told: told | null, state: handed_in): string | null {
  if (told === null) return "a line in no words that are known, or data without bounds";
  if (isSettled(state)) return "a line after it had said everything";
  return ["begin", "case", "race", "pack"].includes(told.kind) ? "a case that there is not" : null;
}

/** The child is gone and has told nothing. */
function settle(end: child_end, state: handed_in): void {
  if (end === "done") state.turns.next("nothing at all, and ended as if all were well");
  state.problem = loadProblem(end);
}
