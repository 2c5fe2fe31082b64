// How many schedules the explorer tries: each is a machine booted, set up, run with the audit after it, and taken down.

import { explore, type scenario } from "../src/index.ts";

/** A fill of one page of a shared file, against a truncation and a recalculation. */
const race: scenario = {
  region: {
    backing: "shmem",
    sharing: "shared",
    prot: "rw",
    pages: 4,
    noreserve: true,
    fs_limit_pages: 16,
  },
  register: ["missing"],
  features: ["sigbus"],
  ops: [{ op: "copy", page: 1, race: { rivals: [{ op: "ftruncate", pages: 1 }, { op: "stat" }] } }],
};

/** @param limit how many schedules to try @param now a clock, in milliseconds */
export function schedulesPerSecond(limit: number, now: () => number): number {
  const begin = now();
  const { schedules } = explore(race, { preemptions: 2, limit });
  return Math.round((schedules * 1000) / (now() - begin));
}
