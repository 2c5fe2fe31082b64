// The tests that a learner can read and run: one for each kind of thing that the hidden ones look at.

import { expect, sharedFile, suite } from "@faultline/kit";
import { books, filled, pages, refused } from "./look.ts";

export const visible = suite("visible", ({ describe, test, random }) => {
  describe("results", () => {
    test(
      {
        id: "copy-fills",
        title: "A copy fills the page, and the program reads what the monitor supplied",
        points: 2,
        hint: "Follow one page from its allocation to its pte: who calls what, in which order?",
        failure: "The program does not read what the monitor supplied.",
        //        0 1 2 3
        // file   . . . .
        // fill     ^
        scenario: sharedFile([
          { op: "copy", page: 1, byte: 0x5a },
          { op: "read", page: 1 },
        ]),
      },
      (run) => {
        expect(run.result(0)).toMatchObject(filled());
        expect(run.result(1)).toMatchObject({ a: "ok", v: 0x5a });
      },
    );

    test(
      {
        id: "beyond-the-end",
        title: "A fill beyond the end of the file is refused with EFAULT",
        points: 1,
        hint: "How many pages does the file have, and which index is the first that it has not?",
        failure: "A page that the file does not have was filled, or refused with another error.",
        //        0 1 | 2 3     | = end of the file
        // file   . . |
        // fill       | ^
        scenario: sharedFile([{ op: "copy", page: 2 }], { region: { file_pages: 2 } }),
      },
      (run) => expect(run.result(0)).toMatchObject(refused("EFAULT")),
    );
  });

  describe("accounting", () => {
    test(
      {
        id: "one-page-one-block",
        title:
          "A page that was filled is paid for once: one block of the mount, eight sectors of the file",
        points: 2,
        hint: "Four numbers go up when a file gets a page. Which of them does shmem_inode_acct_block() see to?",
        failure: "The file's books do not show exactly one page more.",
        scenario: sharedFile([{ op: "copy", page: 1 }]),
      },
      (run) => {
        const before = books(run, -1);
        expect(books(run, 0)).toEqual({
          used_blocks: before.used_blocks + 1,
          Committed_AS: before.Committed_AS + 1,
          alloced: 1,
          i_blocks: 8,
        });
      },
    );
  });

  describe("pages", () => {
    test(
      {
        id: "filled-page-has-two-holders",
        title: "A page that was filled has two holders: its file and its pte",
        points: 1,
        hint: "You begin with one reference. The page cache takes its own. Whose is yours in the end?",
        failure: "The page has other holders than its file and its pte.",
        scenario: sharedFile([{ op: "copy", page: 1 }]),
      },
      (run) => {
        expect(run.mapped(0, 1)).toMatchObject({ _refcount: 2, _mapcount: 0 });
        expect(pages(run, 0).nrpages).toBe(1);
      },
    );
  });

  describe("data", () => {
    test(
      {
        id: "data-survives-reclaim",
        title: "What was filled is still there after reclaim has taken the page",
        points: 2,
        hint: "Reclaim drops a page if nothing says that its data would be lost. What says so here?",
        failure: "Reclaim dropped the page as if its data could be read again from somewhere.",
        // filled through a read-only mapping, unmapped, reclaimed, read from the file
        scenario: sharedFile(
          [
            { op: "copy", page: 1, byte: 0x5a },
            { op: "dontneed", page: 1 },
            { op: "reclaim", page: 1 },
            { op: "file_read", page: 1 },
          ],
          { region: { prot: "r" } },
        ),
      },
      (run) => expect(run.result(3)).toMatchObject({ v: [0x5a] }),
    );
  });

  describe("locks", () => {
    test(
      {
        id: "nothing-left-locked",
        title: "After a fill no lock is held, and the next one who needs the page can have it",
        points: 1,
        hint: "Two locks and one mapping are taken on the way. Where is each given back?",
        failure: "The next one who needs the page cannot have it.",
        scenario: sharedFile(
          [
            { op: "copy", page: 1 },
            { op: "map2_read", page: 1 },
          ],
          {
            region: { map2: true },
          },
        ),
      },
      (run) => {
        expect(run.state(0).locks).toEqual([]);
        expect(run.mapped(0, 1)?.flags).not.toContain("locked");
        expect(run.result(1)).toMatchObject({ a: "ok" });
      },
    );
  });

  describe("random", () => {
    random(12, { fills: ["copy", "zeropage"], memory: ["shared file", "shared anonymous"] });
  });
});
