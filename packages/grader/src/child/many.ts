// Cases of many runs: a race, which is run under every schedule, and a pack of scenarios, each of which is run once.

import { everySchedule, onlyFill, runScenario, type scenario, type targets } from "@faultline/core";
import type { child_pack, child_race, child_single, runs_line } from "./protocol.ts";
import { Enough, type loaded, Runs } from "./runs.ts";

type next = () => Partial<targets>;

/** After so many runs there is a word, so that nobody takes a busy machine for a loop that does not end. */
const WORD_AFTER = 50;

/**
 * @param load loads the submission once more
 * @param goingOn called now and then
 */
export function runRace(
  { n, scenario, release, preemptions }: child_race,
  load: () => loaded,
  goingOn: () => void,
): runs_line {
  const told = record(load, (livepatch) => {
    const search = everySchedule(scenario, { release, preemptions, livepatch, blind: true });
    for (let i = 0; !search.next().done; i++) if (i % WORD_AFTER === WORD_AFTER - 1) goingOn();
  });
  return { kind: "race", n, ...told };
}

/** @param load loads the submission once more */
export function runPack({ n, scenarios, release }: child_pack, load: () => loaded): runs_line {
  const told = record(load, (next) => {
    for (const scenario of scenarios) runBlind(scenario, release, next());
  });
  return { kind: "pack", n, ...told };
}

/** Only runs the functions. What comes of it is the judge's affair: here nobody looks. */
export function runBlind(
  scenario: scenario,
  release: child_single["release"],
  livepatch: Partial<targets>,
): void {
  const end = onlyFill(livepatch) ? "none" : "all";
  runScenario(scenario, { release, livepatch, observe: false, end });
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
