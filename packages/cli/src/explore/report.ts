// What `faultline explore --format json` writes. These keys stay: instructors' scripts read them.

import type { finding, scenario } from "@faultline/core";

export interface explore_report {
  readonly exercise: string;
  /** The most interruptions that a schedule was tried with, in any race. */
  readonly preemptions: number;
  readonly races: readonly {
    readonly id: string;
    readonly title: string;
    readonly preemptions: number;
    /** How many schedules were tried. */
    readonly schedules: number;
    /** Whether there are more that were not. */
    readonly cut_short: boolean;
    readonly findings: readonly (Pick<finding, "rule" | "message" | "kernel" | "line"> & {
      readonly schedule: string;
      /** What was run, with the schedule in it. */
      readonly scenario: scenario;
    })[];
  }[];
}
