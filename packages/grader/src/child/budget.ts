// How much a submission may do in one case. Counted, never timed, so that a verdict does not depend on the machine.

import { MAX_PAGES, PageCount } from "../trace/pages.ts";

export const MAX_STEPS = 200_000;
export const MAX_CALLS = 20_000;
/** Targets that may be running inside each other: one that calls itself through the kernel would never end. */
export const MAX_TARGETS = 50;

/**
 * Why a case was stopped: `line` ran `count` times; that many kernel calls were made, targets entered or pages held, the
 * last at `line`.
 */
export interface overrun {
  readonly what: "steps" | "calls" | "targets" | "pages";
  readonly line: number;
  readonly count: number;
}

/** Thrown at every further step once a budget is used up: to catch it is no way to go on. */
export class OverBudget extends Error {
  override readonly name = "OverBudget";
}

/** Counts the steps of one case, and knows the line that ran last. */
export class Budget {
  line = 0;
  overrun: overrun | null = null;
  #steps = 0;
  #calls = 0;
  #targets = 0;
  readonly #pages = new PageCount();
  readonly #runs: number[] = [];
  #stop: OverBudget | null = null;

  step(line: number): void {
    this.line = line;
    this.refuse();
    this.#runs[line] = (this.#runs[line] ?? 0) + 1;
    this.#steps += 1;
    if (this.#steps > MAX_STEPS) this.#exceed(this.#hottest());
  }

  call(): void {
    this.refuse();
    this.#calls += 1;
    if (this.#calls > MAX_CALLS) this.#exceed({ what: "calls", line: this.line, count: MAX_CALLS });
  }

  /** A kernel call is over: it may have taken a page. */
  called(): void {
    if (this.#pages.exceeded) this.#exceed({ what: "pages", line: this.line, count: MAX_PAGES });
  }

  /** A target begins. */
  enter(): void {
    this.refuse();
    this.#targets += 1;
    if (this.#targets > MAX_TARGETS)
      this.#exceed({ what: "targets", line: this.line, count: MAX_TARGETS });
    this.#pages.enter();
  }

  /** A target ends, and whoever called it goes on at `line`. */
  leave(line: number): void {
    this.#pages.leave();
    this.#targets -= 1;
    this.line = line;
  }

  /** @throws OverBudget if the budget is used up */
  refuse(): void {
    if (this.#stop !== null) throw this.#stop;
  }

  /** Whether this is what the end of the budget threw. Known by itself: a proxy's trap may answer to `instanceof`. */
  ended(thrown: unknown): boolean {
    return this.#stop !== null && thrown === this.#stop;
  }

  #exceed(overrun: overrun): never {
    this.overrun = overrun;
    this.#stop = Object.freeze(new OverBudget("The code did not come to an end."));
    throw this.#stop;
  }

  /** The line that ran most often is where the loop is. */
  #hottest(): overrun {
    let line = 0;
    for (const [at, count] of this.#runs.entries())
      if ((count ?? 0) > (this.#runs[line] ?? 0)) line = at;
    return { what: "steps", line, count: (this.#runs[line] ?? 1) - 1 };
  }
}
