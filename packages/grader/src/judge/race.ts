// Explores a race as the child did, but on machines of ours: for each run the next record is played.

import {
  explore,
  type race_finding,
  raceFindings,
  type release_rules,
  type target_name,
} from "@faultline/core";
import type { race_case } from "./cases.ts";
import type { mismatch } from "./evidence.ts";
import { type Knowledge, raceKey } from "./knowledge.ts";
import { Player, type told_runs, Unfit } from "./player.ts";
import { wordingOf } from "./wording.ts";

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

/** Plays what the child recorded of a race: every run of it, in the order that the explorer gives. */
export function replayRace(
  race: race_case,
  release: release_rules["name"],
  names: readonly target_name[],
  told: told_runs,
  knowledge: Knowledge,
): raced {
  const { cut_short } = told;
  const nothing = { kind: "raced", schedules: 0, findings: [], mismatch: null, cut_short } as const;
  if (cut_short) return nothing;
  const { scenario, preemptions } = race;
  const [key, wording] = [raceKey(race), wordingOf(names, told.records, told.runs)];
  const known = knowledge.runsOf(key, wording);
  if (known !== null) return { ...nothing, schedules: known };
  const player = new Player(told, names);
  try {
    const explored = explore(scenario, { release, preemptions, livepatch: () => player.next() });
    player.finish();
    const { schedules } = explored;
    const findings = raceFindings(explored, knowledge.possible(race));
    if (findings.length === 0) knowledge.noteRight(key, wording, schedules);
    return { ...nothing, schedules, findings };
  } catch (error) {
    if (error instanceof Unfit) return { ...nothing, mismatch: error.mismatch };
    throw error;
  }
}
