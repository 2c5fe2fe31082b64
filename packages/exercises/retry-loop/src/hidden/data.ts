// What is filled: each page with its own part of the source, and by the function that fits the memory.

import { anonymous, expect, privateFile, sharedFile, type words } from "@faultline/kit";
import { bits, contents, filled, partly, table } from "../look.ts";

export function data(words: words): void {
  sources(words);
  kinds(words);
  modes(words);
}

function sources({ test }: words): void {
  test(
    {
      id: "each-page-its-own",
      title: "Each page gets its own part of the source",
      points: 2,
      hint: "Two addresses move on with each page.",
      failure: "A page does not hold its own part of the source.",
      scenario: anonymous([{ op: "copy", page: 0, n: 4, byte: 0x10 }]),
    },
    (run) => expect(contents(run, 0, 0, 4)).toEqual(["1010", "1111", "1212", "1313"]),
  );

  test(
    {
      id: "range-in-two-tables",
      title: "A range that lies in two tables of ptes is filled in both",
      points: 2,
      hint: "What is above a table of ptes, and for how many addresses does one stand?",
      failure: "Pages of a range that lies in two tables of ptes are not where they belong.",
      //             0   1 |   2   3
      // ptes      510 511 |   0   1     of the next table
      scenario: anonymous([{ op: "copy", page: 0, n: 4, byte: 0x10 }], {
        region: { pte_index: 510 },
      }),
    },
    (run) => {
      expect(run.result(0)).toMatchObject(filled(4));
      expect(contents(run, 0, 0, 4)).toEqual(["1010", "1111", "1212", "1313"]);
    },
  );

  test(
    {
      id: "source-anywhere",
      title: "The source may begin in the middle of a page",
      points: 1,
      hint: "Which of the two addresses has to be at the start of a page, and which not?",
      failure: "A source that does not begin at a page's start was not copied as it stands.",
      scenario: anonymous([{ op: "copy", page: 0, n: 2, byte: 0x10, sadd: 4000 }]),
    },
    (run) => {
      expect(run.result(0)).toMatchObject(filled(2));
      expect(contents(run, 0, 0, 2)).toEqual(["1011", "1112"]);
    },
  );

  test(
    {
      id: "second-page-comes-later",
      title: "A page that has to be waited for in the middle of a range goes where it belongs",
      points: 4,
      hint: "When you start over, what do you start over with, and what goes on from where it was?",
      failure: "A range in which a later page had to be waited for was not filled as it should be.",
      //          0 1 2 3 4 5
      // file     a b c           pages 0 and 1 are mapped, page 2 is in the file only
      // fill           ^ ^ ^     from pages 0 to 2 of the same memory, up to its end
      scenario: privateFile(
        [
          { op: "file_write", page: 0, byte: 0xa0 },
          { op: "file_write", page: 1, byte: 0xb0 },
          { op: "continue", page: 0, n: 2 },
          { op: "file_write", page: 2, byte: 0xc0 },
          { op: "copy", page: 3, n: 3, src: "self", sp: 0 },
        ],
        { region: { pages: 6, file_pages: 6 } },
      ),
    },
    (run) => {
      expect(run.result(4)).toMatchObject(filled(3));
      expect(contents(run, 4, 3, 3)).toEqual(["a0a0", "b0b0", "c0c0"]);
    },
  );

  test(
    {
      id: "waits-for-each-page",
      title: "Every page of a range may have to be waited for",
      points: 2,
      hint: "How many rounds can there be, for a range of many pages?",
      failure: "A range of which more than one page had to be waited for was not filled.",
      //          0 1 2 3
      // file         a b         both pages are swapped out
      // fill     ^ ^             from pages 2 and 3 of the same memory
      scenario: privateFile([
        { op: "file_write", page: 2, n: 2, byte: 0xa0 },
        { op: "swapout", page: 2 },
        { op: "swapout", page: 3 },
        { op: "copy", page: 0, n: 2, src: "self", sp: 2 },
      ]),
    },
    (run) => {
      expect(run.result(3)).toMatchObject(filled(2));
      expect(contents(run, 3, 0, 2)).toEqual(["a0a0", "a1a1"]);
    },
  );

  test(
    {
      id: "half-a-page-is-none",
      title: "A page whose source can be read in part only is not filled at all",
      points: 2,
      hint: "How many bytes are missing is a number. Which of its values means that all went well?",
      failure: "A page whose source ends too early was filled, or was not answered with EFAULT.",
      scenario: anonymous([
        { op: "copy", page: 0, src: "partial", good: 1, sadd: 2048 },
        { op: "copy", page: 1, n: 2, src: "partial", good: 1 },
      ]),
    },
    (run) => {
      expect(run.result(0)).toMatchObject({ ret: -1, err: "EFAULT", copy: -14 });
      expect(run.result(1)).toMatchObject(partly(1));
      expect(table(run, 1)).toBe(".*..");
    },
  );
}

function kinds({ test }: words): void {
  test(
    {
      id: "shared-file-kinds",
      title: "In a shared mapping copies and zeros enter the file, and CONTINUE maps what it has",
      points: 2,
      hint: "The kind of fill, and whether the vma is shared: who decides which function that makes?",
      failure: "A shared mapping of a file was not filled in the way that was asked for.",
      scenario: sharedFile([
        { op: "file_write", page: 0, n: 2, byte: 0x11 },
        { op: "continue", page: 0, n: 2 },
        { op: "zeropage", page: 2 },
        { op: "copy", page: 3, byte: 0x5a },
        { op: "file_read", page: 0, n: 4 },
      ]),
    },
    (run) => {
      expect(run.result(1)).toMatchObject({ ret: 0, mapped: 8192 });
      expect(table(run, 3)).toBe("****");
      expect(run.result(4)).toMatchObject({ v: [0x11, 0x12, 0, 0x5a] });
      for (const page of [0, 1, 2, 3])
        expect(run.cached(3, page)?.pfn).toBe(run.mapped(3, page)?.pfn);
    },
  );

  test(
    {
      id: "private-file-kinds",
      title:
        "In a private mapping copies and zeros are the program's own, and the file stays empty",
      points: 2,
      hint: "A file behind the memory does not mean that the memory is the file's.",
      failure: "A fill of a private mapping reached the file, or failed.",
      scenario: privateFile([
        { op: "copy", page: 0, byte: 0x5a },
        { op: "zeropage", page: 1, n: 2 },
        { op: "file_write", page: 3, byte: 0x11 },
        { op: "continue", page: 3 },
      ]),
    },
    (run) => {
      expect(run.result(1)).toMatchObject({ ret: 0, zeropage: 8192 });
      expect(run.mapped(3, 0)).toMatchObject({ content: "5a5a" });
      for (const page of [0, 1, 2]) expect(run.cached(3, page)).toBeNull();
      expect(run.mapped(3, 3)?.pfn).toBe(run.cached(3, 3)?.pfn);
      expect(table(run, 3)).toBe("****");
    },
  );
}

function modes({ test }: words): void {
  test(
    {
      id: "two-bits-of-a-mode",
      title: "Whether somebody is woken has nothing to do with whether pages are protected",
      points: 2,
      hint: "The mode is a set of bits. How does one ask for one of them?",
      failure: "A bit of the mode that is the caller's changed how pages were filled.",
      scenario: anonymous(
        [
          { op: "copy", page: 0, mode: ["dontwake"] },
          { op: "copy", page: 1, mode: ["wp", "dontwake"] },
        ],
        { register: ["missing", "wp"] },
      ),
    },
    (run) => {
      expect(bits(run, 1, 0)).toEqual(["dirty", "write"]);
      expect(bits(run, 1, 1)).toEqual(["dirty", "uffd_wp"]);
    },
  );

  test(
    {
      id: "protected-at-the-second-round",
      title: "A page that had to be waited for is protected like any other",
      points: 1,
      hint: "What was asked for in the first round is still asked for in the second.",
      failure: "A page that had to be waited for is not protected as the monitor has asked.",
      scenario: anonymous([{ op: "copy", page: 0, n: 2, src: "nonresident", mode: ["wp"] }], {
        register: ["missing", "wp"],
      }),
    },
    (run) => {
      for (const page of [0, 1]) expect(bits(run, 0, page)).toEqual(["dirty", "uffd_wp"]);
    },
  );
}
