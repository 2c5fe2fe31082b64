// Many runs of a submission in a row, loaded afresh for each: nothing of one run is known in the next.

import type { targets } from "@faultline/core";
import type { runs_line } from "./protocol.ts";
import { Records } from "./records.ts";
import type { Session } from "./session.ts";

/** A submission, loaded for one run. */
export interface loaded {
  readonly session: Session;
  /** What the submission puts in the kernel's place. */
  readonly livepatch: Partial<targets>;
}

/** Thrown to end it all: the submission did not come to an end, or there is no end of runs. */
export class Enough extends Error {}

/** Collects what each run leaves behind. */
export class Runs {
  readonly #load: () => loaded;
  readonly #records = new Records();
  #session: Session | null = null;
  #cut_short = false;

  /** @param load loads the submission once more */
  constructor(load: () => loaded) {
    this.#load = load;
  }

  /**
   * The submission's functions, for the next run.
   *
   * @throws Enough if there is to be no further run
   */
  next(): Partial<targets> {
    this.#takeIn();
    if (this.#session?.budget.overrun || this.#records.isFull) {
      this.#cut_short = true;
      throw new Enough();
    }
    const { session, livepatch } = this.#load();
    this.#session = session;
    return livepatch;
  }

  /** All of it, when the last run is over. */
  finish(): Omit<runs_line, "kind" | "n"> {
    this.#takeIn();
    const { all, runs, isFull } = this.#records;
    const overrun = this.#session?.budget.overrun ?? null;
    return { records: all, runs, cut_short: this.#cut_short || isFull, overrun };
  }

  #takeIn(): void {
    if (this.#session !== null && !this.#cut_short)
      this.#records.add(this.#session.recorder.events);
  }
}
