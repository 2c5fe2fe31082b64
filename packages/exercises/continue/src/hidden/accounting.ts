// What is paid for: nothing, whatever comes of it.

import { expect, privateFile, sharedFile, type words } from "@faultline/kit";
import { books, mapped_one, minor } from "../look.ts";

export function accounting(words: words): void {
  holes(words);
  pages(words);
}

function holes({ test }: words): void {
  test(
    {
      id: "hole-stays-a-hole",
      title: "A hole that was asked for is still a hole, and nothing is paid for",
      points: 3,
      hint: "What a page is wanted for decides what happens where there is none.",
      failure: "A page was made where the file had none.",
      //        0 1 2 3
      // file   * . . .
      scenario: sharedFile(
        [
          { op: "file_write", page: 0 },
          { op: "continue", page: 1 },
        ],
        minor,
      ),
    },
    (run) => {
      expect(run.cached(1, 1)).toBeNull();
      expect(books(run, 1)).toEqual(books(run, 0));
    },
  );

  test(
    {
      id: "private-hole-stays-a-hole",
      title: "Asking through a private mapping makes no page in the file either",
      points: 1,
      hint: "Whoever maps a file privately may have no right to change it. Is a new page a change?",
      failure: "A private mapping made the file larger than it was.",
      scenario: privateFile([{ op: "continue", page: 1 }], minor),
    },
    (run) => expect(books(run, 0)).toEqual(books(run, -1)),
  );

  test(
    {
      id: "nothing-beyond-the-end",
      title: "Asking for a page beyond the end of the file makes none",
      points: 2,
      hint: "Somebody who is about to write may make a file longer. Are you about to write?",
      failure: "The file has a page beyond its end, or has paid for one.",
      //        0 1 | 2 3
      // file   * . |
      scenario: sharedFile(
        [
          { op: "file_write", page: 0 },
          { op: "continue", page: 2 },
        ],
        { ...minor, region: { file_pages: 2 } },
      ),
    },
    (run) => expect(books(run, 1)).toEqual(books(run, 0)),
  );
}

function pages({ test }: words): void {
  test(
    {
      id: "works-on-a-full-mount",
      title: "A page that the file has can be mapped although the mount has no block left",
      points: 2,
      hint: "Nothing is added to the mount.",
      failure: "On a full mount a page was not mapped that was there, or something was paid for.",
      scenario: sharedFile(
        [
          { op: "file_write", page: 0, n: 2 },
          { op: "continue", page: 0, n: 2 },
        ],
        { ...minor, region: { fs_limit_pages: 2 } },
      ),
    },
    (run) => {
      expect(run.result(1)).toMatchObject({ ret: 0, mapped: 8192 });
      expect(books(run, 1)).toEqual(books(run, 0));
    },
  );

  test(
    {
      id: "paid-for-while-swapped",
      title: "A page that comes back from the swap area has been paid for all the time",
      points: 2,
      hint: "A page in the swap area still belongs to its file. Which of the file's numbers change when it comes back?",
      failure:
        "A page did not come back from the swap area, or the file's books are not the same afterwards.",
      scenario: sharedFile(
        [
          { op: "file_write", page: 1 },
          { op: "swapout", page: 1 },
          { op: "continue", page: 1 },
        ],
        minor,
      ),
    },
    (run) => {
      expect(run.result(2)).toMatchObject(mapped_one);
      expect(books(run, 2)).toEqual(books(run, 0));
      expect(run.file(2).swapped).toBe(0);
    },
  );

  test(
    {
      id: "refusal-changes-no-books",
      title: "A page that could not be mapped is the file's as before, and paid for as before",
      points: 2,
      hint: "This page was in the file before you came. What is there to be undone?",
      failure: "The file's books changed although nothing was mapped.",
      scenario: sharedFile(
        [
          { op: "file_write", page: 1, n: 2 },
          { op: "continue", page: 1 },
          { op: "continue", page: 1 },
        ],
        minor,
      ),
    },
    (run) => {
      expect(books(run, 2)).toEqual(books(run, 0));
    },
  );
}
