// An exercise in reviewing: tests are handed in, and they must tell wrong versions of a function from right ones.

import type { scenario, target_name, targets } from "@faultline/core";
import type { category, exercise, mutant, remark } from "../exercise.ts";
import type { judged_run, ledger } from "../judged_run.ts";
import type { flag, pte_bit, rule } from "./vocabulary.ts";

/** How far the scenario is: 0 is the set-up, 2 is after the second operation. */
interface moment {
  readonly after: number;
}

/** Numbers that are compared: as they are, or if there is a `since`, by how much they have changed since then. */
interface numbers extends moment {
  readonly since?: number;
}

/** What is claimed of a page; what is left out is not looked at. */
export interface page_claim {
  /** Flags that are set. */
  readonly has?: readonly flag[];
  /** Flags that are not set. */
  readonly lacks?: readonly flag[];
  /** What it is filled with. */
  readonly byte?: number;
  /** Whether it belongs to a file, is anonymous, or is neither. */
  readonly mapping?: "file" | "anon" | "none";
  readonly _refcount?: number;
  readonly _mapcount?: number;
}

export type scalar = string | number | boolean | null;

/** One thing that is true of a run. */
export type claim =
  /** Fields of what the operation returned. */
  | (moment & { readonly result: Readonly<Record<string, scalar | readonly number[]>> })
  | (numbers & { readonly ledger: Partial<ledger> })
  | (numbers & { readonly rss: Partial<ReturnType<judged_run["rss"]>> })
  | (numbers & { readonly vmstat: Partial<ReturnType<judged_run["state"]>["vmstat"]> })
  /** The bits of the pte of a page of the mapping, all of them; an empty list where there is none. */
  | (moment & { readonly pte: { readonly page: number; readonly bits: readonly pte_bit[] } })
  /** The page that a page of the mapping leads to. */
  | (moment & { readonly mapped: { readonly page: number; readonly is: page_claim | null } })
  /** The page that the file has at an index. */
  | (moment & { readonly cached: { readonly index: number; readonly page: page_claim | null } })
  /** What the kernel has complained of until then. `end`: when all has been unmapped, cut to nothing and closed. */
  | { readonly after: number | "end"; readonly log: "none" | rule }
  /** Whether the kernel still runs. Where nothing is claimed it must, to the very end. */
  | { readonly after: number | "end"; readonly alive: boolean };

/** One test of a review. */
export interface review_test {
  readonly name: string;
  readonly scenario: scenario;
  readonly expect: readonly claim[];
}

/** A version of the functions under review. Its code is the authors', so it is run where it is judged. */
export interface review_version {
  readonly id: string;
  /** What it is, as the end of a sentence that begins with "another right version, which". */
  readonly about: string;
  readonly livepatch: Partial<targets>;
}

/** A version that a good review tells from the right ones. */
export interface wrong_version extends Omit<review_version, "about"> {
  readonly category: string;
  /** What it is; told once it is caught. */
  readonly title: string;
  /** What its reviewers said; told once it is caught. */
  readonly reviews: readonly remark[];
  /** The first thing to think about, as long as no scenario makes it go wrong. */
  readonly hint: string;
  /** The next, when a scenario makes it go wrong and no claim sees that. */
  readonly look: string;
}

/** What a file of tests must come to. */
export interface review_outcome {
  readonly status: "graded" | "rejected" | "crashed" | "timeout" | "compile_error";
  readonly valid: number;
  readonly given: number;
  /** Ids of the wrong versions that it catches. */
  readonly catches: readonly string[];
  readonly score: number;
}

/** A file of tests that is not worth full marks. */
export interface weak_tests {
  readonly id: string;
  /** What its author thinks, in the first person. */
  readonly belief: string;
  /** Either edits of the solution, each of which must fit exactly once, or a whole file of the exercise. */
  readonly edits?: NonNullable<mutant["edits"]>;
  readonly file?: string;
  readonly gets: review_outcome;
}

/** Other tests that are as good as the solution's. */
export interface strong_tests {
  readonly id: string;
  readonly about: string;
  readonly file: string;
}

export interface review_exercise {
  readonly kind: "review";
  readonly id: string;
  readonly title: string;
  readonly task: string;
  /** The functions under review. */
  readonly targets: readonly target_name[];
  readonly teaches: readonly string[];
  readonly minutes: number;
  readonly source: string;
  readonly categories: readonly category[];
  /** From question to fact; none shows the solution. */
  readonly hints: readonly string[];
  /** The first is the one that results are explained by. */
  readonly right: readonly [review_version, ...review_version[]];
  readonly wrong: readonly wrong_version[];
  /** For each wrong version that is caught, if all tests are valid. */
  readonly points: number;
  readonly mutants: readonly weak_tests[];
  readonly variants: readonly strong_tests[];
}

/** An exercise of either kind: in most of them code is handed in, in some of them tests. */
export type any_exercise = exercise | review_exercise;

export const isReview = (exercise: any_exercise): exercise is review_exercise =>
  "kind" in exercise && exercise.kind === "review";
