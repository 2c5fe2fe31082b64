// What is paid for: one page more after success, and to the last block the same as before after every failure.

import {
  expect,
  type judged_run,
  memfd,
  sharedAnonymous,
  sharedFile,
  type words,
} from "@faultline/kit";
import { books, filled } from "../look.ts";

/** A fill at `step` left the books as they were. */
export const unchanged = (step: number) => (run: judged_run) =>
  expect(books(run, step)).toEqual(books(run, step - 1));

export const kept =
  "A fill that failed left something paid for, or gave back what was not its own.";

export function accounting(words: words): void {
  successes(words);
  refusals(words);
}

function successes({ test }: words): void {
  test(
    {
      id: "memfd-pays-the-machine",
      title:
        "A memfd has no mount limit: its page is promised by the machine, and counted in the file",
      points: 1,
      hint: "Not every file counts blocks of a mount. Who knows which does?",
      failure: "The books of a memfd do not show exactly one page more.",
      scenario: memfd([{ op: "copy", page: 1 }]),
    },
    (run) => {
      const before = books(run, -1);
      expect(books(run, 0)).toEqual({
        ...before,
        Committed_AS: before.Committed_AS + 1,
        alloced: 1,
        i_blocks: 8,
      });
    },
  );

  test(
    {
      id: "reserved-pays-nothing",
      title: "Shared anonymous memory was promised when it was made: a fill promises nothing more",
      points: 1,
      hint: "Some memory is paid for in full before anybody touches it.",
      failure: "The books of memory that was paid for beforehand are wrong after a fill.",
      scenario: sharedAnonymous([{ op: "copy", page: 1 }]),
    },
    (run) => {
      const before = books(run, -1);
      expect(books(run, 0)).toEqual({ ...before, alloced: 1, i_blocks: 8 });
    },
  );

  test(
    {
      id: "truncation-gives-back",
      title: "When the file is cut to nothing, everything that fills had paid comes back",
      points: 2,
      hint: "Truncation gives back what the file says it has. What does it say?",
      failure: "After the file was emptied the books do not say that it is empty.",
      scenario: sharedFile([
        { op: "copy", page: 0, n: 3 },
        { op: "ftruncate", pages: 0 },
      ]),
    },
    (run) => {
      expect(run.result(0)).toMatchObject(filled(3));
      expect(books(run, 1)).toEqual(books(run, -1));
    },
  );

  test(
    {
      id: "corrects-what-reclaim-dropped",
      title: "A fill also notices a clean page that reclaim has dropped from the file since",
      points: 1,
      hint: "Reclaim drops clean pages without telling tmpfs. Who brings the books up to date?",
      failure: "The books still show a page that reclaim has dropped.",
      // page 0 was a hole that somebody read: clean zeros, which reclaim may drop
      scenario: sharedFile(
        [
          { op: "map2_read", page: 0 },
          { op: "reclaim", page: 0 },
          { op: "copy", page: 1 },
        ],
        { region: { map2: true } },
      ),
    },
    (run) => {
      expect(run.cached(1, 0)).toBeNull();
      expect(books(run, 2)).toMatchObject({ alloced: 1, i_blocks: 8 });
    },
  );
}

function refusals({ test }: words): void {
  test(
    {
      id: "nothing-paid-beyond-the-end",
      title:
        "A fill beyond the end of the file leaves the books as they were, however often it is tried",
      points: 3,
      hint: "You paid at the very beginning. Which ways out pass the place where it is given back?",
      failure: kept,
      // a mount of two blocks: three refused fills that each kept one would fill it
      scenario: sharedFile(
        [
          { op: "copy", page: 3 },
          { op: "copy", page: 3 },
          { op: "copy", page: 3 },
          { op: "copy", page: 0 },
        ],
        { region: { file_pages: 2, fs_limit_pages: 2 } },
      ),
    },
    (run) => {
      expect(books(run, 2)).toEqual(books(run, -1));
      expect(run.result(3)).toMatchObject(filled());
    },
  );

  test(
    {
      id: "nothing-promised-beyond-the-end",
      title: "A fill beyond the end of a memfd leaves the machine's promises as they were",
      points: 1,
      hint: "A file without a mount limit can leak too; only another number shows it.",
      failure: kept,
      scenario: memfd([{ op: "zeropage", page: 3 }], { region: { file_pages: 2 } }),
    },
    unchanged(0),
  );

  test(
    {
      id: "nothing-paid-for-a-cached-page",
      title: "A fill of a page that the file has already leaves the books as they were",
      points: 3,
      hint: "The page that is there is paid for. So was yours, a moment ago.",
      failure: kept,
      scenario: sharedFile([
        { op: "file_write", page: 1 },
        { op: "copy", page: 1 },
      ]),
    },
    unchanged(1),
  );

  test(
    {
      id: "reserved-memory-owes-nothing",
      title:
        "In memory that was promised when it was made, a refused fill changes no promise either",
      points: 1,
      hint: "What was never paid for page by page cannot be given back page by page.",
      failure: kept,
      scenario: sharedAnonymous([
        { op: "write", page: 1 },
        { op: "copy", page: 0 },
        { op: "copy", page: 0 },
      ]),
    },
    unchanged(2),
  );

  test(
    {
      id: "nothing-paid-for-a-swapped-page",
      title: "A fill of a page that is swapped out leaves the books as they were",
      points: 1,
      hint: "What is in the swap area is still paid for, once.",
      failure: kept,
      scenario: sharedFile([
        { op: "file_write", page: 1 },
        { op: "swapout", page: 1 },
        { op: "copy", page: 1 },
      ]),
    },
    unchanged(2),
  );
}
