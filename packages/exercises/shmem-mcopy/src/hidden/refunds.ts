// What is given back when something runs short, or when the source is missing.

import { expect, sharedFile, type words } from "@faultline/kit";
import { books } from "../look.ts";
import { kept, unchanged } from "./accounting.ts";

export function refunds(words: words): void {
  shortages(words);
  handovers(words);
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
