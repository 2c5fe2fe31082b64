// What the explorer learns from one run about the places where other CPUs could act.
// Source: none.

import {
  EVERYTHING,
  type footprint,
  footprintOf,
  footprint as touching,
} from "../scenario/footprint.ts";
import type { boundary_listener, race_run } from "../scenario/race.ts";

/** What one run has shown. Boundaries before the plan was carried out are not looked at. */
export interface survey {
  /** How many boundaries there were. */
  boundaries: number;
  /** By number of boundary: what the operation has touched since the one before. */
  readonly touched: footprint[];
  /** By number of boundary: a bit for each rival whose next step could be done there. */
  readonly ready: number[];
  /** For each rival, what each of its steps touches; empty if the operation never came to a boundary. */
  steps: readonly (readonly footprint[])[];
  /** Whether a planned step found its locks taken and had to come later: another plan says when. */
  late: boolean;
}

/** A survey, and the listener that makes it. */
export function newSurvey(): { survey: survey; listen: boundary_listener } {
  const survey: survey = { boundaries: 0, touched: [], ready: [], steps: [], late: false };
  let before = EVERYTHING; // the first boundary is as early as can be
  const listen = (race: race_run, name: string): void => {
    const touched = race.wrote ? before | touching("ledger") : before;
    before = footprintOf(name);
    survey.late = race.late;
    survey.boundaries += 1;
    if (race.boundary === 0)
      survey.steps = race.rivals.map(({ steps }) => steps.map((step) => step.touches));
    if (!race.is_carried_out) return;
    survey.touched[race.boundary] = touched;
    survey.ready[race.boundary] = readyBits(race);
  };
  return { survey, listen };
}

function readyBits({ rivals }: race_run): number {
  let bits = 0;
  for (let i = 0; i < rivals.length; i++) if (rivals[i]?.is_ready) bits |= 1 << i;
  return bits;
}
