// What is counted elsewhere, and that a refusal counts nothing.

import { expect, privateFile, sharedFile, type words } from "@faultline/kit";
import { change, mapped_one, minor } from "../look.ts";

export function counters({ test }: words): void {
  test(
    {
      id: "private-counts-as-shared-memory",
      title: "A page of the file counts as shared memory in a private mapping too",
      points: 1,
      hint: "The counters ask what the page is, not how it is mapped.",
      failure: "A page of the file is counted under another name.",
      scenario: privateFile(
        [
          { op: "file_write", page: 1 },
          { op: "continue", page: 1 },
        ],
        minor,
      ),
    },
    (run) => expect(change(run, 0, 1)).toEqual({ MM_SHMEMPAGES: 1, NR_FILE_MAPPED: 1 }),
  );

  test(
    {
      id: "refusals-count-nothing",
      title: "A refusal changes no counter",
      points: 2,
      hint: "What is not mapped is not counted.",
      failure: "A refusal changed a counter, or the page that was there was not mapped before.",
      //        0 1 2 | 3
      // file   . * . |
      // ptes     *   |
      scenario: sharedFile(
        [
          { op: "file_write", page: 1 },
          { op: "continue", page: 1 },
          { op: "continue", page: 1 },
          { op: "continue", page: 2 },
          { op: "continue", page: 3 },
        ],
        { ...minor, region: { file_pages: 3 } },
      ),
    },
    (run) => {
      expect(run.result(1)).toMatchObject(mapped_one);
      expect(change(run, 1, 4)).toEqual({});
    },
  );

  test(
    {
      id: "reclaim-can-find-it",
      title: "The page is on the list that reclaim had it on, once",
      points: 2,
      hint: "The installer asks you one question about the page. What does reclaim know of a page that the file has?",
      failure: "The page was not mapped, or reclaim cannot find it, or finds it twice.",
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
      expect(run.mapped(2, 1)?.flags).toContain("lru");
      expect(run.state(2).lru).toEqual(run.state(0).lru);
    },
  );

  test(
    {
      id: "locked-area",
      title: "In an area that is locked in memory the page is counted no differently",
      points: 1,
      hint: "This kernel looks at the area when it puts a page on a list. Is that to be done here?",
      failure:
        "In an area that is locked in memory the page was not mapped, or was counted otherwise.",
      scenario: sharedFile(
        [
          { op: "file_write", page: 1 },
          { op: "continue", page: 1 },
        ],
        { ...minor, region: { mlocked: "onfault" } },
      ),
    },
    (run) => expect(change(run, 0, 1)).toEqual({ MM_SHMEMPAGES: 1, NR_FILE_MAPPED: 1 }),
  );

  test(
    {
      id: "unmapping-counts-back",
      title: "When everything is unmapped, every counter is where it was",
      points: 1,
      hint: "What is counted on the way in is uncounted on the way out, once.",
      failure:
        "The pages were not mapped, or are still counted as mapped or resident after unmapping.",
      scenario: sharedFile(
        [
          { op: "file_write", page: 0, n: 2 },
          { op: "continue", page: 0, n: 2 },
          { op: "munmap", page: 0, n: 4 },
        ],
        minor,
      ),
    },
    (run) => {
      expect(run.result(1)).toMatchObject({ ret: 0, mapped: 8192 });
      expect(change(run, -1, 2)).toEqual({});
    },
  );
}
