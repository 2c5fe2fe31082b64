// What was asked of the explorer, and the pictures that answer it.

import { drawRace, type race_fault, type race_view } from "@faultline/view";
import type { terminal } from "../terminal.ts";
import { withSchedule } from "./races.ts";
import type { explored, subject } from "./subject.ts";

export interface explore_flags {
  readonly format: "pretty" | "json";
  readonly rivals?: string;
  readonly race?: string;
  readonly preemptions?: number;
  readonly schedule?: string;
  readonly limit?: number;
}

/** What was asked, and where the answer goes. */
export interface question {
  readonly id: string;
  readonly path: string;
  readonly flags: explore_flags;
  readonly terminal: terminal;
}

/** A schedule, what it breaks, and its picture; null where the submission did not come to an end. */
export interface picture {
  readonly schedule: string;
  readonly faults: readonly race_fault[];
  readonly view: race_view | null;
}

/** One picture for each schedule that breaks something; the schedule that was asked for is drawn in any case. */
export async function picturesOf(
  { scenario, findings }: explored,
  subject: subject,
  asked: string | undefined,
): Promise<picture[]> {
  const schedules = asked === undefined ? findings.map(({ schedule }) => schedule) : [asked];
  const pictures: picture[] = [];
  for (const schedule of new Set(schedules)) {
    const faults = findings.filter((one) => one.schedule === schedule);
    const { record } = await subject.replay(withSchedule(scenario, schedule));
    pictures.push({ schedule, faults, view: record && drawRace(record, faults) });
  }
  return pictures;
}
