// Plays what a child recorded of many runs: one record after the other, each in the run that it belongs to.

import type { target_name, targets } from "@faultline/core";
import type { mismatch } from "./evidence.ts";
import { Replay } from "./replay.ts";

/** What the child tells of many runs. */
export interface told_runs {
  readonly records: readonly (readonly unknown[])[];
  /** For each run, the place of its record. */
  readonly runs: readonly number[];
  readonly cut_short: boolean;
}

/** A record does not fit, or there is one too many or too few. */
export class Unfit extends Error {
  readonly mismatch: mismatch;

  constructor(mismatch: mismatch) {
    super(mismatch.about);
    this.mismatch = mismatch;
  }
}

/** Plays one record after the other. */
export class Player {
  readonly #told: told_runs;
  readonly #names: readonly target_name[];
  #run = 0;
  #replay: Replay | null = null;

  constructor(told: told_runs, names: readonly target_name[]) {
    this.#told = told;
    this.#names = names;
  }

  /** The functions for the next run. */
  next(): Partial<targets> {
    this.settle();
    return this.play(this.take());
  }

  /** The record of the next run: to be played, or not. */
  take(): readonly unknown[] {
    const { records, runs } = this.#told;
    const record = records[runs[this.#run] ?? -1];
    if (record === undefined)
      throw this.#uneven("fewer runs were recorded than there are to be made");
    this.#run += 1;
    return record;
  }

  /** The functions that do what was recorded. */
  play(record: readonly unknown[]): Partial<targets> {
    this.#replay = new Replay(record);
    return this.#replay.livepatch(this.#names);
  }

  finish(): void {
    this.settle();
    if (this.#run !== this.#told.runs.length)
      throw this.#uneven("more runs were recorded than there are to be made");
  }

  /** The run that was played last is over: its record must be at an end too. */
  settle(): void {
    this.#replay?.finish();
    const mismatch = this.#replay?.mismatch ?? null;
    this.#replay = null;
    if (mismatch !== null)
      throw new Unfit({ ...mismatch, about: `${mismatch.about}, in run ${this.#run}` });
  }

  #uneven(about: string): Unfit {
    const [recorded, happened] = [this.#told.runs.length, this.#run].map((n) => `${n} runs`);
    return new Unfit({
      about,
      event: this.#run,
      recorded: recorded ?? "",
      happened: happened ?? "",
    });
  }
}
