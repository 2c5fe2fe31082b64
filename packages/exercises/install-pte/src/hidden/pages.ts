// Who holds the page, and that a refusal changes nothing about it.

import { expect, type judged_run, privateFile, sharedFile, type words } from "@faultline/kit";
import { refused } from "../look.ts";

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
}

function sameNumberOfPages(run: judged_run, before: number, after: number): void {
  expect(run.state(after).pages.length).toBe(run.state(before).pages.length);
}
