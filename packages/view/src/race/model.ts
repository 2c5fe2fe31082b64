// A race as data to be drawn: what each CPU did, in the order in which it happened.

import type { finding, run, scenario, trace_entry } from "@faultline/core";
import type { answer } from "../steps.ts";

/** All that drawing a race needs of a run: plain data, so that it can come from another process or a worker. */
export interface race_record {
  readonly scenario: scenario;
  /** Which operation of the scenario has the race, and the number by which the trace knows it. */
  readonly index: number;
  readonly op: number;
  readonly trace: readonly trace_entry[];
  /** Names of the functions that somebody has written: only their lines are known. */
  readonly patched: readonly string[];
  /** What CPU 0, 1, ... got in the end; null for nothing. */
  readonly answers: readonly (answer | null)[];
}

/** A rule that was broken. */
export type race_fault = Pick<finding, "rule" | "message" | "kernel" | "call" | "line" | "numbers">;

export interface race_row {
  readonly cpu: number;
  /**
   * `call`: a call of the kernel that is over at once. `open`, `close`: one that other rows stand in. `write`: a field
   * written by hand. `step`: a part of another CPU's operation. `fold`: calls that are not shown.
   */
  readonly kind: "call" | "open" | "close" | "write" | "step" | "fold";
  /** How many `open` rows it stands in. */
  readonly depth: number;
  readonly text: string;
  /** The same without what can be spared, for a narrow column. */
  readonly brief: string;
  /** The line of the learner's file, where it is known. */
  readonly line: number | null;
  /** Locks that CPU 0 held then; those that it took in this row, and those that it gave back. */
  readonly held: readonly string[];
  readonly taken: readonly string[];
  readonly released: readonly string[];
  /** Whether a rule was broken here; or by what came between here, where only the state in the end shows it. */
  readonly broken: boolean;
}

/** One CPU, with what it was doing, and how that ended. */
export interface race_cpu {
  readonly cpu: number;
  readonly does: string;
  /** Empty if it never ended. */
  readonly returned: string;
}

export interface race_view {
  /** CPU 0 first. */
  readonly cpus: readonly race_cpu[];
  readonly rows: readonly race_row[];
  readonly faults: readonly race_fault[];
}

/** What a run has to be drawn by; null if it never came to an operation that other CPUs race with. */
export function raceRecord({ scenario, steps, machine }: run): race_record | null {
  const index = scenario.ops.findIndex((op) => op.race !== undefined || op.rivals !== undefined);
  // The first step is the set-up.
  const step = index < 0 ? undefined : steps[index + 1];
  if (step === undefined) return null;
  return {
    scenario,
    index,
    op: step.number,
    trace: machine.trace.filter((entry) => entry.op === step.number),
    patched: [...machine.kernel.patched],
    answers: [step.r, ...step.rivals.map((rival) => rival.r)].map((r) =>
      r === null ? r : { ...r },
    ),
  };
}
