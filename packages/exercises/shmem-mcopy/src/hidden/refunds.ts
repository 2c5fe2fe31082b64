// What is given back when something runs short, when the source is missing, and when another processor is faster.

import { expect, sharedFile, type words } from "@faultline/kit";
import { books } from "../look.ts";
import { kept, unchanged } from "./accounting.ts";

export function refunds(words: words): void {
  shortages(words);
  handovers(words);
  races(words);
}

function shortages({ test }: words): void {
  test(
    {
      id: "nothing-paid-without-a-page",
      title: "If there is no page to be had, nothing stays paid for",
      points: 2,
      hint: "The payment came before the page.",
      failure: kept,
      scenario: sharedFile([{ op: "copy", page: 1, fail: { shmem_alloc_page: [true] } }]),
    },
    unchanged(0),
  );

  test(
    {
      id: "nothing-paid-without-a-charge",
      title: "If the control group or the page cache has no room, nothing stays paid for",
      points: 2,
      hint: "Entering the file can fail in more than one way; they all end in the same place.",
      failure: kept,
      scenario: sharedFile([
        { op: "copy", page: 1, fail: { mem_cgroup_charge: [true] } },
        { op: "zeropage", page: 2, fail: { shmem_add_to_page_cache: [true] } },
      ]),
    },
    (run) => expect(books(run, 1)).toEqual(books(run, -1)),
  );

  test(
    {
      id: "full-mount-owes-nothing",
      title: "A fill that the mount has no room for leaves the books as they were",
      points: 1,
      hint: "A payment that was refused needs no refund.",
      failure: kept,
      scenario: sharedFile(
        [
          { op: "copy", page: 0 },
          { op: "copy", page: 1 },
        ],
        { region: { fs_limit_pages: 1 } },
      ),
    },
    unchanged(1),
  );
}

function handovers({ test }: words): void {
  test(
    {
      id: "nothing-paid-for-a-missing-source",
      title: "A fill whose source cannot be read leaves the books as they were",
      points: 2,
      hint: "The caller may never come back with the page. Who pays for it until then?",
      failure: kept,
      scenario: sharedFile([{ op: "copy", page: 1, src: "unmapped" }]),
    },
    unchanged(0),
  );

  test(
    {
      id: "two-rounds-one-block",
      title: "A page that was filled in two rounds is paid for once",
      points: 2,
      hint: "Both rounds begin by paying.",
      failure: "A page that took two rounds is not paid for exactly once.",
      scenario: sharedFile([{ op: "copy", page: 1, src: "nonresident" }]),
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
}

function races({ test }: words): void {
  test(
    {
      id: "nothing-paid-after-truncation",
      title: "If the installer refuses the page, nothing stays paid for and nothing stays counted",
      points: 3,
      hint: "What have you changed by the time the installer says no? Undo that, and no more.",
      failure: kept,
      scenario: sharedFile([
        {
          op: "copy",
          page: 1,
          rivals: [{ at: "pte_offset_map_lock", do: { op: "ftruncate", pages: 1 } }],
        },
      ]),
    },
    unchanged(0),
  );

  test(
    {
      id: "recalculated-meanwhile",
      title:
        "A stat(2) in the middle of the clean-up finds books that are right, and leaves them right",
      points: 2,
      hint: "Anybody may recalculate the file's books at any moment. What would it find halfway through?",
      failure:
        "Somebody who recalculated the books in the middle of a failing fill made them wrong.",
      // the installer refuses;  the page leaves the file;  another CPU recalculates;  the clean-up goes on
      scenario: sharedFile([
        {
          op: "copy",
          page: 1,
          rivals: [
            { at: "pte_offset_map_lock", do: { op: "ftruncate", pages: 1 } },
            { at: "delete_from_page_cache", when: "after", do: { op: "stat" } },
          ],
        },
      ]),
    },
    unchanged(0),
  );
}
