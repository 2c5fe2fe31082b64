// Goal: no order of events is held against right code, with more preemptions and rivals than are graded; and what Linux
// itself gets wrong is known, and held against nobody.

import { readFileSync } from "node:fs";
import { type exploration, explore, raceFindings } from "@faultline/core";
import { categoryOf, sharedFile, versionText } from "@faultline/kit";
import {
  checkGradedRaces,
  expectNothing,
  loadSubmission,
  rightVersions,
} from "@faultline/kit/check";
import { describe, expect, it } from "vitest";
import { exercise } from "../src/index.ts";

const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), "utf8");
const right = rightVersions(exercise, read);
const [solution] = right;

const cut = { op: "ftruncate", pages: 1 } as const;
const truncatedAndCounted = sharedFile([
  { op: "file_write", page: 0 },
  { op: "copy", page: 1, race: { rivals: [cut, { op: "stat" }] } },
]);
const fullAndCounted = sharedFile([
  {
    op: "copy",
    page: 1,
    src: "nonresident",
    race: { rivals: [{ op: "fill_fs" }, { op: "stat" }] },
  },
  { op: "drain_fs" },
]);
const punchedAndWritten = sharedFile(
  [
    {
      op: "copy",
      page: 1,
      race: {
        rivals: [
          { op: "punch", page: 1 },
          { op: "map2_write", page: 1, byte: 7 },
        ],
      },
    },
  ],
  { region: { map2: true } },
);
const reclaimedAndCounted = sharedFile([
  { op: "copy", page: 1, race: { rivals: [{ op: "reclaim", page: 1 }, { op: "stat" }] } },
]);

describe("two rivals and two preemptions", () => {
  const pairs = {
    "the mount fills up and the books are recalculated": fullAndCounted,
    "a hole is punched and another mapping is written": punchedAndWritten,
    "the page is reclaimed and the books are recalculated": reclaimedAndCounted,
  };
  for (const [name, scenario] of Object.entries(pairs)) {
    it(`break no right version where ${name}`, () => expectNothing(scenario, right, 50, expect));
  }

  it("do not break the solution where the file is cut short and its books are recalculated", () =>
    expectNothing(truncatedAndCounted, [solution], 1000, expect));
});

it("a block is given back twice only if a fill is interrupted twice: that graded case fixes its moments", () => {
  const counted = exercise.mutants.filter(({ id }) => id === "counted-first");
  const [livepatch = {}] = counted.map((one) => loadSubmission(versionText(one, read)));
  const truncated = sharedFile([
    { op: "file_write", page: 0 },
    { op: "copy", page: 1, race: { rivals: [cut] } },
  ]);
  const found = (preemptions: number): string[] => {
    const explored = explore(truncated, { preemptions, livepatch });
    return raceFindings(explored, explore(truncated)).map(({ rule }) => categoryOf(rule));
  };

  expect(found(1)).toEqual([]);
  expect(found(2)).toContain("accounting");
});

describe("the window that Linux leaves open", () => {
  /** The file has paid for nothing yet: a truncation takes it to have no pages. */
  const empty = sharedFile([{ op: "copy", page: 1, race: { rivals: [cut] } }]);
  const rules = ({ outcomes }: exploration): string[] =>
    outcomes.flatMap(({ findings }) => findings.map(({ rule }) => rule));

  it("is found in the reference: a page past the end of a file that had no page", () => {
    const { outcomes } = explore(empty);
    const [beyond] = outcomes.filter(({ findings }) => findings.length > 0);

    expect(rules({ outcomes } as exploration)).toEqual(["data-beyond-eof"]);
    // the size, the ptes, and the question whether the file has paid; all between the pte and the counting
    expect(beyond?.schedule).toMatch(/^\d+aaa$/);
    expect(beyond?.undisturbed).toBe(false);
  });

  it("is closed by a page that the file has paid for already", () => {
    const paid = { ...empty, ops: [{ op: "file_write", page: 0 } as const, ...empty.ops] };

    expect(rules(explore(paid))).toEqual([]);
  });

  it("is held against no version that has it too", () => {
    const explored = explore(empty, { livepatch: loadSubmission(solution.text) });

    expect(rules(explored)).toEqual(["data-beyond-eof"]);
    expect(raceFindings(explored, explore(empty))).toEqual([]);
  });
});

checkGradedRaces(exercise, read, 250, { describe, it, expect });
