// Who is explored: the kernel's own function, here; or a submission, in a process of its own.

import {
  type exploration,
  explore,
  type race_finding,
  runScenario,
  type scenario,
} from "@faultline/core";
import {
  childScript,
  type explored_race,
  exploreSubmission,
  oneLine,
  type race,
  replaySchedule,
} from "@faultline/grader";
import { type race_fault, type race_record, raceRecord } from "@faultline/view";
import type { exercise } from "./races.ts";

/** A backstop: who asks for many schedules will wait for them. */
const WALL_MS = 60_000;

/** The submission cannot be explored to an end; the message is for its author. */
export class Unusable extends Error {
  override readonly name = "Unusable";
}

/** A race that was explored, and in how many preemptions. */
export type explored = explored_race & Pick<race, "preemptions" | "scenario">;

/** One schedule, replayed. */
export interface replayed {
  readonly record: race_record | null;
  /** What was broken, each rule once. */
  readonly faults: readonly race_fault[];
}

export interface subject {
  /** @throws Unusable */
  readonly explore: (races: readonly race[]) => Promise<explored[]>;
  /** @throws Unusable */
  readonly replay: (scenario: scenario) => Promise<replayed>;
}

/** Linux's own function. The audit alone judges it: there is nothing else to hold it against. */
export function referenceSubject(limit?: number): subject {
  const one = (race: race): explored => {
    const shown = explore(race.scenario, {
      preemptions: race.preemptions,
      ...(limit !== undefined && { limit }),
    });
    const { schedules, cut_short } = shown;
    return { ...race, schedules, cut_short, findings: auditFindings(shown) };
  };
  return {
    explore: async (races) => races.map(one),
    replay: async (scenario) => replayedFrom(runScenario(scenario, { audit: true, trace: true })),
  };
}

/** Each broken rule, with the first schedule under which it was seen. */
export function auditFindings({ outcomes }: exploration): race_finding[] {
  const found = new Map<string, race_finding>();
  for (const { findings, schedule } of outcomes) {
    for (const one of findings) if (!found.has(one.rule)) found.set(one.rule, { ...one, schedule });
  }
  return [...found.values()];
}

export function submissionSubject(exercise: exercise, bytes: Uint8Array): subject {
  const options = { script: childScript(), wall_ms: WALL_MS };
  const tryRaces = async (races: readonly race[]): Promise<explored[]> => {
    const {
      status,
      message,
      races: shown,
    } = await exploreSubmission(exercise, bytes, races, options);
    if (status !== "graded") throw new Unusable(oneLine(message));
    return races.flatMap((race) => {
      const found = shown.find(({ id }) => id === race.id);
      return found === undefined ? [] : [{ ...race, ...found }];
    });
  };
  return {
    explore: (races) => upToAnEnd(races, tryRaces),
    replay: async (scenario) => {
      const { status, message, run } = await replaySchedule(exercise, bytes, scenario, options);
      if (run === null)
        throw new Unusable(oneLine(status === "graded" ? "It did not end." : message));
      return replayedFrom(run);
    },
  };
}

/**
 * Nothing is known of a race with more schedules than a submission is tried under. It is explored again with one
 * preemption less, until there are few enough; it counts as cut short all the same.
 */
async function upToAnEnd(
  races: readonly race[],
  tryRaces: (races: readonly race[]) => Promise<explored[]>,
): Promise<explored[]> {
  const shown = await tryRaces(races);
  const again = shown.filter(({ cut_short, preemptions }) => cut_short && preemptions > 0);
  if (again.length === 0) return shown;
  const fewer = again.map((race) => ({ ...race, preemptions: race.preemptions - 1 }));
  const second = new Map((await upToAnEnd(fewer, tryRaces)).map((race) => [race.id, race]));
  return shown.map((race) => {
    const instead = second.get(race.id);
    return instead === undefined ? race : { ...instead, cut_short: true };
  });
}

function replayedFrom(run: ReturnType<typeof runScenario>): replayed {
  const byRule = new Map<string, race_fault>();
  for (const one of [...run.findings, ...run.teardown])
    if (!byRule.has(one.rule)) byRule.set(one.rule, one);
  return { record: raceRecord(run), faults: [...byRule.values()] };
}
