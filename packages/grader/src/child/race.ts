// A race in the child: the submission is run under every schedule, and what each run leaves behind is recorded.

import { everySchedule, type targets } from "@faultline/core";
import type { child_case, race_line } from "./protocol.ts";
import { Records } from "./records.ts";
import type { Session } from "./session.ts";

/** A submission, loaded afresh: nothing of one run is known in the next. */
interface loaded {
  readonly session: Session;
  readonly livepatch: Partial<targets>;
}

/** Thrown to end the search: the submission did not come to an end, or there is no end of schedules. */
class Enough extends Error {}

/** @param load loads the submission once more */
export function runRace(
  { n, scenario, release, preemptions = 0 }: child_case,
  load: () => loaded,
): race_line {
  const records = new Records();
  let session: Session | null = null;
  const takeIn = (): void => {
    if (session !== null) records.add(session.recorder.events);
  };
  const next = (): Partial<targets> => {
    takeIn();
    if (session?.budget.overrun || records.isFull) throw new Enough();
    const loaded = load();
    session = loaded.session;
    return loaded.livepatch;
  };
  const search = everySchedule(scenario, { release, preemptions, livepatch: next, blind: true });
  let cut_short = false;
  try {
    while (!search.next().done);
    takeIn();
    cut_short = records.isFull;
  } catch (error) {
    if (!(error instanceof Enough)) throw error;
    cut_short = true;
  }
  const overrun = (session as Session | null)?.budget.overrun ?? null;
  return { kind: "race", n, records: records.all, runs: records.runs, cut_short, overrun };
}
