// The truth table: who may write, what is dirty, what is protected. One test for each row.

import { anonymous, expect, privateFile, sharedFile, type words } from "@faultline/kit";
import { bits, done } from "../look.ts";

export function rights(words: words): void {
  newPages(words);
  cachedPages(words);
  consequences(words);
}

function newPages({ test }: words): void {
  test(
    {
      id: "new-writable",
      title: "A new private page in a writable mapping is dirty and can be written",
      points: 2,
      hint: "Is there any reason to make the program fault once more on a page that is its own?",
      failure:
        "The program cannot write to its own new page, or nothing remembers that the page has data.",
      scenario: privateFile([
        { op: "copy", page: 1 },
        { op: "install", page: 2, source: "new" },
      ]),
    },
    (run) => {
      expect(bits(run, 1, 1)).toEqual(["dirty", "write"]);
      expect(bits(run, 1, 2)).toEqual(["dirty", "write"]);
    },
  );

  test(
    {
      id: "new-protected",
      title:
        "A new private page that is to be protected is dirty and marked, and cannot be written",
      points: 2,
      hint: "The mark is worth nothing if the write goes through.",
      failure: "A page that was to be protected can be written, or does not carry the mark.",
      scenario: anonymous([{ op: "copy", page: 1, mode: ["wp"] }], { register: ["missing", "wp"] }),
    },
    (run) => expect(bits(run, 0, 1)).toEqual(["dirty", "uffd_wp"]),
  );

  test(
    {
      id: "new-protected-over-a-file",
      title: "Protection of a new page over a private file is the same as over no file",
      points: 1,
      hint: "A private copy is anonymous memory, whatever its area maps.",
      failure:
        "A private copy over a file that was to be protected can be written, or does not carry the mark.",
      scenario: privateFile([{ op: "install", page: 1, source: "new", wp_copy: true }]),
    },
    (run) => expect(bits(run, 0, 1)).toEqual(["dirty", "uffd_wp"]),
  );

  test(
    {
      id: "new-readonly",
      title: "A new private page in a read-only mapping is dirty all the same, and nothing else",
      points: 2,
      hint: "Its data is nowhere else. What remembers that, if nobody ever writes to it?",
      failure:
        "A new page in a read-only mapping is not dirty, or its pte allows or claims more than it should.",
      scenario: privateFile(
        [
          { op: "copy", page: 1 },
          { op: "install", page: 2, source: "new", wp_copy: true },
        ],
        { region: { prot: "r" } },
      ),
    },
    (run) => {
      expect(bits(run, 1, 1)).toEqual(["dirty"]);
      expect(bits(run, 1, 2)).toEqual(["dirty"]);
    },
  );

  test(
    {
      id: "new-readonly-anonymous",
      title: "A new page in read-only anonymous memory is dirty, and cannot be written",
      points: 1,
      hint: "The data was written by the kernel just now, whatever the program may do.",
      failure: "A new page in read-only memory is not dirty, or can be written.",
      scenario: anonymous([{ op: "copy", page: 1 }], { region: { prot: "r" } }),
    },
    (run) => expect(bits(run, 0, 1)).toEqual(["dirty"]),
  );
}

function cachedPages({ test }: words): void {
  const write = { op: "file_write", page: 1, n: 2 } as const;
  const minor = { register: ["minor"] } as const;

  test(
    {
      id: "cached-private-writable",
      title:
        "A page of the file in a private mapping is clean and cannot be written, even where writing is allowed",
      points: 2,
      hint: "Whose page is it, and what must the first write do?",
      failure: "The file's own page can be written through a private mapping, or is called dirty.",
      scenario: privateFile(
        [
          write,
          { op: "continue", page: 1 },
          { op: "install", page: 2, source: "cached", wp_copy: true },
        ],
        minor,
      ),
    },
    (run) => {
      expect(bits(run, 2, 1)).toEqual([]);
      expect(bits(run, 2, 2)).toEqual([]);
    },
  );

  test(
    {
      id: "cached-private-readonly",
      title: "A page of the file in a private read-only mapping is clean",
      points: 1,
      hint: "Nobody has changed the file's page. A dirty bit would be a lie, and lies about this have been exploited.",
      failure: "A page of the file that nobody has written is called dirty.",
      scenario: privateFile([write, { op: "continue", page: 1 }], {
        ...minor,
        region: { prot: "r" },
      }),
    },
    (run) => {
      expect(run.result(1)).toMatchObject(done);
      expect(bits(run, 1, 1)).toEqual([]);
    },
  );

  test(
    {
      id: "cached-shared-readonly",
      title: "A page of the file in a shared read-only mapping is clean, protected or not",
      points: 2,
      hint: "Mapping a page does not change it.",
      failure:
        "A page of the file that nobody has written is called dirty, or is protected where nobody can write.",
      scenario: sharedFile(
        [
          write,
          { op: "continue", page: 1 },
          { op: "install", page: 2, source: "cached", wp_copy: true },
        ],
        {
          ...minor,
          region: { prot: "r" },
        },
      ),
    },
    (run) => {
      expect(run.result(1)).toMatchObject(done);
      expect(bits(run, 1, 1)).toEqual([]);
      expect(bits(run, 2, 2)).toEqual([]);
    },
  );

  test(
    {
      id: "filled-shared-writable",
      title: "A page that was just filled into a shared file may be written at once",
      points: 1,
      hint: "It is in the file already when the installer sees it.",
      failure:
        "A page that was just filled into a shared file cannot be written at once, or is not dirty.",
      scenario: sharedFile([{ op: "copy", page: 1 }]),
    },
    (run) => expect(bits(run, 0, 1)).toEqual(["dirty", "write"]),
  );

  test(
    {
      id: "cached-shared-protected",
      title: "If protection is asked for on a shared page, it is marked and cannot be written",
      points: 1,
      hint: "No ioctl of this kernel asks for it. The function is asked all the same.",
      failure: "A shared page that was to be protected can be written, or does not carry the mark.",
      scenario: sharedFile([write, { op: "install", page: 1, source: "cached", wp_copy: true }]),
    },
    (run) => expect(bits(run, 1, 1)).toEqual(["dirty", "uffd_wp"]),
  );
}

function consequences({ test }: words): void {
  test(
    {
      id: "own-page-written-without-a-fault",
      title: "A program writes to its new private page without another fault",
      points: 1,
      hint: "A pte without the write bit costs a fault and a copy, for nothing.",
      failure: "A write to a page of the program's own took another fault.",
      scenario: privateFile([
        { op: "copy", page: 1 },
        { op: "write", page: 1, byte: 0x5a },
      ]),
    },
    (run) => expect(run.result(1)).toMatchObject({ a: "ok", flt: 0 }),
  );

  test(
    {
      id: "protected-write-is-reported",
      title: "A write to a protected page is reported instead of done",
      points: 2,
      hint: "Here a report that nobody waits for ends in SIGBUS.",
      failure: "A write to a protected page went through unseen.",
      scenario: anonymous(
        [
          { op: "copy", page: 1, byte: 0x11, mode: ["wp"] },
          { op: "write", page: 1, byte: 0x5a },
          { op: "read", page: 1 },
        ],
        { register: ["missing", "wp"] },
      ),
    },
    (run) => {
      expect(run.result(1)).toMatchObject({ a: "sigbus" });
      expect(run.result(2)).toMatchObject({ v: 0x11 });
    },
  );
}
