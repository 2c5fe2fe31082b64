// Who may run meanwhile: every lock given back on every way out, nothing that sleeps where nothing may sleep.

import { expect, sharedFile, type words } from "@faultline/kit";
import { filled, refused } from "../look.ts";

const stuck = "A lock was kept, taken wrongly, or not taken where it is needed.";

export function locks({ test }: words): void {
  test(
    {
      id: "books-under-their-lock",
      title: "The file's own numbers are changed under the lock that guards them",
      points: 2,
      hint: "Which lock guards alloced and i_blocks? The page lock is about one page.",
      failure: stuck,
      scenario: sharedFile([
        { op: "copy", page: 0 },
        { op: "copy", page: 1 },
      ]),
    },
    (run) => expect(run.result(1)).toMatchObject(filled()),
  );

  test(
    {
      id: "no-waiting-under-the-lock",
      title: "The first copy does not wait for its source",
      points: 2,
      hint: "The mmap lock is held, and the source may need it to come in.",
      failure: stuck,
      scenario: sharedFile([{ op: "copy", page: 1, src: "nonresident" }]),
    },
    (run) => expect(run.result(0)).toMatchObject(filled()),
  );

  test(
    {
      id: "missing-source-leaves-nothing-held",
      title: "A copy that fails leaves nothing mapped and nothing locked",
      points: 1,
      hint: "What was mapped for the copy must be unmapped whether it worked or not.",
      failure: stuck,
      scenario: sharedFile([
        { op: "copy", page: 1, src: "unmapped" },
        { op: "copy", page: 1 },
      ]),
    },
    (run) => {
      expect(run.state(0).locks).toEqual([]);
      expect(run.result(1)).toMatchObject(filled());
    },
  );

  test(
    {
      id: "refusals-leave-nothing-held",
      title: "Whatever refuses the page, no lock is held afterwards",
      points: 2,
      hint: "Go through the ways out one by one: what is held on each?",
      failure: stuck,
      //        0 1 2 | 3
      // file   . c . |
      scenario: sharedFile(
        [
          { op: "file_write", page: 1 },
          { op: "copy", page: 1 },
          { op: "copy", page: 3 },
          {
            op: "copy",
            page: 2,
            rivals: [{ at: "pte_offset_map_lock", do: { op: "ftruncate", pages: 1 } }],
          },
          { op: "copy", page: 0 },
        ],
        { region: { file_pages: 3 } },
      ),
    },
    (run) => {
      for (const step of [1, 2, 3]) expect(run.state(step).locks).toEqual([]);
      expect(run.result(3)).toMatchObject(refused("EFAULT"));
      expect(run.result(4)).toMatchObject(filled());
    },
  );

  test(
    {
      id: "private-flags-while-private",
      title: "Flags are set by plain writes only while nobody else can find the page",
      points: 2,
      hint: "The two underscores of __SetPage... are a promise. When is it true?",
      failure:
        "Flags of a page that others can find were changed in a way that loses their changes.",
      scenario: sharedFile([
        { op: "copy", page: 1 },
        { op: "zeropage", page: 2 },
        { op: "copy", page: 3, src: "nonresident" },
      ]),
    },
    (run) => expect(run.result(2)).toMatchObject(filled()),
  );
}
