// What happens to the bytes, and to the mark that says that they matter.

import { expect, privateFile, sharedFile, type words } from "@faultline/kit";
import { mapped_one, minor } from "../look.ts";

export function data(words: words): void {
  marks(words);
  bytes(words);
}

function marks({ test }: words): void {
  test(
    {
      id: "clean-page-stays-clean",
      title: "A page of zeros that nobody has written is clean after it was mapped",
      points: 2,
      hint: "Whoever writes a page marks it. Who has written this one?",
      failure:
        "A page that nobody has written was not mapped, or was marked as having data to lose.",
      // a hole that the second mapping has read: a page of zeros, clean
      scenario: sharedFile(
        [
          { op: "map2_read", page: 1 },
          { op: "continue", page: 1 },
          { op: "dontneed", page: 1 },
        ],
        { ...minor, region: { prot: "r", map2: true } },
      ),
    },
    (run) => {
      expect(run.result(1)).toMatchObject(mapped_one);
      expect(run.cached(2, 1)?.flags).not.toContain("dirty");
    },
  );

  test(
    {
      id: "private-look-dirties-nothing",
      title: "Looking at such a page through a private mapping leaves it clean",
      points: 1,
      hint: "A private mapping cannot change the file's page at all.",
      failure: "A page of zeros was not mapped, or was marked because somebody looked at it.",
      scenario: privateFile(
        [
          { op: "map2_read", page: 1 },
          { op: "continue", page: 1 },
          { op: "dontneed", page: 1 },
        ],
        { ...minor, region: { map2: true } },
      ),
    },
    (run) => {
      expect(run.result(1)).toMatchObject(mapped_one);
      expect(run.cached(2, 1)?.flags).not.toContain("dirty");
    },
  );

  test(
    {
      id: "dirty-page-stays-dirty",
      title: "Data of the file survives that it was mapped, unmapped and reclaimed",
      points: 2,
      hint: "The file's page knew that it had data to lose. Does it still?",
      failure:
        "The page was not mapped, or reclaim dropped its data as if it could be read again from somewhere.",
      scenario: sharedFile(
        [
          { op: "file_write", page: 1, byte: 0x5a },
          { op: "continue", page: 1 },
          { op: "dontneed", page: 1 },
          { op: "reclaim", page: 1 },
          { op: "file_read", page: 1 },
        ],
        { ...minor, region: { prot: "r" } },
      ),
    },
    (run) => {
      expect(run.result(1)).toMatchObject(mapped_one);
      expect(run.result(4)).toMatchObject({ v: [0x5a] });
    },
  );

  test(
    {
      id: "refused-data-stays",
      title: "Data of the file survives that its page could not be mapped",
      points: 2,
      hint: "What is right after a fill that failed need not be right here: whose is this page?",
      failure: "Data was lost because the file's page could not be mapped.",
      // a private copy is in the way
      scenario: privateFile([
        { op: "file_write", page: 1, byte: 0x11 },
        { op: "copy", page: 1, byte: 0x5a },
        { op: "continue", page: 1 },
        { op: "reclaim", page: 1 },
        { op: "file_read", page: 1 },
        { op: "read", page: 1 },
      ]),
    },
    (run) => {
      expect(run.result(4)).toMatchObject({ v: [0x11] });
      expect(run.result(5)).toMatchObject({ v: 0x5a });
    },
  );
}

function bytes({ test }: words): void {
  test(
    {
      id: "shared-write-reaches-the-file",
      title:
        "What a program writes to a shared mapping is in the file, and what others write is in it",
      points: 1,
      hint: "Shared means that there is one page.",
      failure: "The program and the file do not see the same bytes.",
      scenario: sharedFile(
        [
          { op: "file_write", page: 1, byte: 0x11 },
          { op: "continue", page: 1 },
          { op: "write", page: 1, byte: 0x5a },
          { op: "file_read", page: 1 },
          { op: "file_write", page: 1, byte: 0x22 },
          { op: "read", page: 1 },
        ],
        minor,
      ),
    },
    (run) => {
      expect(run.result(3)).toMatchObject({ v: [0x5a] });
      expect(run.result(5)).toMatchObject({ v: 0x22 });
    },
  );

  test(
    {
      id: "private-sees-the-file-until-it-writes",
      title: "A private mapping shows what others write to the file, until it writes itself",
      points: 1,
      hint: "Before its first write, a private mapping has no page of its own.",
      failure: "A private mapping does not show the file's page, or its own copy does not last.",
      scenario: privateFile(
        [
          { op: "file_write", page: 1, byte: 0x11 },
          { op: "continue", page: 1 },
          { op: "file_write", page: 1, byte: 0x22 },
          { op: "read", page: 1 },
          { op: "write", page: 1, byte: 0x5a },
          { op: "file_write", page: 1, byte: 0x33 },
          { op: "read", page: 1 },
        ],
        minor,
      ),
    },
    (run) => {
      expect(run.result(3)).toMatchObject({ v: 0x22 });
      expect(run.result(6)).toMatchObject({ v: 0x5a });
    },
  );
}
