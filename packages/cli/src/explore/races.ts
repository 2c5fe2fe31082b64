// Which races an exercise is explored in: its own graded ones, or a fill that is raced by rivals of one's own choice.

import { isSchedule, type op, parseSchedule, type rival_op, type scenario } from "@faultline/core";
import type { loadCodeExercise, race } from "@faultline/grader";
import { Usage } from "../terminal.ts";
import { PAGE } from "./rivals.ts";

export type exercise = NonNullable<Awaited<ReturnType<typeof loadCodeExercise>>>;

/** The exercise's race tests. @param preemptions instead of each test's own number, if given */
export function racesOf({ tests }: exercise, preemptions?: number): race[] {
  return tests.flatMap((test) =>
    "preemptions" in test
      ? [
          {
            id: test.id,
            title: test.title,
            scenario: test.scenario,
            preemptions: preemptions ?? test.preemptions,
          },
        ]
      : [],
  );
}

/** A fill, and what was done before it. */
interface fill {
  readonly id: string;
  readonly title: string;
  readonly sharing: "shared" | "private";
  readonly before?: readonly op[];
  readonly op: op;
}

const shared: fill = {
  id: "shared-copy",
  title: "UFFDIO_COPY into a shared file",
  sharing: "shared",
  op: { op: "copy", page: PAGE },
};

const continued: fill = {
  id: "continue",
  title: "UFFDIO_CONTINUE of a page that the file has",
  sharing: "shared",
  before: [{ op: "file_write", page: PAGE }],
  op: { op: "continue", page: PAGE },
};

/** Fills that say most about one function: the ways by which it is reached. */
const fills: Readonly<Record<string, readonly fill[]>> = {
  mcopy_atomic_install_pte: [
    shared,
    {
      id: "private-copy",
      title: "UFFDIO_COPY into a private mapping",
      sharing: "private",
      op: { op: "copy", page: PAGE },
    },
    continued,
  ],
  mcontinue_atomic_pte: [
    continued,
    {
      ...continued,
      id: "private-continue",
      title: "UFFDIO_CONTINUE of a page of the file in a private mapping",
      sharing: "private",
    },
  ],
  shmem_mcopy_atomic_pte: [
    shared,
    {
      id: "second-round",
      title: "UFFDIO_COPY from memory that has to be read in first, so that it goes two rounds",
      sharing: "shared",
      op: { op: "copy", page: PAGE, src: "nonresident" },
    },
  ],
};

/** Fills of page 1 of a file of four, raced by `rivals`. */
export function racesAgainst(
  { targets }: exercise,
  rivals: readonly rival_op[],
  preemptions: number,
): race[] {
  const all = new Map(
    targets.flatMap((name) => fills[name] ?? [shared]).map((one) => [one.id, one]),
  );
  return [...all.values()].map(({ id, title, sharing, before = [], op }) => ({
    id,
    title,
    scenario: scenarioOf(sharing, [...beforeAll(rivals), ...before, { ...op, race: { rivals } }]),
    preemptions,
  }));
}

/** What is drained was full before. */
const beforeAll = (rivals: readonly rival_op[]): op[] =>
  rivals.some(({ op }) => op === "drain_fs") ? [{ op: "fill_fs", leave: 1 }] : [];

const scenarioOf = (sharing: "shared" | "private", ops: readonly op[]): scenario => ({
  region: {
    pages: 4,
    backing: "shmem",
    sharing,
    prot: "rw",
    file_pages: 4,
    fs_limit_pages: 16,
    map2: "watched",
  },
  register: ["missing", "minor"],
  // A fault that nobody resolves ends in SIGBUS, so that nobody has to wait.
  features: ["sigbus"],
  ops,
});

/** The race of that id alone. @throws Usage if there is none */
export function raceNamed(races: readonly race[], id: string): race {
  const found = races.find((one) => one.id === id);
  if (found !== undefined) return found;
  throw new Usage(`there is no race ${JSON.stringify(id)}; take one of: ${idsOf(races)}.`);
}

export const idsOf = (races: readonly race[]): string => races.map(({ id }) => id).join(", ");

/** The scenario, to be run under one schedule. */
export const withSchedule = (scenario: scenario, schedule: string): scenario => ({
  ...scenario,
  ops: scenario.ops.map((op) => (op.race ? { ...op, race: { ...op.race, schedule } } : op)),
});

/** @throws Usage if `schedule` is no schedule of this race */
export function checkSchedule({ scenario }: race, schedule: string): void {
  if (!isSchedule(schedule))
    throw new Usage(
      `${JSON.stringify(schedule)} is no schedule: numbers that rise, each with letters behind it, such as 3a7ab.`,
    );
  const rivals = scenario.ops.flatMap(({ race }) => race?.rivals ?? []).length;
  if (parseSchedule(schedule).some(({ rival }) => rival >= rivals))
    throw new Usage(
      `the schedule ${schedule} needs more rivals than this race has: ${rivals === 1 ? "there is one, a" : `there are ${rivals}`}.`,
    );
}

/** How often a schedule interrupts the operation. */
export const preemptionsIn = (schedule: string): number =>
  new Set(parseSchedule(schedule).map(({ boundary }) => boundary)).size;
