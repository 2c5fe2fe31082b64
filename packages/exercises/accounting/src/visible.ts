// The tests that a learner can read and run: one or two for each of the five functions.

import { expect, suite } from "@faultline/kit";
import { counted, dropped, has, onMount, paid, refused, spent, written } from "./look.ts";

export const visible = suite("visible", ({ describe, test, random }) => {
  describe("acct", () => {
    test(
      {
        id: "a-page-costs-a-block",
        title: "A page of a file costs one block of its mount and one page of promised memory",
        points: 1,
        hint: "Who is paid for a page? There are two of them.",
        failure: "shmem_inode_acct_block() did not pay for exactly one page.",
        scenario: onMount(8, [{ op: "file_write", page: 1 }]),
      },
      (run) => expect(spent(run, 0)).toEqual({ used_blocks: 1, Committed_AS: 1 }),
    );

    test(
      {
        id: "the-last-block",
        title: "The last block of a mount is to be had, and one more is not",
        points: 3,
        hint: "How many blocks are in use just before the last one is taken, and how many just after?",
        failure: "shmem_inode_acct_block() does not stop exactly where the mount is full.",
        // two blocks:  [1][2] 3
        scenario: onMount(2, [
          { op: "file_write", page: 0 },
          { op: "file_write", page: 1 },
          { op: "file_write", page: 2 },
        ]),
      },
      (run) => {
        expect(run.result(0)).toMatchObject(written);
        expect(run.result(1)).toMatchObject(written);
        expect(run.result(2)).toMatchObject(refused("ENOSPC"));
      },
    );
  });

  describe("unacct", () => {
    test(
      {
        id: "no-memory-no-payment",
        title: "If there is no memory for a page that was paid for, the payment comes back",
        points: 2,
        hint: "What one function has added, the other one takes away: the same numbers, by as much.",
        failure: "shmem_inode_unacct_blocks() did not give back exactly what had been paid.",
        scenario: onMount(8, [
          { op: "file_write", page: 0 },
          { op: "file_write", page: 1, fail: { shmem_alloc_page: [true] } },
        ]),
      },
      (run) => {
        expect(run.result(1)).toMatchObject(refused("ENOMEM"));
        expect(paid(run, 1)).toEqual(paid(run, 0));
      },
    );
  });

  describe("recalc", () => {
    test(
      {
        id: "a-dropped-page-is-noticed",
        title: "stat(2) shows no blocks for a page that reclaim has dropped",
        points: 2,
        hint: "The file does not know that the page has gone. Which of its numbers does?",
        failure: "shmem_recalc_inode() did not count out a page that reclaim had dropped.",
        //                 0 1 2 3
        // read            c           c = clean
        // reclaim         -
        scenario: onMount(8, [...dropped(0), { op: "stat" }]),
      },
      (run) => {
        expect(run.result(1)).toEqual({ page: "dropped" });
        expect(run.result(2)).toMatchObject({ st_blocks: 0 });
        expect(counted(run, 2)).toEqual(has(0));
      },
    );
  });

  describe("charge", () => {
    test(
      {
        id: "holes-become-pages",
        title: "Holes that become parts of a huge page are counted as the file's",
        points: 2,
        hint: "In which three numbers does a file count its pages? Here nobody else does any of it.",
        failure: "shmem_charge() did not count exactly the pages that it was asked to.",
        //                 0 1 2 3
        // file            W . . .     W = written
        // collapse          + +
        scenario: onMount(8, [
          { op: "file_write", page: 0 },
          { op: "collapse", page: 1, n: 2 },
        ]),
      },
      (run) => {
        expect(run.result(1)).toEqual({ ret: 2 });
        expect(counted(run, 1)).toEqual(has(3));
      },
    );
  });

  describe("uncharge", () => {
    test(
      {
        id: "a-page-comes-back",
        title: "A page that was charged and cannot stay leaves the file's books as they were",
        points: 2,
        hint: "Of the three numbers of the file one has been lowered when you are called.",
        failure: "shmem_uncharge() did not count out exactly what shmem_charge() had counted.",
        scenario: onMount(8, [
          { op: "file_write", page: 0 },
          { op: "collapse", page: 1, n: 1, undo: true },
        ]),
      },
      (run) => {
        expect(run.result(1)).toMatchObject(refused("EAGAIN"));
        expect(counted(run, 1)).toEqual(has(1));
      },
    );
  });

  describe("accounting", () => {
    test(
      {
        id: "life-of-a-file",
        title: "However a file got its pages and lost them, an empty file has paid for nothing",
        points: 2,
        hint: "The audit counts for itself after each step. Which step is the first after which it disagrees?",
        failure: "An empty file has not got back all that was paid for its pages.",
        //                 0 1 2 3
        // write           W W
        // read, reclaim       -
        // collapse            + +
        // punch             -
        scenario: onMount(8, [
          { op: "file_write", page: 0, n: 2 },
          ...dropped(2),
          { op: "stat" },
          { op: "collapse", page: 2, n: 2 },
          { op: "punch", page: 1 },
          { op: "ftruncate", pages: 0 },
        ]),
      },
      (run) => expect(spent(run, 6)).toEqual({ used_blocks: 0, Committed_AS: 0 }),
    );
  });

  describe("locks", () => {
    test(
      {
        id: "nothing-is-kept",
        title: "Whatever a call comes to, no lock is held afterwards",
        points: 1,
        hint: "Go through each way out of each function: what is held there?",
        failure: "A lock was kept.",
        scenario: onMount(2, [
          { op: "collapse", page: 0, n: 2 },
          { op: "collapse", page: 2, n: 1 },
          { op: "punch", page: 0 },
          { op: "collapse", page: 2, n: 1, undo: true },
        ]),
      },
      (run) => {
        for (const step of [0, 1, 2, 3]) expect(run.state(step).locks).toEqual([]);
      },
    );
  });

  describe("random", () => {
    random(8, {
      fills: ["copy", "zeropage", "continue"],
      memory: ["shared file", "shared anonymous"],
    });
  });
});
