// Goal: no order of events is held against right code, with more preemptions and rivals than are graded.

import { readFileSync } from "node:fs";
import { explore, raceFindings, type rival_op, type scenario } from "@faultline/core";
import { isRace, privateFile, reference, sharedFile, versionText } from "@faultline/kit";
import { loadSubmission } from "@faultline/kit/check";
import { describe, expect, it } from "vitest";
import { exercise } from "../src/index.ts";

const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), "utf8");
const solution = { id: "solution", text: read("solution.ts") };
const right = [
  solution,
  ...exercise.variants.map((one) => ({ id: one.id, text: versionText(one, read) })),
];
const races = exercise.tests.filter(isRace);

const write = { op: "file_write", page: 1, byte: 0x11 } as const;
const racing = (...rivals: readonly rival_op[]) =>
  [write, { op: "continue", page: 1, race: { rivals } }] as const;

const mappedTwice = sharedFile(
  racing({ op: "continue", page: 1 }, { op: "map2_continue", page: 1 }),
  { register: ["minor"], region: { map2: "watched" } },
);
const goneAndBack = sharedFile(
  racing({ op: "swapout", page: 1 }, { op: "map2_write", page: 1, byte: 0x22 }),
  { register: ["minor"], region: { map2: true } },
);
const punchedAndRead = privateFile(racing({ op: "punch", page: 1 }, { op: "map2_read", page: 1 }), {
  region: { map2: true },
});
const truncatedAndReclaimed = sharedFile(
  racing({ op: "ftruncate", pages: 1 }, { op: "reclaim", page: 1 }),
  { register: ["minor"] },
);

/** None of the versions breaks with two preemptions, and each is run under more than `few` schedules. */
function expectNothing(scenario: scenario, versions: typeof right, few: number): void {
  const linux = explore(scenario, { preemptions: 2 });
  for (const { id, text } of versions) {
    const explored = explore(scenario, { preemptions: 2, livepatch: loadSubmission(text) });
    expect(raceFindings(explored, linux), id).toEqual([]);
    expect(explored.schedules, id).toBeGreaterThan(few);
  }
}

describe("two rivals and two preemptions", () => {
  it(
    "break no right version where two others map the same page",
    () => expectNothing(mappedTwice, right, 30),
    120_000,
  );

  it(
    "break no right version where the page is swapped out and written by another program",
    () => expectNothing(goneAndBack, right, 30),
    120_000,
  );

  it(
    "break no right version where a hole is punched and filled with zeros",
    () => expectNothing(punchedAndRead, right, 30),
    120_000,
  );

  it(
    "do not break the solution where the file is cut short and its page is reclaimed",
    () => expectNothing(truncatedAndReclaimed, [solution], 300),
    120_000,
  );
});

describe("the graded races", () => {
  it("are of a kind in which Linux breaks no rule", () => {
    const broken = races.flatMap((race) => reference(race).outcomes.flatMap((one) => one.findings));
    expect(broken).toEqual([]);
  });

  it("are at most 60 schedules for one submission", () => {
    const livepatch = loadSubmission(solution.text);
    const schedules = races.map(
      ({ scenario, preemptions }) => explore(scenario, { preemptions, livepatch }).schedules,
    );

    expect(schedules.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(60);
  });
});
