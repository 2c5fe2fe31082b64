// Nothing is counted when zeros are mapped, refused or unmapped; only a write makes a page that counts.

import { anonymous, expect, privateFile, type words } from "@faultline/kit";
import { change, filled } from "../look.ts";

export function counters({ test }: words): void {
  test(
    {
      id: "over-a-file-counts-nowhere",
      title: "Zeros over a private file count nowhere either",
      points: 1,
      hint: "Is there a page here that the file has, or one that is the program's own?",
      failure: "The page of zeros was counted where it lies over a file.",
      scenario: privateFile([{ op: "zeropage", page: 1, n: 2 }]),
    },
    (run) => {
      expect(run.result(0)).toMatchObject({ ret: 0 });
      expect(change(run, -1, 0)).toEqual({});
    },
  );

  test(
    {
      id: "locked-area-counts-nowhere",
      title: "In a locked area zeros are not counted as locked in memory",
      points: 1,
      hint: "A lock keeps reclaim away. Would reclaim ever come for this page?",
      failure: "The page of zeros was counted as locked in memory.",
      scenario: anonymous([{ op: "zeropage", page: 1 }], { region: { mlocked: "onfault" } }),
    },
    (run) => {
      expect(run.result(0)).toMatchObject(filled);
      expect(change(run, -1, 0)).toEqual({});
    },
  );

  test(
    {
      id: "own-page-counts-once",
      title: "The page that a write makes is counted once, as the program's",
      points: 2,
      hint: "At the write the kernel lets go of what was mapped before. What does it uncount then?",
      failure: "After a write to zeros the program's pages are counted wrongly.",
      scenario: anonymous([
        { op: "zeropage", page: 1 },
        { op: "write", page: 1, byte: 0x5a },
      ]),
    },
    (run) => expect(change(run, -1, 1)).toEqual({ MM_ANONPAGES: 1, NR_ANON_MAPPED: 1 }),
  );

  test(
    {
      id: "refusals-count-nothing",
      title: "A refusal changes no counter",
      points: 1,
      hint: "Nothing to count, and nothing to uncount.",
      failure: "A counter was changed by zeros that were not mapped.",
      //        0 1 2 | 3
      // file   . . . |
      // ptes     *   |
      // fill     ^   | ^
      scenario: privateFile(
        [
          { op: "copy", page: 1 },
          { op: "zeropage", page: 1 },
          { op: "zeropage", page: 3 },
        ],
        { region: { file_pages: 3 } },
      ),
    },
    (run) => expect(change(run, 0, 2)).toEqual({}),
  );

  test(
    {
      id: "unmapping-counts-nothing",
      title: "When zeros are unmapped, nothing is counted back that was never counted",
      points: 2,
      hint: "Whoever cuts a pte asks it whether there is a page to count back.",
      failure: "After unmapping zeros, pages are counted below nothing.",
      scenario: anonymous([
        { op: "zeropage", page: 0, n: 3 },
        { op: "write", page: 2 },
        { op: "munmap", page: 0, n: 4 },
      ]),
    },
    (run) => {
      expect(run.result(0)).toMatchObject({ ret: 0 });
      expect(change(run, -1, 2)).toEqual({});
    },
  );
}
