// Goal: no order of events is held against right code, with more preemptions and rivals than are graded.

import { readFileSync } from "node:fs";
import { explore, raceFindings, type rival_op, type scenario } from "@faultline/core";
import { anonymous, isRace, reference, sharedFile, versionText } from "@faultline/kit";
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

/** A copy to page 1 whose source has to be waited for, among others that act. */
const waiting = (...rivals: readonly rival_op[]) =>
  [{ op: "copy", page: 1, src: "nonresident", race: { rivals } }] as const;

const area = { op: "munmap", page: 0, n: 4 } as const;
const source = { op: "munmap", addr_raw: "230000000000" } as const;
const unmappedBoth = anonymous(waiting(area, source));
const unwatchedAndFilled = anonymous(
  waiting({ op: "unregister", page: 0, n: 4 }, { op: "zeropage", page: 1 }),
);
const changingAndUnmapped = anonymous(waiting({ op: "mmap_changing", value: true }, area));
const fullAndWritten = sharedFile([
  ...waiting({ op: "fill_fs" }, { op: "file_write", page: 1 }),
  { op: "drain_fs" },
]);
const truncatedAndUnmapped = sharedFile([
  { op: "file_write", page: 0 },
  ...waiting({ op: "ftruncate", pages: 1 }, area),
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
    "break no right version where area and source are unmapped",
    () => expectNothing(unmappedBoth, right, 10),
    120_000,
  );

  it(
    "break no right version where the area is watched no more and filled by another thread",
    () => expectNothing(unwatchedAndFilled, right, 50),
    120_000,
  );

  it(
    "break no right version where the address space begins to change and is unmapped",
    () => expectNothing(changingAndUnmapped, right, 10),
    120_000,
  );

  it(
    "break no right version where the mount fills up and another program writes the page",
    () => expectNothing(fullAndWritten, right, 50),
    120_000,
  );

  it(
    "do not break the solution where the file is cut short and the area unmapped",
    () => expectNothing(truncatedAndUnmapped, [solution], 500),
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
