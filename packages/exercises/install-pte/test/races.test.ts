// Goal: no order of events is held against right code, with more preemptions and rivals than are graded.

import { readFileSync } from "node:fs";

import { anonymous, privateFile, sharedFile } from "@faultline/kit";
import { checkGradedRaces, expectNothing, rightVersions } from "@faultline/kit/check";
import { describe, expect, it } from "vitest";
import { exercise } from "../src/index.ts";

const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), "utf8");
const right = rightVersions(exercise, read);
const [solution] = right;

const cut = { op: "ftruncate", pages: 1 } as const;
const filledTwice = anonymous([
  {
    op: "copy",
    page: 1,
    race: {
      rivals: [
        { op: "zeropage", page: 1 },
        { op: "copy", page: 1, byte: 7 },
      ],
    },
  },
]);
const truncatedAndReclaimed = sharedFile(
  [
    { op: "file_write", page: 0, n: 2 },
    { op: "continue", page: 1, race: { rivals: [cut, { op: "reclaim", page: 1 }] } },
  ],
  { register: ["minor"] },
);
const truncatedAndRead = privateFile([
  { op: "copy", page: 1, race: { rivals: [cut, { op: "read", page: 1 }] } },
]);

describe("two rivals and two preemptions", () => {
  it("break no right version where two others fill the same address", () =>
    expectNothing(filledTwice, right, 50, expect));

  it("break no right version where the file is cut short and its page is reclaimed", () =>
    expectNothing(truncatedAndReclaimed, right, 500, expect));

  it("do not break the solution where the file is cut short and another thread reads", () =>
    expectNothing(truncatedAndRead, [solution], 1000, expect));
});

checkGradedRaces(exercise, read, 200, { describe, it, expect });
