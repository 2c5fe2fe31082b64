// Whether what exploring has shown of a function is what Linux could have come to, in the same race.
// Source: none.

import type { finding } from "../kernel.ts";
import type { exploration } from "./explore.ts";
import type { outcome } from "./outcome.ts";

/** Something that goes wrong under a schedule, and would not without other CPUs. */
export interface race_finding extends finding {
  /** The first schedule under which it was seen. */
  readonly schedule: string;
}

/** What a function can come to in a race, as far as another is compared with it. */
export interface possible_outcomes {
  readonly outcomes: readonly {
    readonly visible: string;
    readonly findings: readonly Pick<finding, "rule">[];
  }[];
}

/**
 * What is wrong with a version of a function that was explored, beside the reference in the same race.
 *
 * A rule that is broken without any race too is left to the tests without races; and what the reference itself breaks
 * is Linux's own flaw. What remains is due to a race: a broken rule, or a result that no order of events explains.
 *
 * @returns one finding for each rule, in the order found: fewest preemptions first
 */
export function raceFindings(subject: exploration, reference: possible_outcomes): race_finding[] {
  const excused = new Set([
    ...reference.outcomes.flatMap(rules_of),
    ...subject.outcomes.filter((one) => one.undisturbed).flatMap(rules_of),
  ]);
  const possible = new Set(reference.outcomes.map((one) => one.visible));
  const found = new Map<string, race_finding>();
  const add = (one: finding, { schedule }: outcome): void => {
    if (!found.has(one.rule)) found.set(one.rule, { ...one, schedule });
  };
  for (const outcome of subject.outcomes) {
    const broken = outcome.findings.filter(({ rule }) => !excused.has(rule));
    for (const one of broken) add(one, outcome);
    if (broken.length === 0 && !possible.has(outcome.visible)) add(unexplained(outcome), outcome);
  }
  return [...found.values()];
}

const rules_of = ({ findings }: possible_outcomes["outcomes"][number]): string[] =>
  findings.map(({ rule }) => rule);

/** What to say of an outcome that the reference cannot come to, though no rule is known to be broken. */
function unexplained({ oops, undisturbed, line }: outcome): finding {
  if (oops !== null && oops.kind !== "bug") return say("exception", thrown, line);
  return undisturbed
    ? say("wrong-outcome", wrong, line)
    : say("impossible-outcome", impossible, line);
}

const thrown = "The code throws an error, or returns what no C function can.";
const wrong =
  "The result is wrong even if no other CPU comes between: look at the tests without races first.";
const impossible =
  "When another CPU acts at this moment, the result is none that Linux could come to, whoever is first.";

const say = (rule: string, message: string, line: number | null): finding => ({
  rule,
  kernel: "",
  message,
  numbers: {},
  call: null,
  line,
});
