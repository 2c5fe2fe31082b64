// What need not be found out again: what Linux makes of a scenario, and which records are known to be right. To play a
// record is a pure function of the scenario and the record, so what came of it once will come of it again.

import type { scenario } from "@faultline/core";
import { linuxAppearance, reference } from "@faultline/kit";
import type { race_case } from "./cases.ts";

/** All outcomes that Linux's own function can come to in a race, as far as they are compared. */
export interface possible {
  readonly outcomes: readonly {
    readonly visible: string;
    readonly findings: readonly { readonly rule: string }[];
  }[];
}

/** What was found out earlier, by somebody who had the time. */
export interface found_out {
  /** The random scenarios of a test; null if it is not known which they are. */
  scenarios(test: string, seed: number): readonly scenario[] | null;
  /** What Linux makes of a scenario; null if nobody knows. */
  appearance(scenario: scenario): string | null;
  possible(race: race_case): possible | null;
}

const nothing: found_out = { scenarios: () => null, appearance: () => null, possible: () => null };

/** How much is remembered, in characters: most submissions of a class do one of a few things in each scenario. */
const ROOM = 16 * 1024 * 1024;

export class Knowledge {
  readonly #found: found_out;
  /** By key and wording: how many runs there were in all. */
  readonly #right = new Map<string, Map<string, number>>();
  #room = ROOM;

  constructor(found: found_out = nothing) {
    this.#found = found;
  }

  scenarios(test: string, seed: number): readonly scenario[] | null {
    return this.#found.scenarios(test, seed);
  }

  /** What anybody can see of the scenario when Linux's own functions run. */
  appearance(scenario: scenario): string {
    return this.#found.appearance(scenario) ?? linuxAppearance(scenario);
  }

  possible(race: race_case): possible {
    return this.#found.possible(race) ?? reference(race);
  }

  /** How many runs it takes to find nothing wrong with records of that wording; null if nobody has played any. */
  runsOf(key: string, wording: string): number | null {
    return this.#right.get(key)?.get(wording) ?? null;
  }

  /** Records of that wording have been played, and all was right. */
  noteRight(key: string, wording: string, runs: number): void {
    const known = this.#right.get(key) ?? new Map<string, number>();
    this.#room -= wording.length + (known.size === 0 ? key.length : 0);
    if (this.#room > 0) this.#right.set(key, known.set(wording, runs));
  }

  /** The first wording that is known to be right, and how many runs it stands for; null if none is. */
  rightOf(key: string): readonly [wording: string, runs: number] | null {
    const [first = null] = this.#right.get(key) ?? [];
    return first;
  }
}

const keys = new WeakMap<scenario, string>();

/** Of a scenario that is run once: the same for the same scenario, wherever it was read. */
export function keyOf(scenario: scenario): string {
  const key = keys.get(scenario) ?? JSON.stringify(scenario);
  keys.set(scenario, key);
  return key;
}

/** Of a scenario that is run under every schedule. */
export const raceKey = ({
  scenario,
  preemptions,
}: Pick<race_case, "scenario" | "preemptions">): string => `${preemptions} ${keyOf(scenario)}`;
