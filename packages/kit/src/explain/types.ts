// What there is to say about a rule: to whoever broke it, and to whoever wonders why anybody made it.

/** Somebody broke the rule in Linux, or in a patch for it; in our words. */
export interface chapter {
  /** Where it was broken. */
  readonly version: string;
  readonly by: string;
  /** The day, as in 2021-04-20. */
  readonly on: string;
  /** What that person found, or mended. */
  readonly said: string;
}

export interface explanation {
  /** The rule, in one sentence. */
  readonly says: string;
  /** What goes wrong in a kernel where it is broken. */
  readonly why: string;
  /** What to look for in one's own code. */
  readonly look: string;
  /** What Linux itself prints; null where it never notices. */
  readonly kernel: string | null;
  readonly history: readonly chapter[];
  /** As they stand in the glossary. */
  readonly terms: readonly string[];
}
