// What runs a submission: a process here, a worker in a browser. Whoever grades knows no more of it than this.

import type { child_input } from "../child/protocol.ts";
import type { Clock } from "./clock.ts";
import type { isolation, layer, missing_layer } from "./layers.ts";

/** How a child ended. */
export type child_end = "done" | "timeout" | "out_of_memory" | "flooded" | "crashed";

/** What stands around a child. */
export interface surroundings {
  readonly in_force: readonly layer[];
  readonly missing: readonly missing_layer[];
}

/** A child that nobody has used yet, or somebody has. It takes one submission. */
export interface hired_child {
  readonly enclosure: surroundings;
  /**
   * Runs it to its end.
   *
   * @param onLine told of each line it writes
   * @param clock by which it is killed
   */
  run(input: child_input, onLine: (line: string) => void, clock: Clock): Promise<child_end>;
  kill(): void;
  /** What it said besides: for whoever runs the grader, and for no report. */
  lastWords(): string;
}

/** How a child is started. */
export interface start_options {
  /** The child's script; where there are no processes, something that makes a child. */
  readonly script: string | (() => hired_child);
  /** Exactly what is to stand around the submission; all that this machine has, if it is left out. */
  readonly isolation?: isolation;
}

/** More than any honest submission writes, in one line and in all. */
export const MAX_LINE = 16 * 1024 * 1024;
export const MAX_OUTPUT = 128 * 1024 * 1024;
