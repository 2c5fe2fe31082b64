// The tests that a learner can read and run: one for each kind of thing that the hidden ones look at.

import { anonymous, expect, suite } from "@faultline/kit";
import { bits, contents, filled, frames, partly, refused, table } from "./look.ts";

export const visible = suite("visible", ({ describe, test, random }) => {
  describe("results", () => {
    test(
      {
        id: "fills-a-range",
        title: "A copy of three pages fills three pages, and says so in bytes",
        points: 3,
        hint: "Begin with one page that nothing can go wrong with. Then: what has to move on before the next one?",
        failure: "A range was not filled page by page, or the answer is not how many bytes were.",
        //        0 1 2 3
        // fill     ^ ^ ^
        scenario: anonymous([{ op: "copy", page: 1, n: 3, byte: 0x10 }]),
      },
      (run) => {
        expect(run.result(0)).toMatchObject(filled(3));
        expect(table(run, 0)).toBe(".***");
      },
    );

    test(
      {
        id: "says-how-far-it-came",
        title: "Where a page in the middle is there already, the answer is how far the fill came",
        points: 2,
        hint: "You have a number of bytes and an error. Which of the two does the caller need more?",
        failure: "A fill that could be done in part did not say how far it came.",
        //        0 1 2 3
        // ptes       *           filled in step 0
        // fill   ^ ^ ^ ^         step 1: two pages.  step 2, from there on: none
        scenario: anonymous([
          { op: "copy", page: 2 },
          { op: "copy", page: 0, n: 4 },
          { op: "copy", page: 2, n: 2 },
        ]),
      },
      (run) => {
        expect(run.result(1)).toMatchObject(partly(2));
        expect(run.result(2)).toMatchObject(refused("EEXIST"));
        expect(table(run, 2)).toBe("***.");
      },
    );

    test(
      {
        id: "watched-memory-only",
        title: "Memory that no userfaultfd watches is not filled: ENOENT",
        points: 1,
        hint: "One function finds the vma and asks whether it is watched. What does it return if not?",
        failure: "Memory that nobody watches was filled, or refused with another error.",
        scenario: anonymous([
          { op: "copy", page: 0 },
          { op: "unregister", page: 0, n: 4 },
          { op: "copy", page: 1 },
        ]),
      },
      (run) => {
        expect(run.result(0)).toMatchObject(filled());
        expect(run.result(2)).toMatchObject(refused("ENOENT"));
        expect(table(run, 2)).toBe("*...");
      },
    );
  });

  describe("data", () => {
    test(
      {
        id: "protected-on-request",
        title: "Pages are protected against writing if the monitor asks for it, and only then",
        points: 2,
        hint: "One bit of the mode is for you. The fill of a page wants to know it as a boolean.",
        failure: "The ptes do not say what the monitor has asked for.",
        scenario: anonymous(
          [
            { op: "copy", page: 0, mode: ["wp"] },
            { op: "copy", page: 1 },
          ],
          { register: ["missing", "wp"] },
        ),
      },
      (run) => {
        expect(bits(run, 1, 0)).toEqual(["dirty", "uffd_wp"]);
        expect(bits(run, 1, 1)).toEqual(["dirty", "write"]);
      },
    );
  });

  describe("pages", () => {
    test(
      {
        id: "unreadable-source",
        title: "A source that cannot be read is EFAULT, and the page that was to hold it is freed",
        points: 3,
        hint: "The fill has handed you a page. Who else could let go of it?",
        failure: "A source that cannot be read was not reported as EFAULT, or it cost a page.",
        scenario: anonymous([
          { op: "copy", page: 0 },
          { op: "copy", page: 1, src: "unmapped" },
        ]),
      },
      (run) => {
        expect(run.result(1)).toMatchObject(refused("EFAULT"));
        expect(frames(run, 1)).toBe(frames(run, 0));
      },
    );
  });

  describe("locks", () => {
    test(
      {
        id: "nothing-stays-locked",
        title: "When the function returns nothing is locked, whether it has filled or failed",
        points: 2,
        hint: "Count the ways out, and beside each write whether the address space is locked there.",
        failure: "The address space was left locked, or was unlocked once too often.",
        scenario: anonymous([
          { op: "copy", page: 0 },
          { op: "copy", page: 0 },
          { op: "copy", page: 1, src: "unmapped" },
          { op: "copy", page: 1, mode: ["wp"] },
        ]),
      },
      (run) => {
        for (const step of [0, 1, 2, 3]) expect(run.state(step).locks).toEqual([]);
      },
    );
  });

  describe("window", () => {
    test(
      {
        id: "source-comes-later",
        title: "A source that is not in memory yet is waited for, and then filled in",
        points: 4,
        hint: "Which answer of the fill means that you are to copy the page yourself? And what do you do with it then?",
        failure: "A source that only had to be waited for was not filled in.",
        scenario: anonymous([
          { op: "copy", page: 1, src: "nonresident", byte: 0x5a },
          { op: "read", page: 1 },
        ]),
      },
      (run) => {
        expect(run.result(0)).toMatchObject(filled());
        expect(contents(run, 0, 1, 1)).toEqual(["5a5a"]);
        expect(run.result(1)).toMatchObject({ a: "ok", v: 0x5a });
      },
    );
  });

  describe("random", () => {
    random(8, {
      fills: ["copy", "zeropage", "continue"],
      memory: ["shared file", "private file", "anonymous", "shared anonymous"],
    });
  });
});
