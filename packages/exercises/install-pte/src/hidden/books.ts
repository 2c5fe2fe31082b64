// What a mapped page is counted as, who holds it, and that a refusal changes nothing of either.

import {
  anonymous,
  expect,
  type judged_run,
  privateFile,
  sharedFile,
  type words,
} from "@faultline/kit";
import { change, done, refused } from "../look.ts";

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

export function pages({ test }: words): void {
  test(
    {
      id: "new-page-becomes-anonymous",
      title: "A new page belongs to the area's anonymous memory afterwards, with one holder",
      points: 2,
      hint: "Reverse mapping finds the page's ptes through one field. Who sets it?",
      failure: "Nobody could find the pte of the page from the page.",
      scenario: privateFile([{ op: "copy", page: 1 }], { region: { file_pgoff: 0 } }),
    },
    (run) => {
      const page = run.mapped(0, 1);
      expect(page).toMatchObject({ mapping: "anon", _refcount: 1, _mapcount: 0, index: 1 });
      expect(page?.flags).toContain("swapbacked");
    },
  );

  test(
    {
      id: "refused-page-is-untouched",
      title:
        "A page that is refused is as it was: the file's stays the file's, a new one is freed by its owner",
      points: 2,
      hint: "On failure the caller still has its reference, and drops it itself.",
      failure: "A page that was not mapped was changed, lost or freed twice.",
      scenario: sharedFile(
        [
          { op: "file_write", page: 1 },
          { op: "continue", page: 1 },
          { op: "continue", page: 1 },
        ],
        { register: ["minor"] },
      ),
    },
    (run) => {
      expect(run.result(2)).toMatchObject(refused("EEXIST"));
      expect(run.mapped(2, 1)).toEqual(run.mapped(1, 1));
      sameNumberOfPages(run, 1, 2);
    },
  );

  test(
    {
      id: "no-page-lost-to-a-refusal",
      title: "A new page that is refused is freed",
      points: 1,
      hint: "A reference that you take, you must drop.",
      failure: "A page that was not mapped was never freed.",
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
      sameNumberOfPages(run, 0, 1);
      sameNumberOfPages(run, 0, 2);
    },
  );

  test(
    {
      id: "freed-with-its-mapping",
      title: "A private page is freed when it is unmapped; a page of the file stays with the file",
      points: 2,
      hint: "Count the holders of each page before and after.",
      failure: "A page outlived its last mapping, or was freed while its file still had it.",
      scenario: privateFile([
        { op: "file_write", page: 2 },
        { op: "copy", page: 1 },
        { op: "continue", page: 2 },
        { op: "munmap", page: 0, n: 4 },
      ]),
    },
    (run) => {
      sameNumberOfPages(run, 0, 3);
      expect(run.cached(3, 2)).toMatchObject({ _refcount: 1, _mapcount: -1 });
    },
  );

  test(
    {
      id: "look-and-change-are-one",
      title: "Between the look at the pte and the change of it nobody else can map a page there",
      points: 2,
      hint: "What you have seen under a lock is true until you give the lock back.",
      failure: "A page that another thread had mapped meanwhile was lost.",
      // another CPU fills the same page as soon as the pte's lock is free
      scenario: anonymous([
        {
          op: "copy",
          page: 1,
          rivals: [{ at: "pte_unmap_unlock", when: "after", do: { op: "copy", page: 1 } }],
        },
      ]),
    },
    (run) => {
      expect(run.result(0)).toMatchObject(done);
      expect(run.mapped(0, 1)).toMatchObject({ _refcount: 1, _mapcount: 0 });
    },
  );
}

function sameNumberOfPages(run: judged_run, before: number, after: number): void {
  expect(run.state(after).pages.length).toBe(run.state(before).pages.length);
}
