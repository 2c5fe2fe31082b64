// What the explorer learns from one run about the places where other CPUs could act.
// Source: none.

import {
  EVERYTHING,
  type footprint,
  footprintOf,
  footprint as touching,
} from "../scenario/footprint.ts";
import type { boundary_listener, race_run } from "../scenario/race.ts";

/** A place where other CPUs can act. */
export interface boundary {
  /** What the operation has touched since the boundary before. */
  readonly touched: footprint;
  /** For each rival, whether its next step could be done. */
  readonly ready: readonly boolean[];
}

/** What one run has shown. */
export interface survey {
  /** By number; those before the plan was carried out are not looked at. */
  readonly boundaries: (boundary | undefined)[];
  /** For each rival, what each of its steps touches; empty if the operation never came to a boundary. */
  steps: readonly (readonly footprint[])[];
  /** Whether a planned step found its locks taken and had to come later: another plan says when. */
  late: boolean;
}

/** A survey, and the listener that makes it. */
export function newSurvey(): { survey: survey; listen: boundary_listener } {
  const survey: survey = { boundaries: [], steps: [], late: false };
  let before = EVERYTHING; // the first boundary is as early as can be
  const listen = (race: race_run, name: string): void => {
    const touched = before | (race.wrote ? touching("ledger") : 0);
    before = footprintOf(name);
    survey.late = race.late;
    if (race.boundary === 0)
      survey.steps = race.rivals.map(({ steps }) => steps.map((step) => step.touches));
    if (!race.is_carried_out) return;
    const ready = race.rivals.map((rival) => rival.is_ready);
    survey.boundaries[race.boundary] = { touched, ready };
  };
  return { survey, listen };
}
