// Whether the program reads what was supplied, every byte of it, and the file nothing.

import { anonymous, expect, privateFile, type words } from "@faultline/kit";
import { books, copied, present } from "../look.ts";

export function data(words: words): void {
  bytes(words);
  defined(words);
  files(words);
}

function bytes({ test }: words): void {
  test(
    {
      id: "every-byte",
      title: "All bytes of the page are copied, from where the source begins",
      points: 2,
      hint: "A page has how many bytes? And need the source begin at the start of one?",
      failure: "The page does not have the bytes of its source.",
      // sources: 5a 5a ... 5b 5b; the second copy begins in the middle of the 5a
      scenario: anonymous([
        { op: "copy", page: 0, byte: 0x5a },
        { op: "copy", page: 1, byte: 0x5a, sadd: 2048 },
        { op: "read", page: 1, dadd: 2047 },
        { op: "read", page: 1, dadd: 2048 },
      ]),
    },
    (run) => {
      expect(run.mapped(0, 0)?.content).toBe("5a5a");
      expect(run.mapped(1, 1)?.content).toBe("5a5b");
      expect(run.result(2)).toMatchObject({ v: 0x5a });
      expect(run.result(3)).toMatchObject({ v: 0x5b });
    },
  );

  test(
    {
      id: "two-rounds-same-bytes",
      title: "What the caller copied itself is what the program reads",
      points: 2,
      hint: "In the second round the page is full already.",
      failure: "After two rounds the program does not read what was supplied.",
      scenario: anonymous([
        { op: "copy", page: 0, n: 2, src: "nonresident", byte: 0x5a },
        { op: "read", page: 1 },
      ]),
    },
    (run) => {
      expect(run.result(0)).toMatchObject(copied(2));
      expect(run.mapped(0, 0)?.content).toBe("5a5a");
      expect(run.mapped(0, 1)?.content).toBe("5b5b");
    },
  );

  test(
    {
      id: "half-now-half-later",
      title: "A source of which only half is in memory is copied whole",
      points: 3,
      hint: "What stands in the page behind the bytes that could not be copied?",
      failure: "A source of which only a part was in memory was not copied whole.",
      //        0 1 2 3
      // file       c d     c, d = in the cache
      // ptes       *       only the first half of the source can be copied at once
      scenario: privateFile([
        { op: "file_write", page: 2, n: 2, byte: 0x5a },
        { op: "read", page: 2 },
        { op: "dontneed", page: 3 },
        { op: "copy", page: 0, src: "self", sp: 2, sadd: 2048 },
        { op: "read", page: 0, dadd: 2048 },
      ]),
    },
    (run) => {
      expect(run.result(3)).toMatchObject(copied());
      expect(run.mapped(3, 0)?.content).toBe("5a5b");
      expect(run.result(4)).toMatchObject({ v: 0x5b });
    },
  );
}

function defined({ test }: words): void {
  test(
    {
      id: "contents-are-defined",
      title: "A page says that its contents are defined before anybody can find it",
      points: 2,
      hint: "Which flag says so, and from which call on is the page to be found?",
      failure: "A copied page is not there, or does not say that its contents are defined.",
      scenario: anonymous([
        { op: "copy", page: 0 },
        { op: "copy", page: 1, src: "nonresident" },
      ]),
    },
    (run) => {
      expect(run.result(0)).toMatchObject(copied());
      for (const { flags } of present(run, 1, 0, 1)) expect(flags).toContain("uptodate");
    },
  );
}

function files({ test }: words): void {
  test(
    {
      id: "over-a-page-of-the-file",
      title:
        "Where the file has a page, the program gets its own copy, and the file keeps its page",
      points: 2,
      hint: "Does it matter to a private copy what the file has there?",
      failure: "A private copy did not come about over a page of the file, or changed it.",
      scenario: privateFile([
        { op: "file_write", page: 1, byte: 0x11 },
        { op: "copy", page: 1, byte: 0x5a },
        { op: "write", page: 1, byte: 0x77, dadd: 1 },
        { op: "read", page: 1 },
        { op: "file_read", page: 1 },
      ]),
    },
    (run) => {
      expect(run.result(1)).toMatchObject(copied());
      expect(run.result(3)).toMatchObject({ a: "ok", v: 0x5a });
      expect(run.result(4)).toMatchObject({ v: [0x11] });
    },
  );

  test(
    {
      id: "file-pays-nothing",
      title: "A private copy moves none of the file's books",
      points: 2,
      hint: "tmpfs is paid for what its files hold. What does this one hold more?",
      failure: "A private copy was paid for by the file that lies under it.",
      scenario: privateFile([{ op: "copy", page: 1 }]),
    },
    (run) => {
      const before = books(run, -1);
      expect(run.result(0)).toMatchObject(copied());
      expect(books(run, 0)).toEqual({ ...before, pages: before.pages + 1 });
    },
  );
}
