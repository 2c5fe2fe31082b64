// What goes into the child and what comes out of it, one JSON text each. The child believes what goes in; nobody
// believes what comes out.

import type { release_rules, scenario, target_name } from "@faultline/core";
import type { problem_kind } from "../problem.ts";
import type { trace_event } from "../trace/format.ts";
import type { overrun } from "./budget.ts";

/** What every case has: a number. What it is a test of, and what should come of it, stays outside. */
interface common {
  readonly n: number;
  readonly release: release_rules["name"];
}

/** A scenario that is run once. */
export interface child_single extends common {
  readonly scenario: scenario;
}

/** A scenario that is run under every schedule. */
export interface child_race extends common {
  readonly scenario: scenario;
  /** How often the operation may be interrupted. */
  readonly preemptions: number;
}

/** Many scenarios, each of which is run once. */
export interface child_pack extends common {
  readonly scenarios: readonly scenario[];
}

export type child_case = child_single | child_race | child_pack;

/** A file that runs beside the submission. */
export interface child_companion {
  readonly source: string;
  /** Functions that it must export. */
  readonly required: readonly target_name[];
  /** What it is called where something is wrong with it. */
  readonly name: string;
}

/** All that a child is told. */
export interface child_input {
  readonly source: string;
  /** Functions that the submission must export. */
  readonly required: readonly target_name[];
  readonly cases: readonly child_case[];
  /** What it exports is patched in where neither the submission nor one before it does. */
  readonly beside?: readonly child_companion[];
  /** Where tests are handed in: the name of the export that is wanted, as data. There are no cases then. */
  readonly data?: string;
}

/** The child is there. What goes wrong before this is the grader's fault, and no submission's. */
export interface up_line {
  readonly kind: "up";
}

/** The submission cannot be run at all. The child says no more after it. */
export interface problem_line {
  readonly kind: "problem";
  readonly problem: problem_kind | "crashed" | "timeout";
  readonly message: string;
}

/** The submission has been read; the named targets will be patched in. */
export interface ready_line {
  readonly kind: "ready";
  readonly targets: readonly target_name[];
}

/** A case begins: if nothing follows, it is the one that killed the child. */
export interface begin_line {
  readonly kind: "begin";
  readonly n: number;
}

/** A case is over. */
export interface case_line {
  readonly kind: "case";
  readonly n: number;
  readonly events: readonly trace_event[];
  readonly log: readonly string[];
  readonly overrun: overrun | null;
}

/** A race, or a pack of scenarios, is over. */
export interface runs_line {
  readonly kind: "race" | "pack";
  readonly n: number;
  /** What was recorded, each record once: most schedules leave one of a few. */
  readonly records: readonly (readonly trace_event[])[];
  /** For each run, in the order in which they were made, its place in `records`. */
  readonly runs: readonly number[];
  /** Whether there were more runs than anybody makes. */
  readonly cut_short: boolean;
  readonly overrun: overrun | null;
}

/** What the submission exports. */
export interface data_line {
  readonly kind: "data";
  readonly value: unknown;
  readonly log: readonly string[];
}

export type child_line =
  | up_line
  | problem_line
  | ready_line
  | begin_line
  | case_line
  | runs_line
  | data_line;
