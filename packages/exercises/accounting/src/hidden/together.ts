// All five functions together: the audit counts after every step, and again when everything is gone.

import { expect, type words } from "@faultline/kit";
import { dropped, onMount, spent, unlimited } from "../look.ts";

export function together({ test }: words): void {
  test(
    {
      id: "two-files-share",
      title: "Two files on a mount pay for their own pages, and one gets what the other gives back",
      points: 2,
      hint: "The mount has one count for all its files; each file has its own.",
      failure: "Two files on one mount did not keep to its limit together.",
      scenario: onMount(6, [
        { op: "file_write", page: 0 },
        { op: "fill_fs", leave: 1 },
        { op: "collapse", page: 1, n: 2 },
        { op: "file_write", page: 1 },
        { op: "drain_fs" },
        { op: "collapse", page: 2, n: 2 },
      ]),
    },
    (run) => {
      expect(run.result(2)).toMatchObject({ err: "ENOSPC" });
      expect(run.result(3)).toMatchObject({ ret: 4096 });
      expect(run.result(5)).toEqual({ ret: 2 });
      expect(spent(run, 5)).toEqual({ used_blocks: 4, Committed_AS: 4 });
    },
  );

  test(
    {
      id: "gone-at-the-end",
      title: "A file that ends with swapped, dropped and charged pages leaves no block behind",
      points: 2,
      hint: "When a file ends the kernel warns if it still claims blocks. Which of its pages would it claim?",
      failure: "The books do not agree with what the file has.",
      scenario: onMount(8, [
        { op: "collapse", page: 0, n: 2 },
        { op: "swapout", page: 1 },
        ...dropped(2),
        { op: "collapse", page: 2, n: 1, undo: true },
        { op: "file_write", page: 3 },
      ]),
    },
    (run) => expect(run.ledger(5)).toMatchObject({ alloced: 3, i_blocks: 24, nrpages: 2 }),
  );

  test(
    {
      id: "memfd-to-the-end",
      title: "A memfd has promises to keep and no blocks, from its first page to its last",
      points: 1,
      hint: "Where nothing limits a mount, one of the two payments is all there is.",
      failure: "The promises for a memfd do not agree with what it has.",
      scenario: unlimited([
        { op: "collapse", page: 0, n: 3 },
        { op: "punch", page: 1 },
        ...dropped(3),
        { op: "ftruncate", pages: 1 },
      ]),
    },
    (run) => expect(spent(run, 4)).toEqual({ used_blocks: 0, Committed_AS: 1 }),
  );
}
