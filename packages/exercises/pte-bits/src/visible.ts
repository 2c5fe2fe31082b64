// The tests that a learner can read and run: two of the five kinds of page, and one for each kind of thing looked at.

import { anonymous, expect, sharedFile, suite } from "@faultline/kit";
import { bits, done } from "./look.ts";

export const visible = suite("visible", ({ describe, test, random }) => {
  describe("results", () => {
    test(
      {
        id: "answers-with-a-pte",
        title: "The answer is a pte, and through it the program reads what the monitor supplied",
        points: 2,
        hint: "Begin with mk_pte(), and return what it gives you. What is still missing then?",
        failure: "The program does not read what the monitor supplied.",
        scenario: anonymous([
          { op: "copy", page: 1, byte: 0x5a },
          { op: "read", page: 1 },
        ]),
      },
      (run) => {
        expect(run.result(0)).toMatchObject(done);
        expect(run.result(1)).toMatchObject({ a: "ok", v: 0x5a });
      },
    );
  });

  describe("rights", () => {
    test(
      {
        id: "anonymous-writable",
        title: "A new page of a program's own memory can be written, and is dirty",
        points: 1,
        hint: "Nobody else has the page, and its bytes are nowhere else.",
        failure: "The program cannot write to its own new page at once, or the pte is not dirty.",
        scenario: anonymous([{ op: "copy", page: 1 }]),
      },
      (run) => expect(bits(run, 0, 1)).toEqual(["dirty", "write"]),
    );

    test(
      {
        id: "anonymous-readonly",
        title: "A new page of memory that can only be read is dirty all the same",
        points: 2,
        hint: "Dirty does not mean that the program has written. Who has?",
        failure: "A new page in read-only memory is not dirty, or can be written.",
        scenario: anonymous([{ op: "copy", page: 1 }], { region: { prot: "r" } }),
      },
      (run) => expect(bits(run, 0, 1)).toEqual(["dirty"]),
    );

    test(
      {
        id: "anonymous-protected",
        title: "A new page that is to be protected carries the mark, and cannot be written",
        points: 2,
        hint: "The mark alone stops nobody. What must the processor see, for the write to fault?",
        failure: "A page that was to be protected can be written, or does not carry the mark.",
        scenario: anonymous([{ op: "copy", page: 1, mode: ["wp"] }], {
          register: ["missing", "wp"],
        }),
      },
      (run) => expect(bits(run, 0, 1)).toEqual(["dirty", "uffd_wp"]),
    );

    test(
      {
        id: "shared-writable",
        title: "A page of the file, mapped shared and writable, can be written, and is dirty",
        points: 1,
        hint: "Whoever shares a file writes to the file's own page.",
        failure: "A page of a shared file cannot be written at once, or its pte is not dirty.",
        scenario: sharedFile(
          [
            { op: "file_write", page: 1 },
            { op: "continue", page: 1 },
          ],
          { register: ["minor"] },
        ),
      },
      (run) => expect(bits(run, 1, 1)).toEqual(["dirty", "write"]),
    );

    test(
      {
        id: "shared-readonly",
        title: "A page of the file, mapped shared and only to be read, is clean",
        points: 2,
        hint: "Compare it with a new page in memory that can only be read. Who has written this one, and who knows?",
        failure: "Mapping a page of the file to look at it calls it dirty, or lets it be written.",
        scenario: sharedFile(
          [
            { op: "file_write", page: 1 },
            { op: "continue", page: 1 },
          ],
          { register: ["minor"], region: { prot: "r" } },
        ),
      },
      (run) => expect(bits(run, 1, 1)).toEqual([]),
    );
  });

  describe("pages", () => {
    test(
      {
        id: "leads-to-the-files-page",
        title: "The pte of a page of the file leads to that very page",
        points: 1,
        hint: "A pte knows its page by the number of a page frame.",
        failure: "The pte leads to another page than the one that was handed in.",
        scenario: sharedFile(
          [
            { op: "file_write", page: 1, n: 2 },
            { op: "continue", page: 2 },
          ],
          { register: ["minor"] },
        ),
      },
      (run) => {
        expect(run.result(1)).toMatchObject(done);
        expect(run.mapped(1, 2)?.pfn).toBe(run.cached(1, 2)?.pfn);
      },
    );
  });

  describe("data", () => {
    test(
      {
        id: "shared-write-reaches-the-file",
        title: "What a program writes to a shared mapping is in the file, without another fault",
        points: 1,
        hint: "Shared means that there is one page.",
        failure: "A shared write did not reach the file, or took a fault that it did not need.",
        scenario: sharedFile(
          [
            { op: "file_write", page: 1, byte: 0x11 },
            { op: "continue", page: 1 },
            { op: "write", page: 1, byte: 0x5a },
            { op: "file_read", page: 1 },
          ],
          { register: ["minor"] },
        ),
      },
      (run) => {
        expect(run.result(2)).toMatchObject({ a: "ok", flt: 0 });
        expect(run.result(3)).toMatchObject({ v: [0x5a] });
      },
    );
  });

  describe("random", () => {
    random(8, {
      fills: ["install_new", "install_cached", "copy", "continue"],
      memory: ["shared file", "private file", "anonymous"],
    });
  });
});
