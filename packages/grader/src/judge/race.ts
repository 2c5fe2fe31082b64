// Explores a race as the child did, but on machines of ours: for each run the next record is played.

import {
  explore,
  type race_finding,
  raceFindings,
  type release_rules,
  type target_name,
  type targets,
} from "@faultline/core";
import { reference } from "@faultline/kit";
import type { judged_case } from "./cases.ts";
import type { mismatch } from "./evidence.ts";
import { Replay } from "./replay.ts";

/** What exploring a race has shown. */
export interface raced {
  readonly kind: "raced";
  readonly schedules: number;
  readonly findings: readonly race_finding[];
  /** Why a record does not fit, where one does not. */
  readonly mismatch: mismatch | null;
  /** Whether there were more schedules than anybody tries. */
  readonly cut_short: boolean;
}

/** What the child tells of a race. */
interface told_race {
  readonly records: readonly (readonly unknown[])[];
  /** For each run, the place of its record. */
  readonly runs: readonly number[];
  readonly cut_short: boolean;
}

/** Plays what the child recorded of a race: every run of it, in the order that the explorer gives. */
export function replayRace(
  { scenario, preemptions = 0 }: judged_case,
  release: release_rules["name"],
  names: readonly target_name[],
  told: told_race,
): raced {
  const { cut_short } = told;
  const nothing = { kind: "raced", schedules: 0, findings: [], mismatch: null, cut_short } as const;
  if (cut_short) return nothing;
  const player = new Player(told, names);
  try {
    const explored = explore(scenario, { release, preemptions, livepatch: () => player.next() });
    player.finish();
    const { schedules } = explored;
    return {
      ...nothing,
      schedules,
      findings: raceFindings(explored, reference({ scenario, preemptions })),
    };
  } catch (error) {
    if (error instanceof Unfit) return { ...nothing, mismatch: error.mismatch };
    throw error;
  }
}

/** A record does not fit, or there is one too many or too few. */
class Unfit extends Error {
  readonly mismatch: mismatch;

  constructor(mismatch: mismatch) {
    super(mismatch.about);
    this.mismatch = mismatch;
  }
}

/** Plays one record after the other. */
class Player {
  readonly #told: told_race;
  readonly #names: readonly target_name[];
  #run = 0;
  #replay: Replay | null = null;

  constructor(told: told_race, names: readonly target_name[]) {
    this.#told = told;
    this.#names = names;
  }

  /** The functions for the next run. */
  next(): Partial<targets> {
    this.#settle();
    const { records, runs } = this.#told;
    const record = records[runs[this.#run] ?? -1];
    if (record === undefined)
      throw this.#uneven("fewer runs were recorded than there are schedules");
    this.#run += 1;
    this.#replay = new Replay(record);
    return this.#replay.livepatch(this.#names);
  }

  finish(): void {
    this.#settle();
    if (this.#run !== this.#told.runs.length)
      throw this.#uneven("more runs were recorded than there are schedules");
  }

  /** The run that was played last is over: its record must be at an end too. */
  #settle(): void {
    this.#replay?.finish();
    const mismatch = this.#replay?.mismatch ?? null;
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
