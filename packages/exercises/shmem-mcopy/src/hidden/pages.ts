// What becomes of the page: freed after a failure, held by exactly those who use it after success.

import { expect, memfd, sharedFile, type words } from "@faultline/kit";
import { filled, pages } from "../look.ts";

const lost = "A page was not freed, or is still in the file, after a fill that failed.";

export function pageTests(words: words): void {
  successes(words);
  refusals(words);
  handovers(words);
}

function successes({ test }: words): void {
  test(
    {
      id: "in-the-file",
      title: "A page that was filled is in the file, unlocked, up to date and backed by swap",
      points: 2,
      hint: "Which flags does a page of tmpfs need before anybody can find it?",
      failure: "The page that was filled is not as a page of a file has to be.",
      scenario: sharedFile([{ op: "copy", page: 2 }]),
    },
    (run) => {
      const page = run.cached(0, 2);
      expect(page?.pfn).toBe(run.mapped(0, 2)?.pfn);
      expect(page?.flags).toEqual(expect.arrayContaining(["uptodate", "swapbacked"]));
      expect(page).toMatchObject({ index: 2, memcg: true });
    },
  );

  test(
    {
      id: "ends-with-the-file",
      title: "When the file is cut to nothing, the pages that were filled are freed",
      points: 2,
      hint: "A page is freed when its last holder lets go. How many holders does it have after a fill?",
      failure: "Pages that were filled outlived the file, or were freed too early.",
      scenario: sharedFile([
        { op: "copy", page: 0, n: 2 },
        { op: "zeropage", page: 2 },
        { op: "ftruncate", pages: 0 },
      ]),
    },
    (run) => {
      expect(run.result(0)).toMatchObject(filled(2));
      expect(pages(run, 2)).toEqual(pages(run, -1));
    },
  );
}

function refusals({ test }: words): void {
  test(
    {
      id: "no-page-lost-beyond-the-end",
      title: "A page that the file ends before is freed",
      points: 1,
      hint: "Who holds the page at that point, and in what order does one let go of it?",
      failure: lost,
      scenario: sharedFile([{ op: "copy", page: 3 }], { region: { file_pages: 2 } }),
    },
    (run) => expect(pages(run, 0)).toEqual(pages(run, -1)),
  );

  test(
    {
      id: "no-page-lost-to-a-cached-one",
      title: "A page that the file has no room for, since it has one there, is freed",
      points: 1,
      hint: "When the page cache refuses a page it forgets it: whose is it then?",
      failure: lost,
      scenario: sharedFile([
        { op: "file_write", page: 1 },
        { op: "copy", page: 1 },
        { op: "copy", page: 2, fail: { mem_cgroup_charge: [true] } },
      ]),
    },
    (run) => {
      expect(pages(run, 1)).toEqual(pages(run, 0));
      expect(pages(run, 2)).toEqual(pages(run, 0));
    },
  );

  test(
    {
      id: "refused-page-leaves-the-file",
      title: "A page that the installer refuses leaves the file and is freed",
      points: 3,
      hint: "By then the page has a second holder.",
      failure:
        "A page that could not be mapped was left behind in the file's cache, or was never freed.",
      scenario: sharedFile([
        {
          op: "copy",
          page: 1,
          rivals: [{ at: "pte_offset_map_lock", do: { op: "ftruncate", pages: 1 } }],
        },
      ]),
    },
    (run) => {
      expect(run.cached(0, 1)).toBeNull();
      expect(pages(run, 0)).toEqual(pages(run, -1));
    },
  );

  test(
    {
      id: "truncated-before-the-cache",
      title: "A page that enters the file just after the file was cut short does not stay there",
      points: 2,
      hint: "Between your look at the size and the page cache others run.",
      failure:
        "A page that could not be mapped was left behind in the file's cache, or was never freed.",
      //        0 1 2 3         0 | 1 2 3
      // file   . . . .   ->    . |
      // fill     ^ not yet in    | ^ enters
      scenario: memfd([
        {
          op: "copy",
          page: 1,
          rivals: [{ at: "shmem_add_to_page_cache", do: { op: "ftruncate", pages: 1 } }],
        },
      ]),
    },
    (run) => {
      expect(run.cached(0, 1)).toBeNull();
      expect(pages(run, 0)).toEqual(pages(run, -1));
    },
  );
}

function handovers({ test }: words): void {
  test(
    {
      id: "handed-out-page-can-be-freed",
      title: "A page that is handed out for a missing source can be freed by whoever got it",
      points: 2,
      hint: "Whoever gets the page may fail too, and then does no more than drop it.",
      failure: lost,
      scenario: sharedFile([{ op: "copy", page: 1, src: "unmapped" }]),
    },
    (run) => expect(pages(run, 0)).toEqual(pages(run, -1)),
  );

  test(
    {
      id: "handed-back-page-is-used",
      title: "The page that comes back is the one that enters the file",
      points: 2,
      hint: "After the second round nobody but the file and the pte may hold the page.",
      failure: "The page that came back was not used, or somebody still holds it.",
      scenario: sharedFile([{ op: "copy", page: 1, src: "nonresident" }]),
    },
    (run) => {
      expect(run.mapped(0, 1)).toMatchObject({ _refcount: 2, _mapcount: 0 });
      expect(run.cached(0, 1)?.pfn).toBe(run.mapped(0, 1)?.pfn);
    },
  );

  test(
    {
      id: "handed-back-beyond-the-end",
      title: "A page that comes back after the file was cut short is freed",
      points: 1,
      hint: "A page that was handed back takes the same ways out as a new one.",
      failure: lost,
      scenario: sharedFile([
        {
          op: "copy",
          page: 1,
          src: "nonresident",
          rivals: [{ at: "kunmap", nth: 1, do: { op: "ftruncate", pages: 1 } }],
        },
      ]),
    },
    (run) => {
      expect(run.result(0)).toMatchObject({ ret: -1, err: "EFAULT" });
      expect(run.cached(0, 1)).toBeNull();
    },
  );
}
