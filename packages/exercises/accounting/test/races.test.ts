// Goal: no order of events is held against right code, with more preemptions and rivals than are graded.

import { readFileSync } from "node:fs";
import { explore, type scenario } from "@faultline/core";

import {
  checkGradedRaces,
  expectNothing,
  loadSubmission,
  rightVersions,
} from "@faultline/kit/check";
import { describe, expect, it } from "vitest";
import { exercise } from "../src/index.ts";
import { dropped, onMount } from "../src/look.ts";

const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), "utf8");
const right = rightVersions(exercise, read);

const chargedAndFull = onMount(8, [
  ...dropped(1, 2),
  {
    op: "collapse",
    page: 1,
    n: 2,
    race: { rivals: [{ op: "stat" }, { op: "fill_fs", leave: 2 }] },
  },
  { op: "stat" },
]);
const writtenAndCut = onMount(8, [
  { op: "file_write", page: 0 },
  {
    op: "file_write",
    page: 1,
    race: { rivals: [{ op: "ftruncate", pages: 1 }, { op: "stat" }] },
  },
]);
/** Linux takes a look at the counter first and adds to it second: two who come together may pass the limit. */
const lastBlock = onMount(2, [
  { op: "file_write", page: 0 },
  { op: "file_write", page: 1, race: { rivals: [{ op: "file_write", page: 2 }] } },
]);
/** What is uncharged has left the cache before: a stat(2) in between gives it back a first time. */
const unchargedTwice = onMount(8, [
  { op: "collapse", page: 0, n: 2, undo: true, race: { rivals: [{ op: "stat" }] } },
]);

describe("two rivals and two preemptions", () => {
  it.each([
    ["pages are charged while the mount fills up", chargedAndFull, 20],
    ["a page is written while the file is cut short", writtenAndCut, 20],
    ["two pay for the last block", lastBlock, 3],
    ["pages are uncharged", unchargedTwice, 3],
  ] as const)("break no right version where %s", (_where, scenario, few) =>
    expectNothing(scenario, right, few, expect),
  );
});

describe("what Linux itself can come to", () => {
  it("is a mount with one block too many in use", () => {
    const results = explore(lastBlock).outcomes.map(({ visible }) => visible.match(/ENOSPC/g));
    expect(results).toContainEqual(null); // both were paid for
  });

  it("is a payment that comes back twice while pages are uncharged, but not since 6.6", () => {
    const later = right.find(({ id }) => id === "uncharge-is-recalc");
    const livepatch = loadSubmission(later?.text ?? "");

    expect(rulesOf(unchargedTwice, {})).toContain("accounting-underflow");
    expect(rulesOf(unchargedTwice, livepatch)).toEqual([]);
  });
});

const rulesOf = (scenario: scenario, livepatch: ReturnType<typeof loadSubmission>): string[] =>
  explore(scenario, { livepatch }).outcomes.flatMap(({ findings }) =>
    findings.map(({ rule }) => rule),
  );

checkGradedRaces(exercise, read, 60, { describe, it, expect });
