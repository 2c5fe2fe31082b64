// What a page knows of an exercise: all that a learner may read, and nothing that gives an answer away.

/** A test that a learner can see; of a hidden one, its title alone. */
export interface told_test {
  readonly id: string;
  readonly title: string;
  readonly category: string;
  readonly visibility: "visible" | "hidden";
  readonly points: number;
  /** Its text; empty where it is hidden. */
  readonly code: string;
}

export interface material {
  readonly id: string;
  readonly title: string;
  readonly task: string;
  readonly minutes: number;
  /** Functions to export; `tests` where tests are handed in. */
  readonly exports: readonly string[];
  readonly kind: "code" | "review";
  readonly categories: readonly { readonly id: string; readonly title: string }[];
  readonly hints: readonly string[];
  readonly starter: string;
  readonly tests: readonly told_test[];
}

/** What the kernel's names are: a signature, and what is promised and demanded. */
export type contracts = Readonly<
  Record<string, { readonly signature: string; readonly contract: string }>
>;
