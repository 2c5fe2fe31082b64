// Who holds the page: as many as before, and one more if it was mapped.

import { expect, privateFile, sharedFile, type words } from "@faultline/kit";
import { mapped_one, minor } from "../look.ts";

export function pages(words: words): void {
  successes(words);
  refusals(words);
}

const holders = "The page is not mapped, or has other holders than its file and its ptes.";

function successes({ test }: words): void {
  test(
    {
      id: "one-holder-a-pte",
      title: "A page that two mappings show has three holders: its file and two ptes",
      points: 2,
      hint: "Each pte holds the page once. Where does each of these references come from?",
      failure: holders,
      scenario: sharedFile(
        [
          { op: "file_write", page: 1 },
          { op: "continue", page: 1 },
          { op: "map2_continue", page: 1 },
        ],
        { ...minor, region: { map2: "watched" } },
      ),
    },
    (run) => {
      expect(run.result(2)).toMatchObject(mapped_one);
      expect(run.mapped(2, 1)).toMatchObject({ _refcount: 3, _mapcount: 1 });
    },
  );

  test(
    {
      id: "unmapped-page-stays-with-the-file",
      title: "When it is unmapped, the page has one holder again: its file",
      points: 2,
      hint: "Whoever cuts the pte drops one reference. Which one is that?",
      failure: "The page was not mapped, or its file is not its only holder after unmapping.",
      scenario: privateFile(
        [
          { op: "file_write", page: 1 },
          { op: "continue", page: 1 },
          { op: "munmap", page: 0, n: 4 },
        ],
        minor,
      ),
    },
    (run) => {
      expect(run.result(1)).toMatchObject(mapped_one);
      expect(run.cached(2, 1)).toMatchObject({ _refcount: 1, _mapcount: -1 });
    },
  );

  test(
    {
      id: "ends-with-the-file",
      title: "When the file is cut to nothing, its pages are freed, mapped or not",
      points: 1,
      hint: "A page is freed when its last holder lets go.",
      failure: "A page outlived its file, or was freed too early.",
      scenario: sharedFile(
        [
          { op: "file_write", page: 0, n: 2 },
          { op: "continue", page: 1 },
          { op: "ftruncate", pages: 0 },
        ],
        minor,
      ),
    },
    (run) => expect(run.ledger(2).pages).toBe(run.ledger(-1).pages),
  );

  test(
    {
      id: "comes-back-and-goes-again",
      title: "A page that came back from the swap area can go there again",
      points: 1,
      hint: "Reclaim leaves alone what somebody still holds.",
      failure: holders,
      scenario: sharedFile(
        [
          { op: "file_write", page: 1 },
          { op: "swapout", page: 1 },
          { op: "continue", page: 1 },
          { op: "swapout", page: 1 },
        ],
        minor,
      ),
    },
    (run) => {
      expect(run.mapped(2, 1)).toMatchObject({ _refcount: 2, _mapcount: 0 });
      expect(run.result(3)).toMatchObject({ page: "swapped" });
    },
  );
}

function refusals({ test }: words): void {
  test(
    {
      id: "refused-page-is-as-before",
      title: "A page that could not be mapped is exactly as it was",
      points: 3,
      hint: "The look-up gave you a reference, and no pte took it over.",
      failure: "A page that could not be mapped has gained or lost a holder, or was changed.",
      scenario: privateFile([
        { op: "file_write", page: 1 },
        { op: "copy", page: 1 },
        { op: "continue", page: 1 },
      ]),
    },
    (run) => {
      expect(run.cached(2, 1)).toEqual(run.cached(1, 1));
    },
  );

  test(
    {
      id: "refused-twice-is-as-before",
      title: "A page that could not be mapped twice in a row is exactly as it was, too",
      points: 1,
      hint: "Each call has a reference of its own to give back, whatever became of the call before.",
      failure: "After a second refusal a page has gained or lost a holder.",
      scenario: privateFile([
        { op: "file_write", page: 1 },
        { op: "copy", page: 1 },
        { op: "continue", page: 1 },
        { op: "continue", page: 1 },
      ]),
    },
    (run) => {
      expect(run.cached(3, 1)).toEqual(run.cached(1, 1));
    },
  );

  test(
    {
      id: "reserved-page-is-as-before",
      title: "A page that was only reserved is still that, and nobody holds it but its file",
      points: 1,
      hint: "A look-up that finds nothing for you leaves you nothing to let go of.",
      failure: "A page that was only reserved was changed by asking for it.",
      scenario: sharedFile(
        [
          { op: "falloc", page: 1 },
          { op: "continue", page: 1 },
        ],
        minor,
      ),
    },
    (run) => {
      expect(run.cached(1, 1)).toMatchObject({ _refcount: 1, _mapcount: -1 });
      expect(run.cached(1, 1)).toEqual(run.cached(0, 1));
    },
  );
}
