// What a mapped page is counted as, and that a refusal counts nothing.

import { anonymous, expect, privateFile, sharedFile, type words } from "@faultline/kit";
import { change, done } from "../look.ts";

export function counters({ test }: words): void {
  test(
    {
      id: "private-copy-counts-as-anonymous",
      title: "A private copy over a file counts as anonymous memory, not as the file's",
      points: 2,
      hint: "The area maps a file. Does the page belong to it?",
      failure: "A private copy is counted as a page of the file.",
      scenario: privateFile([{ op: "copy", page: 1 }]),
    },
    (run) => expect(change(run, -1, 0)).toEqual({ MM_ANONPAGES: 1, NR_ANON_MAPPED: 1 }),
  );

  test(
    {
      id: "cached-counts-as-shmem",
      title: "A page of the file counts as shared memory, in a private mapping too",
      points: 2,
      hint: "Two rmap functions, one question: which page is new?",
      failure: "A page of the file is counted under another name.",
      scenario: privateFile(
        [
          { op: "file_write", page: 1 },
          { op: "continue", page: 1 },
        ],
        {
          register: ["minor"],
        },
      ),
    },
    (run) => expect(change(run, 0, 1)).toEqual({ MM_SHMEMPAGES: 1, NR_FILE_MAPPED: 1 }),
  );

  test(
    {
      id: "mapped-twice-counts-once",
      title: "A page that two mappings share is one mapped page, and twice resident",
      points: 1,
      hint: "One counter counts pages, the other counts ptes.",
      failure: "A page that is mapped twice is counted wrongly.",
      scenario: sharedFile(
        [
          { op: "file_write", page: 1 },
          { op: "map2_read", page: 1 },
          { op: "continue", page: 1 },
        ],
        { register: ["minor"], region: { map2: true } },
      ),
    },
    (run) => {
      expect(change(run, 1, 2)).toEqual({ MM_SHMEMPAGES: 1 });
      expect(run.mapped(2, 1)).toMatchObject({ _refcount: 3, _mapcount: 1 });
    },
  );

  test(
    {
      id: "new-page-is-listed",
      title:
        "A new page gets on a list of reclaim, and one that is on a list already does not again",
      points: 2,
      hint: "The caller tells you which of the two it is.",
      failure: "Reclaim cannot find a page, or finds it twice.",
      scenario: privateFile([
        { op: "copy", page: 0 },
        { op: "file_write", page: 1 },
        { op: "continue", page: 1 },
      ]),
    },
    (run) => {
      expect(run.mapped(0, 0)?.flags).toContain("lru");
      expect(run.result(2)).toMatchObject(done);
    },
  );

  test(
    {
      id: "locked-area",
      title:
        "In a locked area a new page is counted as locked in memory, and uncounted with its mapping",
      points: 2,
      hint: "Two functions put a page on the list. They differ for one kind of area.",
      failure: "A new page of a locked area is not known as locked in memory.",
      scenario: anonymous(
        [
          { op: "copy", page: 1 },
          { op: "munmap", page: 0, n: 4 },
        ],
        {
          region: { mlocked: "onfault" },
        },
      ),
    },
    (run) => {
      expect(change(run, -1, 0)).toMatchObject({ NR_MLOCK: 1 });
      expect(run.mapped(0, 1)?.flags).toEqual(expect.arrayContaining(["mlocked", "unevictable"]));
      expect(change(run, -1, 1)).toEqual({});
    },
  );

  test(
    {
      id: "locked-shared-area",
      title: "In a locked area of a shared file it is the same",
      points: 1,
      hint: "The area is locked, whoever the page belongs to.",
      failure: "A page that was filled into a locked shared area is not known as locked in memory.",
      scenario: sharedFile([{ op: "copy", page: 1 }], { region: { mlocked: "onfault" } }),
    },
    (run) => expect(change(run, -1, 0)).toMatchObject({ NR_MLOCK: 1 }),
  );

  test(
    {
      id: "refusals-count-nothing",
      title: "A refusal changes no counter",
      points: 2,
      hint: "Decide first, count afterwards.",
      failure: "A page was counted that was not mapped.",
      //        0 1 2 | 3
      // file   . . . |
      // ptes     *   |
      // fill     ^   | ^
      scenario: privateFile(
        [
          { op: "copy", page: 1 },
          { op: "copy", page: 1 },
          { op: "copy", page: 3 },
        ],
        {
          region: { file_pages: 3 },
        },
      ),
    },
    (run) => {
      expect(change(run, 0, 1)).toEqual({});
      expect(change(run, 0, 2)).toEqual({});
    },
  );

  test(
    {
      id: "unmapping-counts-back",
      title: "When everything is unmapped, every counter is where it was",
      points: 2,
      hint: "What is counted under one name on the way in is uncounted by asking the page again.",
      failure:
        "After unmapping, pages are still counted as mapped or resident, or are counted below nothing.",
      scenario: privateFile([
        { op: "copy", page: 0, n: 2 },
        { op: "file_write", page: 2 },
        { op: "continue", page: 2 },
        { op: "munmap", page: 0, n: 4 },
      ]),
    },
    (run) => expect(change(run, -1, 3)).toEqual({}),
  );
}
