// Explores a race as the child did, but on machines of ours: for each run the next record is played.

import {
  explore,
  type race_finding,
  raceFindings,
  type release_rules,
  type target_name,
} from "@faultline/core";
import { reference } from "@faultline/kit";
import type { race_case } from "./cases.ts";
import type { mismatch } from "./evidence.ts";
import { Player, type told_runs, Unfit } from "./player.ts";

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
  { scenario, preemptions }: race_case,
  release: release_rules["name"],
  names: readonly target_name[],
  told: told_runs,
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
