// Cases of many runs: a race, which is run under every schedule, and a pack of scenarios, each of which is run once.

import { everySchedule, runScenario, type targets } from "@faultline/core";
import type { child_pack, child_race, runs_line } from "./protocol.ts";
import { Enough, type loaded, Runs } from "./runs.ts";

type next = () => Partial<targets>;

/** @param load loads the submission once more */
export function runRace(
  { n, scenario, release, preemptions }: child_race,
  load: () => loaded,
): runs_line {
  const told = record(load, (livepatch) => {
    const search = everySchedule(scenario, { release, preemptions, livepatch, blind: true });
    while (!search.next().done);
  });
  return { kind: "race", n, ...told };
}

/** @param load loads the submission once more */
export function runPack({ n, scenarios, release }: child_pack, load: () => loaded): runs_line {
  const told = record(load, (next) => {
    for (const scenario of scenarios)
      runScenario(scenario, { release, livepatch: next(), observe: false });
  });
  return { kind: "pack", n, ...told };
}

function record(load: () => loaded, run: (next: next) => void): ReturnType<Runs["finish"]> {
  const runs = new Runs(load);
  try {
    run(() => runs.next());
  } catch (error) {
    if (!(error instanceof Enough)) throw error;
  }
  return runs.finish();
}
