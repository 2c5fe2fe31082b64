// What is counted elsewhere: resident pages of the program, mapped pages of the machine, the lists of reclaim.

import { expect, sharedFile, type words } from "@faultline/kit";
import { filled, mapped } from "../look.ts";

export function counters({ test }: words): void {
  test(
    {
      id: "resident-as-shmem",
      title: "A page that was filled is resident as shared memory, and mapped once",
      points: 2,
      hint: "One flag decides under which name a page of a file counts.",
      failure:
        "The program's count of resident pages does not show one page of shared memory more.",
      scenario: sharedFile([
        { op: "copy", page: 1 },
        { op: "zeropage", page: 2 },
      ]),
    },
    (run) => {
      expect(mapped(run, 1)).toEqual({
        ...mapped(run, -1),
        MM_SHMEMPAGES: 2,
        NR_FILE_MAPPED: mapped(run, -1).NR_FILE_MAPPED + 2,
      });
    },
  );

  test(
    {
      id: "reclaim-can-find-it",
      title: "A page that was filled is on a list of reclaim",
      points: 1,
      hint: "Tell the installer the truth about where the page comes from.",
      failure: "Reclaim can never find the page.",
      scenario: sharedFile([{ op: "copy", page: 1 }]),
    },
    (run) => expect(run.mapped(0, 1)?.flags).toContain("lru"),
  );

  test(
    {
      id: "mlocked-is-counted",
      title: "In a locked area a page that was filled is counted as locked in memory",
      points: 1,
      hint: "The list that a page belongs on depends on the area.",
      failure: "A page of a locked area is not known as locked in memory.",
      scenario: sharedFile(
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
      expect(run.mapped(0, 1)?.flags).toContain("mlocked");
      expect(mapped(run, 0).NR_MLOCK).toBe(mapped(run, -1).NR_MLOCK + 1);
      expect(mapped(run, 1).NR_MLOCK).toBe(mapped(run, -1).NR_MLOCK);
    },
  );

  test(
    {
      id: "refusals-count-nothing",
      title: "Fills that fail change no counter of mapped or resident pages",
      points: 2,
      hint: "A page that is not mapped is not resident.",
      failure: "A fill that failed is counted as if it had mapped a page.",
      //        0 1 2 | 3
      // file   . c . |
      // fill     ^ ^ | ^
      scenario: sharedFile(
        [
          { op: "file_write", page: 1 },
          { op: "copy", page: 1 },
          { op: "copy", page: 3 },
          { op: "copy", page: 2, src: "unmapped" },
          {
            op: "copy",
            page: 2,
            rivals: [{ at: "shmem_add_to_page_cache", do: { op: "ftruncate", pages: 2 } }],
          },
        ],
        { region: { file_pages: 3 } },
      ),
    },
    (run) => {
      for (const step of [1, 2, 3, 4]) expect(mapped(run, step)).toEqual(mapped(run, -1));
    },
  );

  test(
    {
      id: "unmapping-counts-back",
      title: "When the area is unmapped, every counter of mapped pages is where it was",
      points: 1,
      hint: "What was counted on the way in is uncounted on the way out, under the same name.",
      failure: "After unmapping, pages are still counted as mapped or resident.",
      scenario: sharedFile([
        { op: "copy", page: 0, n: 2, src: "nonresident" },
        { op: "zeropage", page: 2 },
        { op: "munmap", page: 0, n: 4 },
      ]),
    },
    (run) => {
      expect(run.result(0)).toMatchObject(filled(2));
      expect(mapped(run, 2)).toEqual(mapped(run, -1));
    },
  );
}
