// The rows of the truth table that no visible test shows.

import { anonymous, expect, privateFile, sharedFile, type words } from "@faultline/kit";
import { bits, done } from "../look.ts";

export function rights(words: words): void {
  newPages(words);
  privateViews(words);
  sharedPages(words);
}

const write = { op: "file_write", page: 1, n: 2 } as const;
const minor = { register: ["minor"] } as const;
const readonly = { region: { prot: "r" } } as const;

function newPages({ test }: words): void {
  test(
    {
      id: "private-copy-writable",
      title: "A private copy over a file can be written, and is dirty, as over no file",
      points: 2,
      hint: "The area maps a file. Does the page belong to it?",
      failure: "A new page in a private mapping of a file cannot be written, or is not dirty.",
      scenario: privateFile([{ op: "copy", page: 1 }]),
    },
    (run) => expect(bits(run, 0, 1)).toEqual(["dirty", "write"]),
  );

  test(
    {
      id: "private-copy-readonly",
      title: "A private copy over a file that can only be read is dirty, and no more",
      points: 2,
      hint: "The file does not have these bytes. Who has?",
      failure: "A new page in a private read-only mapping is not dirty, or can be written.",
      scenario: privateFile([{ op: "copy", page: 1 }], readonly),
    },
    (run) => expect(bits(run, 0, 1)).toEqual(["dirty"]),
  );

  test(
    {
      id: "private-copy-protected",
      title: "Protection of a private copy over a file is the same as over no file",
      points: 1,
      hint: "No ioctl of this kernel asks for it, but your function has the parameter.",
      failure:
        "A new page over a file that was to be protected can be written, or does not carry the mark.",
      scenario: privateFile([{ op: "install", page: 1, source: "new", wp_copy: true }]),
    },
    (run) => expect(bits(run, 0, 1)).toEqual(["dirty", "uffd_wp"]),
  );

  test(
    {
      id: "nothing-to-protect",
      title: "Where nothing may be written, a new page carries no mark of protection",
      points: 2,
      hint: "The mark replaces another bit. Is that one due here?",
      failure:
        "Where nobody may write, a new page is marked as protected, can be written, or is not dirty.",
      scenario: anonymous([{ op: "copy", page: 1, mode: ["wp"] }], {
        register: ["missing", "wp"],
        ...readonly,
      }),
    },
    (run) => expect(bits(run, 0, 1)).toEqual(["dirty"]),
  );
}

function privateViews({ test }: words): void {
  test(
    {
      id: "two-kinds-in-one-area",
      title: "In one private area a new page can be written and the file's own cannot",
      points: 2,
      hint: "Everything that you could ask of the area has the same answer for both pages.",
      failure:
        "Of two pages in one private area, the file's and a new one, a pte is not as it should be.",
      scenario: privateFile(
        [
          { op: "file_write", page: 0 },
          { op: "continue", page: 0 },
          { op: "copy", page: 1 },
        ],
        { register: ["missing", "minor"] },
      ),
    },
    (run) => {
      expect(bits(run, 2, 0)).toEqual([]);
      expect(bits(run, 2, 1)).toEqual(["dirty", "write"]);
    },
  );

  test(
    {
      id: "private-view",
      title:
        "The file's own page in a private mapping is clean and cannot be written, even where writing is allowed",
      points: 3,
      hint: "Whose page is it, and what must the first write do?",
      failure: "The file's own page can be written through a private mapping, or is called dirty.",
      scenario: privateFile([write, { op: "continue", page: 1 }], minor),
    },
    (run) => {
      expect(run.result(1)).toMatchObject(done);
      expect(bits(run, 1, 1)).toEqual([]);
    },
  );

  test(
    {
      id: "private-view-readonly",
      title:
        "The file's own page in a private mapping that can only be read is clean, protected or not",
      points: 2,
      hint: "A dirty bit would claim that somebody has changed the page. Such a claim has been exploited.",
      failure: "A page of the file that nobody can change here is called dirty, or is marked.",
      scenario: privateFile(
        [
          write,
          { op: "continue", page: 1 },
          { op: "install", page: 2, source: "cached", wp_copy: true },
        ],
        { ...minor, ...readonly },
      ),
    },
    (run) => {
      expect(run.result(1)).toMatchObject(done);
      expect(bits(run, 2, 1)).toEqual([]);
      expect(bits(run, 2, 2)).toEqual([]);
    },
  );

  test(
    {
      id: "private-view-protected",
      title: "Protection changes nothing about the file's own page in a private mapping",
      points: 1,
      hint: "Its first write faults in any case, and not in order to be reported.",
      failure: "The file's own page in a private mapping is marked, dirty or writable.",
      scenario: privateFile(
        [write, { op: "install", page: 1, source: "cached", wp_copy: true }],
        minor,
      ),
    },
    (run) => {
      expect(run.result(1)).toMatchObject(done);
      expect(bits(run, 1, 1)).toEqual([]);
    },
  );
}

function sharedPages({ test }: words): void {
  test(
    {
      id: "shared-protected",
      title:
        "A page of a shared file that is to be protected carries the mark instead of the write bit",
      points: 2,
      hint: "No ioctl of this kernel asks for it, but your function has the parameter.",
      failure: "A shared page that was to be protected can be written, or does not carry the mark.",
      scenario: sharedFile([write, { op: "install", page: 1, source: "cached", wp_copy: true }]),
    },
    (run) => expect(bits(run, 1, 1)).toEqual(["dirty", "uffd_wp"]),
  );

  test(
    {
      id: "shared-readonly-protected",
      title: "A page of a shared file that can only be read has none of the bits, protected or not",
      points: 1,
      hint: "What could a write be reported of, where there can be none?",
      failure: "A shared page that can only be read is marked as protected, or is called dirty.",
      scenario: sharedFile(
        [write, { op: "install", page: 1, source: "cached", wp_copy: true }],
        readonly,
      ),
    },
    (run) => {
      expect(run.result(1)).toMatchObject(done);
      expect(bits(run, 1, 1)).toEqual([]);
    },
  );

  test(
    {
      id: "shared-copy-writable",
      title: "A page that was filled into a shared file a moment ago can be written, and is dirty",
      points: 2,
      hint: "Is it new, or is it the file's? Ask the page, at the moment at which you get it.",
      failure: "A page just filled into a shared file cannot be written at once, or is not dirty.",
      scenario: sharedFile([{ op: "copy", page: 1 }]),
    },
    (run) => expect(bits(run, 0, 1)).toEqual(["dirty", "write"]),
  );

  test(
    {
      id: "shared-copy-readonly",
      title: "A page that was filled into a shared file to be read has a clean pte",
      points: 1,
      hint: "Whoever filled the page into the file says on the page itself that it has data.",
      failure: "The pte of a page that was filled into a shared file to be read is not clean.",
      scenario: sharedFile([{ op: "copy", page: 1 }], readonly),
    },
    (run) => {
      expect(run.result(0)).toMatchObject(done);
      expect(bits(run, 0, 1)).toEqual([]);
    },
  );
}
