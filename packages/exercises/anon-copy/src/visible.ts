// The tests that a learner can read and run: one for each kind of thing that the hidden ones look at.

import { anonymous, expect, privateFile, suite } from "@faultline/kit";
import { change, copied, frames, refused } from "./look.ts";

export const visible = suite("visible", ({ describe, test, random }) => {
  describe("results", () => {
    test(
      {
        id: "copy-maps",
        title: "A copy is mapped, and the program reads what the monitor supplied",
        points: 2,
        hint: "Follow one page from its allocation to its pte: who calls what, in which order?",
        failure: "The program does not read what the monitor supplied.",
        scenario: anonymous([
          { op: "copy", page: 1, byte: 0x5a },
          { op: "read", page: 1 },
        ]),
      },
      (run) => {
        expect(run.result(0)).toMatchObject(copied());
        expect(run.result(1)).toMatchObject({ a: "ok", v: 0x5a });
      },
    );

    test(
      {
        id: "source-comes-later",
        title: "A source that is not in memory yet is copied in a second round",
        points: 3,
        hint: "Which return value makes the caller copy the page itself and come back?",
        failure: "A source that only had to be waited for was not copied.",
        // the source can be read, but its pte is none: a load would fault, and be fine
        scenario: anonymous([
          { op: "copy", page: 1, src: "nonresident", byte: 0x5a },
          { op: "read", page: 1 },
        ]),
      },
      (run) => {
        expect(run.result(0)).toMatchObject(copied());
        expect(run.result(1)).toMatchObject({ a: "ok", v: 0x5a });
      },
    );

    test(
      {
        id: "already-mapped",
        title: "Where something is mapped already, the answer is EEXIST",
        points: 1,
        hint: "You need not find out yourself. Who does, and what do you do with the answer?",
        failure: "A second copy of the same page was not answered with EEXIST.",
        //        0 1 2 3
        // ptes     *         * = copied twice
        scenario: anonymous([
          { op: "copy", page: 1 },
          { op: "copy", page: 1 },
        ]),
      },
      (run) => expect(run.result(1)).toMatchObject(refused("EEXIST")),
    );
  });

  describe("pages", () => {
    test(
      {
        id: "one-holder",
        title: "A page that was copied is held by its pte alone, and paid for",
        points: 2,
        hint: "You begin with one reference. Whose is it in the end?",
        failure: "The page has other holders than its pte, or nobody pays for it.",
        scenario: anonymous([{ op: "copy", page: 1 }]),
      },
      (run) =>
        expect(run.mapped(0, 1)).toMatchObject({
          mapping: "anon",
          _refcount: 1,
          _mapcount: 0,
          memcg: true,
        }),
    );

    test(
      {
        id: "unreadable-source-costs-nothing",
        title: "A source that can never be read leaves no page behind",
        points: 1,
        hint: "Your caller drops the page that you hand out if it cannot fill it. How many references should it have?",
        failure: "A page was lost on the way to a source that cannot be read.",
        scenario: anonymous([{ op: "copy", page: 1, src: "unmapped" }]),
      },
      (run) => {
        expect(run.result(0)).toMatchObject(refused("EFAULT"));
        expect(frames(run, 0)).toBe(frames(run, -1));
      },
    );
  });

  describe("data", () => {
    test(
      {
        id: "file-keeps-out",
        title: "A copy into a private mapping of a file leaves the file as it was",
        points: 2,
        hint: "The area maps a file. Whose is the page that you bring?",
        failure: "A private copy reached the file.",
        //        0 1 2 3
        // file   . . . .      nothing, before and after
        // ptes     *
        scenario: privateFile([
          { op: "copy", page: 1, byte: 0x5a },
          { op: "file_read", page: 1 },
        ]),
      },
      (run) => {
        expect(run.result(0)).toMatchObject(copied());
        expect(run.file(0).nrpages).toBe(0);
        expect(run.result(1)).toMatchObject({ v: [0] });
      },
    );
  });

  describe("counters", () => {
    test(
      {
        id: "counts-as-anonymous",
        title: "A copied page counts as one page of anonymous memory",
        points: 1,
        hint: "The installer counts. Is there anything left for you to count?",
        failure: "The page is counted wrongly.",
        scenario: anonymous([{ op: "copy", page: 1 }]),
      },
      (run) => expect(change(run, -1, 0)).toEqual({ MM_ANONPAGES: 1, NR_ANON_MAPPED: 1 }),
    );
  });

  describe("locks", () => {
    test(
      {
        id: "nothing-left-mapped",
        title: "After a copy that failed nothing is held, and the next one works",
        points: 1,
        hint: "What is mapped for a copy must be unmapped, whether the copy worked or not.",
        failure: "Something was still held after a copy that failed.",
        scenario: anonymous([
          { op: "copy", page: 1, src: "unmapped" },
          { op: "copy", page: 1 },
        ]),
      },
      (run) => {
        expect(run.state(0).locks).toEqual([]);
        expect(run.result(1)).toMatchObject(copied());
      },
    );
  });

  describe("random", () => {
    random(8, { fills: ["copy"], memory: ["private file", "anonymous"] });
  });
});
