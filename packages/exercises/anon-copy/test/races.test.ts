// Goal: no order of events is held against right code, with more preemptions and rivals than are graded.

import { readFileSync } from "node:fs";

import { anonymous, privateFile } from "@faultline/kit";
import { checkGradedRaces, expectNothing, rightVersions } from "@faultline/kit/check";
import { describe, expect, it } from "vitest";
import { exercise } from "../src/index.ts";

const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), "utf8");
const right = rightVersions(exercise, read);
const [solution] = right;

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

describe("two rivals and two preemptions", () => {
  it("break no right version where two others fill the same address", () =>
    expectNothing(filledTwice, right, 50, expect));

  it("do not break the solution where two others fill the same address between its rounds, too", () =>
    expectNothing(filledTwiceInTwoRounds, [solution], 50, expect));

  it("break no right version where the source comes into memory and is unmapped", () =>
    expectNothing(sourceComesAndGoes, right, 20, expect));

  it("break no right version where the source is written and another thread reads the copy", () =>
    expectNothing(sourceIsWritten, right, 50, expect));

  it("do not break the solution where the file is cut short and another thread reads", () =>
    expectNothing(truncatedAndRead, [solution], 500, expect));
});

checkGradedRaces(exercise, read, 60, { describe, it, expect });
