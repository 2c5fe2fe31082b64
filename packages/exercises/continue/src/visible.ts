// The tests that a learner can read and run: one for each kind of thing that the hidden ones look at.

import { expect, privateFile, sharedFile, suite } from "@faultline/kit";
import { bits, books, change, mapped_one, minor, refused } from "./look.ts";

export const visible = suite("visible", ({ describe, test, random }) => {
  describe("results", () => {
    test(
      {
        id: "continue-maps",
        title: "The page that the file has is mapped, and the program reads what is in the file",
        points: 2,
        hint: "Which page of which file belongs at this address? And who puts it into the page table?",
        failure: "The program does not read what is in the file.",
        //        0 1 2 3
        // file   . * . .
        // ptes     ^
        scenario: sharedFile(
          [
            { op: "file_write", page: 1, byte: 0x5a },
            { op: "continue", page: 1 },
            { op: "read", page: 1 },
          ],
          minor,
        ),
      },
      (run) => {
        expect(run.result(1)).toMatchObject(mapped_one);
        expect(run.result(2)).toMatchObject({ a: "ok", v: 0x5a });
      },
    );

    test(
      {
        id: "hole-is-refused",
        title: "Where the file has no page, the answer is EFAULT",
        points: 1,
        hint: "Looking for a page can succeed without finding one. How are you told?",
        failure: "A page that the file does not have was not answered with EFAULT.",
        scenario: sharedFile([{ op: "continue", page: 1 }], minor),
      },
      (run) => expect(run.result(0)).toMatchObject(refused("EFAULT")),
    );
  });

  describe("rights", () => {
    test(
      {
        id: "private-is-for-looking",
        title:
          "In a private mapping the file's page may be looked at, and the first write copies it",
        points: 1,
        hint: "The installer sees to that, if it is told the truth about the page.",
        failure:
          "The file's page was not mapped, or it can be written through a private mapping, or is called dirty.",
        scenario: privateFile(
          [
            { op: "file_write", page: 1 },
            { op: "continue", page: 1 },
          ],
          minor,
        ),
      },
      (run) => {
        expect(run.result(1)).toMatchObject(mapped_one);
        expect(bits(run, 1, 1)).toEqual([]);
      },
    );
  });

  describe("accounting", () => {
    test(
      {
        id: "nothing-to-pay",
        title: "Mapping a page that the file has costs nothing",
        points: 1,
        hint: "Who has paid for this page, and when?",
        failure:
          "The page was not mapped, or something was paid for or made that the file had already.",
        scenario: sharedFile(
          [
            { op: "file_write", page: 1 },
            { op: "continue", page: 1 },
          ],
          minor,
        ),
      },
      (run) => {
        expect(run.result(1)).toMatchObject(mapped_one);
        expect(books(run, 1)).toEqual(books(run, 0));
      },
    );
  });

  describe("pages", () => {
    test(
      {
        id: "two-holders",
        title: "A page that was mapped has two holders: its file and its pte",
        points: 2,
        hint: "The look-up gives you a reference. Who has it in the end?",
        failure: "The page is not mapped, or has other holders than its file and its pte.",
        scenario: sharedFile(
          [
            { op: "file_write", page: 1 },
            { op: "continue", page: 1 },
          ],
          minor,
        ),
      },
      (run) => {
        expect(run.mapped(1, 1)).toMatchObject({ _refcount: 2, _mapcount: 0 });
        expect(run.mapped(1, 1)?.pfn).toBe(run.cached(1, 1)?.pfn);
      },
    );
  });

  describe("data", () => {
    test(
      {
        id: "private-write-stays-private",
        title: "What a program writes to a private mapping never reaches the file",
        points: 2,
        hint: "There is one page here, and it is the file's.",
        failure: "A private write failed, or reached the file.",
        scenario: privateFile(
          [
            { op: "file_write", page: 1, byte: 0x11 },
            { op: "continue", page: 1 },
            { op: "write", page: 1, byte: 0x5a },
            { op: "read", page: 1 },
            { op: "file_read", page: 1 },
          ],
          minor,
        ),
      },
      (run) => {
        expect(run.result(2)).toMatchObject({ a: "ok" });
        expect(run.result(3)).toMatchObject({ v: 0x5a });
        expect(run.result(4)).toMatchObject({ v: [0x11] });
      },
    );
  });

  describe("counters", () => {
    test(
      {
        id: "counts-as-shared-memory",
        title: "The page counts as one page of shared memory that the program has in memory",
        points: 1,
        hint: "Does anybody else count it already?",
        failure: "The page is not counted once, as shared memory.",
        scenario: sharedFile(
          [
            { op: "file_write", page: 1 },
            { op: "continue", page: 1 },
          ],
          minor,
        ),
      },
      (run) => expect(change(run, 0, 1)).toEqual({ MM_SHMEMPAGES: 1, NR_FILE_MAPPED: 1 }),
    );
  });

  describe("locks", () => {
    test(
      {
        id: "nothing-left-locked",
        title: "Afterwards no lock is held, and the next one who needs the page can have it",
        points: 1,
        hint: "In which state does the look-up give you the page?",
        failure: "The next one who needs the page cannot have it.",
        scenario: sharedFile(
          [
            { op: "file_write", page: 1 },
            { op: "continue", page: 1 },
            { op: "map2_read", page: 1 },
          ],
          { ...minor, region: { map2: true } },
        ),
      },
      (run) => {
        expect(run.state(1).locks).toEqual([]);
        expect(run.mapped(1, 1)?.flags).not.toContain("locked");
        expect(run.result(2)).toMatchObject({ a: "ok" });
      },
    );
  });

  describe("random", () => {
    random(8, { fills: ["continue"], memory: ["shared file", "private file", "shared anonymous"] });
  });
});
