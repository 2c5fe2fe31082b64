// Plays what the child recorded of many scenarios, and compares what comes of each with what comes of it in Linux.

import { type release_rules, runScenario, type scenario, type target_name } from "@faultline/core";
import { appearance, comparable } from "@faultline/kit";
import type { pack_case } from "./cases.ts";
import type { mismatch } from "./evidence.ts";
import { type Knowledge, keyOf } from "./knowledge.ts";
import { Player, type told_runs, Unfit } from "./player.ts";
import { wordingOf } from "./wording.ts";

/** What became of a pack of scenarios. */
export interface packed {
  readonly kind: "packed";
  /** The first scenario in which not everything is as in Linux; null if there is none. */
  readonly different: scenario | null;
  /** Why a record does not fit, where one does not. */
  readonly mismatch: mismatch | null;
  /** Whether the submission did so much that not all of it was recorded. */
  readonly cut_short: boolean;
}

/** Plays the scenarios one by one, up to the first that differs; those whose records are known to be right, not again. */
export function replayPack(
  { scenarios }: pack_case,
  release: release_rules["name"],
  names: readonly target_name[],
  told: told_runs,
  knowledge: Knowledge,
): packed {
  const { cut_short } = told;
  const nothing = { kind: "packed", different: null, mismatch: null, cut_short } as const;
  if (cut_short) return nothing;
  const player = new Player(told, names);
  try {
    for (const scenario of scenarios) {
      const record = player.take();
      const [key, wording] = [keyOf(scenario), wordingOf(names, [record])];
      if (knowledge.runsOf(key, wording) !== null) continue;
      const livepatch = player.play(record);
      const run = runScenario(scenario, { ...comparable, release, livepatch });
      player.settle();
      if (appearance(run) !== knowledge.appearance(scenario))
        return { ...nothing, different: scenario };
      knowledge.noteRight(key, wording, 1);
    }
    player.finish();
    return nothing;
  } catch (error) {
    if (error instanceof Unfit) return { ...nothing, mismatch: error.mismatch };
    throw error;
  }
}
