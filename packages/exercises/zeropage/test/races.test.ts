// Goal: no order of events is held against right code, with more preemptions and rivals than are graded.

import { readFileSync } from "node:fs";
import { explore, raceFindings, type rival_op, type scenario } from "@faultline/core";
import { isRace, privateFile, reference, versionText } from "@faultline/kit";
import { loadSubmission } from "@faultline/kit/check";
import { describe, expect, it } from "vitest";
import { exercise } from "../src/index.ts";

const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), "utf8");
const solution = { id: "solution", text: read("solution.ts") };
/** Those that differ in what they do between two calls of the kernel; the others only look different. */
const unlike = exercise.variants.filter(({ id }) => ["taken-before-size", "finally"].includes(id));
const right = [solution, ...unlike.map((one) => ({ id: one.id, text: versionText(one, read) }))];
const races = exercise.tests.filter(isRace);

const cut = { op: "ftruncate", pages: 1 } as const;
/** Zeros for page 1 of a private file, raced by two others. Holes are not reported, so whoever touches one fills it. */
const raced = (...rivals: rival_op[]): scenario =>
  privateFile(
    [
      { op: "zeropage", page: 1, race: { rivals } },
      { op: "read", page: 1 },
    ],
    { register: ["minor"] },
  );
/** The same where a page is in the way and the file is cut short: both refusals are true for a while. */
const both = privateFile([
  { op: "copy", page: 1 },
  { op: "zeropage", page: 1, race: { rivals: [cut, { op: "zeropage", page: 1 }] } },
]);

/** None of the versions breaks with two preemptions, and each is run under more than `few` schedules. */
function expectNothing(scenario: scenario, few: number): void {
  const linux = explore(scenario, { preemptions: 2 });
  for (const { id, text } of right) {
    const explored = explore(scenario, { preemptions: 2, livepatch: loadSubmission(text) });
    expect(raceFindings(explored, linux), id).toEqual([]);
    expect(explored.schedules, id).toBeGreaterThan(few);
  }
}

describe("two rivals and two preemptions break no right version", () => {
  const many = 120_000;

  it(
    "where one thread copies there and another one writes",
    () => {
      expectNothing(raced({ op: "copy", page: 1 }, { op: "write", page: 1, byte: 7 }), 40);
    },
    many,
  );

  it(
    "where the file is cut short and another thread writes",
    () => {
      expectNothing(raced(cut, { op: "write", page: 1, byte: 7 }), 40);
    },
    many,
  );

  it(
    "where a page is in the way, and the file is cut short meanwhile",
    () => {
      expectNothing(both, 40);
    },
    many,
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
