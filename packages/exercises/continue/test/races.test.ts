// Goal: no order of events is held against right code, with more preemptions and rivals than are graded.

import { readFileSync } from "node:fs";
import type { rival_op } from "@faultline/core";
import { privateFile, sharedFile } from "@faultline/kit";
import { checkGradedRaces, expectNothing, rightVersions } from "@faultline/kit/check";
import { describe, expect, it } from "vitest";
import { exercise } from "../src/index.ts";

const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), "utf8");
const right = rightVersions(exercise, read);
const [solution] = right;

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

describe("two rivals and two preemptions", () => {
  it("break no right version where two others map the same page", () =>
    expectNothing(mappedTwice, right, 30, expect));

  it("break no right version where the page is swapped out and written by another program", () =>
    expectNothing(goneAndBack, right, 30, expect));

  it("break no right version where a hole is punched and filled with zeros", () =>
    expectNothing(punchedAndRead, right, 30, expect));

  it("do not break the solution where the file is cut short and its page is reclaimed", () =>
    expectNothing(truncatedAndReclaimed, [solution], 300, expect));
});

checkGradedRaces(exercise, read, 60, { describe, it, expect });
