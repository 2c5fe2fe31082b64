// Goal: no order of events is held against right code, with more preemptions and rivals than are graded.

import { readFileSync } from "node:fs";
import type { rival_op, scenario } from "@faultline/core";
import { privateFile } from "@faultline/kit";
import { checkGradedRaces, expectNothing, rightVersions } from "@faultline/kit/check";
import { describe, expect, it } from "vitest";
import { exercise } from "../src/index.ts";

const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), "utf8");
const [solution, ...variants] = rightVersions(exercise, read);
/** Those that differ in what they do between two calls of the kernel; the others only look different. */
const right = [
  solution,
  ...variants.filter(({ id }) => ["taken-before-size", "finally"].includes(id)),
];

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

describe("two rivals and two preemptions break no right version", () => {
  it("where one thread copies there and another one writes", () =>
    expectNothing(
      raced({ op: "copy", page: 1 }, { op: "write", page: 1, byte: 7 }),
      right,
      40,
      expect,
    ));

  it("where the file is cut short and another thread writes", () =>
    expectNothing(raced(cut, { op: "write", page: 1, byte: 7 }), right, 40, expect));

  it("where a page is in the way, and the file is cut short meanwhile", () =>
    expectNothing(both, right, 40, expect));
});

checkGradedRaces(exercise, read, 60, { describe, it, expect });
