// Goal: no order of events is held against right code, with more preemptions and rivals than are graded.

import { readFileSync } from "node:fs";
import type { rival_op } from "@faultline/core";
import { anonymous, sharedFile } from "@faultline/kit";
import { checkGradedRaces, expectNothing, rightVersions } from "@faultline/kit/check";
import { describe, expect, it } from "vitest";
import { exercise } from "../src/index.ts";

const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), "utf8");
const right = rightVersions(exercise, read);
const [solution] = right;

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

describe("two rivals and two preemptions", () => {
  it("break no right version where area and source are unmapped", () =>
    expectNothing(unmappedBoth, right, 10, expect));

  it("break no right version where the area is watched no more and filled by another thread", () =>
    expectNothing(unwatchedAndFilled, right, 50, expect));

  it("break no right version where the address space begins to change and is unmapped", () =>
    expectNothing(changingAndUnmapped, right, 10, expect));

  it("break no right version where the mount fills up and another program writes the page", () =>
    expectNothing(fullAndWritten, right, 50, expect));

  it("do not break the solution where the file is cut short and the area unmapped", () =>
    expectNothing(truncatedAndUnmapped, [solution], 500, expect));
});

checkGradedRaces(exercise, read, 60, { describe, it, expect });
