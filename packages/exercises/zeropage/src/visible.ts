// The tests that a learner can read and run: one for each kind of thing that the hidden ones look at.

import { anonymous, expect, privateFile, suite } from "@faultline/kit";
import { bits, change, filled, pagesInUse, refused } from "./look.ts";

export const visible = suite("visible", ({ describe, test, random }) => {
  describe("results", () => {
    test(
      {
        id: "reads-zeros",
        title: "Where the monitor supplies zeros, the program reads zeros",
        points: 2,
        hint: "Begin with memory of no file and the shortest way through: one pte, under its lock.",
        failure: "The program does not read zeros where zeros were supplied.",
        scenario: anonymous([
          { op: "zeropage", page: 1 },
          { op: "read", page: 1 },
        ]),
      },
      (run) => {
        expect(run.result(0)).toMatchObject(filled);
        expect(run.result(1)).toMatchObject({ a: "ok", v: 0, flt: 0 });
      },
    );

    test(
      {
        id: "already-mapped",
        title: "Where a page is mapped already, the answer is EEXIST",
        points: 1,
        hint: "Another thread may have been faster. How does the page table tell?",
        failure: "Memory that had a page already was not answered with EEXIST.",
        //        0 1 2 3
        // ptes     *         * = a page, then zeros
        scenario: anonymous([
          { op: "copy", page: 1 },
          { op: "zeropage", page: 1 },
        ]),
      },
      (run) => expect(run.result(1)).toMatchObject(refused("EEXIST")),
    );

    test(
      {
        id: "beyond-the-end",
        title: "Beyond the end of a file there are no zeros either: the answer is EFAULT",
        points: 2,
        hint: "The mapping is longer than the file. Who knows how long the file is?",
        failure: "Memory beyond the end of the file was not refused with EFAULT.",
        //        0 1 | 2 3
        // file   . . |
        // fill       | ^
        scenario: privateFile([{ op: "zeropage", page: 2 }], { region: { file_pages: 2 } }),
      },
      (run) => expect(run.result(0)).toMatchObject(refused("EFAULT")),
    );
  });

  describe("rights", () => {
    test(
      {
        id: "special-and-nothing-else",
        title: "The pte is marked special, and is neither dirty nor writable",
        points: 2,
        hint: "The page belongs to everybody. Which bits would be true of it, and which would be a lie?",
        failure: "The pte of the page of zeros says something that is not so.",
        scenario: anonymous([{ op: "zeropage", page: 1 }]),
      },
      (run) => expect(bits(run, 0, 1)).toEqual(["special"]),
    );
  });

  describe("counters", () => {
    test(
      {
        id: "counts-nowhere",
        title: "A mapped page of zeros counts nowhere",
        points: 2,
        hint: "The kernel counts pages in order to know what it could take back.",
        failure: "The page of zeros was counted as the program's.",
        scenario: anonymous([{ op: "zeropage", page: 0, n: 3 }]),
      },
      (run) => {
        expect(run.result(0)).toMatchObject({ ret: 0 });
        expect(change(run, -1, 0)).toEqual({});
      },
    );
  });

  describe("pages", () => {
    test(
      {
        id: "takes-no-page",
        title: "Zeros take no page, however many pages are filled with them",
        points: 1,
        hint: "There is a page of zeros already.",
        failure: "A page was taken for zeros.",
        scenario: anonymous([{ op: "zeropage", page: 0, n: 4 }]),
      },
      (run) => {
        expect(run.result(0)).toMatchObject({ ret: 0 });
        expect(pagesInUse(run, 0)).toBe(pagesInUse(run, -1));
      },
    );
  });

  describe("data", () => {
    test(
      {
        id: "write-gets-its-own-page",
        title: "A program that writes there gets a page of its own, and its other zeros stay zeros",
        points: 3,
        hint: "Many addresses, one page. What has to happen at the first write to one of them?",
        failure: "What a program wrote at one address was read at another, or was not read at all.",
        scenario: anonymous([
          { op: "zeropage", page: 1, n: 2 },
          { op: "write", page: 1, byte: 0x5a },
          { op: "read", page: 1 },
          { op: "read", page: 2 },
        ]),
      },
      (run) => {
        expect(run.result(2)).toMatchObject({ a: "ok", v: 0x5a });
        expect(run.result(3)).toMatchObject({ a: "ok", v: 0 });
      },
    );
  });

  describe("locks", () => {
    test(
      {
        id: "lock-given-back",
        title: "The pte's lock is given back, whether zeros are mapped or refused",
        points: 1,
        hint: "One lock, one way out. How many ways out has your function?",
        failure: "A lock was kept.",
        scenario: anonymous([
          { op: "zeropage", page: 1 },
          { op: "zeropage", page: 1 },
          { op: "zeropage", page: 2 },
        ]),
      },
      (run) => {
        for (const step of [0, 1, 2]) expect(run.state(step).locks).toEqual([]);
        expect(run.result(2)).toMatchObject(filled);
      },
    );
  });

  describe("random", () => {
    random(8, { fills: ["zeropage"], memory: ["private file", "anonymous"] });
  });
});
