// Goal: no order of events is held against right code, with more preemptions and rivals than are graded.

import { readFileSync } from "node:fs";
import { explore, raceFindings, type scenario } from "@faultline/core";
import { anonymous, isRace, privateFile, reference, versionText } from "@faultline/kit";
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

const cut = { op: "ftruncate", pages: 1 } as const;
const twoOthers = {
  rivals: [
    { op: "zeropage", page: 1 },
    { op: "copy", page: 1, byte: 7 },
  ],
} as const;
const filledTwice = anonymous([{ op: "copy", page: 1, race: twoOthers }]);
const filledTwiceInTwoRounds = anonymous([
  { op: "copy", page: 1, src: "nonresident", race: twoOthers },
]);
const sourceComesAndGoes = privateFile([
  { op: "file_write", page: 2, byte: 0x5a },
  {
    op: "copy",
    page: 1,
    src: "self",
    sp: 2,
    race: {
      rivals: [
        { op: "read", page: 2 },
        { op: "munmap", page: 2 },
      ],
    },
  },
]);
const sourceIsWritten = anonymous([
  {
    op: "copy",
    page: 1,
    race: {
      rivals: [
        { op: "src_write", byte: 0x11 },
        { op: "read", page: 1 },
      ],
    },
  },
]);
const truncatedAndRead = privateFile([
  { op: "copy", page: 1, race: { rivals: [cut, { op: "read", page: 1 }] } },
]);

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
    "break no right version where two others fill the same address",
    () => expectNothing(filledTwice, right, 50),
    120_000,
  );

  it(
    "do not break the solution where two others fill the same address between its rounds, too",
    () => expectNothing(filledTwiceInTwoRounds, [solution], 50),
    120_000,
  );

  it(
    "break no right version where the source comes into memory and is unmapped",
    () => expectNothing(sourceComesAndGoes, right, 20),
    120_000,
  );

  it(
    "break no right version where the source is written and another thread reads the copy",
    () => expectNothing(sourceIsWritten, right, 50),
    120_000,
  );

  it(
    "do not break the solution where the file is cut short and another thread reads",
    () => expectNothing(truncatedAndRead, [solution], 500),
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
