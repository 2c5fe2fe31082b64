// What the page and the judge say to each other. The judge is ours and believed; what runs a submission is neither, and
// talks to the judge alone.

import type { result } from "@faultline/grader/browser";
import type { moment } from "../../machine/moment";

/** Of a report, what there is in a browser: no file was handed in. */
export type verdict = Omit<result, "submission">;

/** Where a submission and Linux part ways. */
export type parting = NonNullable<result["counterexample"]>;

/** One scenario, run by two. Null where the submission could not be run to an end. */
export interface pair_of_runs {
  readonly yours: readonly moment[] | null;
  readonly linux: readonly moment[];
}

export type question =
  /** The first of all; a port to the yard comes with it. */
  | { readonly kind: "open"; readonly exercise: string }
  | { readonly kind: "grade"; readonly job: number; readonly source: string }
  | {
      readonly kind: "watch";
      readonly job: number;
      readonly source: string;
      readonly scenario: parting["scenario"];
    };

export type reply =
  | { readonly kind: "graded"; readonly job: number; readonly verdict: verdict }
  | { readonly kind: "watched"; readonly job: number; readonly runs: pair_of_runs }
  /** Something of ours went wrong, and no submission's. */
  | { readonly kind: "failed"; readonly job: number; readonly why: string };

/** What the judge asks of the yard, where submissions run; a port for the worker comes with `start`. */
export type order =
  | { readonly kind: "start"; readonly worker: number }
  | { readonly kind: "end"; readonly worker: number };

/** What the yard tells the judge. */
export interface death {
  readonly worker: number;
  readonly why: string;
}
