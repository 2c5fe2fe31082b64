// Correcting: every page that has gone is counted out once, and no other.

import type { op, rival } from "@faultline/core";
import { expect, sharedAnonymous, type words } from "@faultline/kit";
import { books, counted, dropped, has, onMount, spent, unlimited } from "../look.ts";

export function recalc(words: words): void {
  gone(words);
  swapped(words);
  notGone(words);
}

function gone({ test }: words): void {
  test(
    {
      id: "several-at-once",
      title: "Several pages that have gone are counted out together, and one that is there stays",
      points: 2,
      hint: "How many have gone is a number, not a yes or no.",
      failure: "shmem_recalc_inode() did not count out as many pages as had gone.",
      //                 0 1 2 3
      // file            W
      // read, reclaim     - - -
      scenario: onMount(8, [{ op: "file_write", page: 0 }, ...dropped(1, 2, 3), { op: "stat" }]),
    },
    (run) => {
      expect(run.result(7)).toMatchObject({ st_blocks: 8 });
      expect(counted(run, 7)).toEqual(has(1));
    },
  );

  test(
    {
      id: "gone-and-given-back",
      title: "What was paid for pages that have gone comes back with the correction",
      points: 2,
      hint: "The file's own books are right now. Who else has been paid for these pages?",
      failure:
        "shmem_recalc_inode() did not have the payment for the pages that had gone given back.",
      scenario: onMount(8, [...dropped(0, 1), { op: "stat" }]),
    },
    (run) => expect(spent(run, 4)).toEqual({ used_blocks: 0, Committed_AS: 0 }),
  );

  test(
    {
      id: "room-on-a-full-mount",
      title: "On a mount that is full of dropped pages there is room",
      points: 2,
      hint: "A write that finds no room asks for the books to be corrected, and tries once more.",
      failure: "shmem_recalc_inode() did not make room where pages had gone.",
      scenario: onMount(2, [
        ...dropped(0, 1),
        { op: "file_write", page: 2 },
        { op: "file_write", page: 3 },
      ]),
    },
    (run) => {
      expect(run.result(4)).toMatchObject({ ret: 4096 });
      expect(run.result(5)).toMatchObject({ ret: 4096 });
    },
  );

  test(
    {
      id: "gone-without-a-limit",
      title: "A file that no mount limits is corrected in the same way",
      points: 1,
      hint: "Everybody who can pay can also give back; you need not know who was paid.",
      failure: "shmem_recalc_inode() went wrong for a file on a mount without a limit.",
      scenario: unlimited([...dropped(0), { op: "file_write", page: 1 }]),
    },
    (run) => {
      expect(counted(run, 2)).toEqual(has(1));
      expect(spent(run, 2)).toEqual({ used_blocks: 0, Committed_AS: 1 });
    },
  );

  test(
    {
      id: "gone-but-paid-in-full",
      title: "Where the memory was promised beforehand, only the file's own books are corrected",
      points: 1,
      hint: "The rule about who was paid is written down in one place already.",
      failure: "shmem_recalc_inode() went wrong for memory that was paid for beforehand.",
      scenario: sharedAnonymous([...dropped(1), { op: "write", page: 2 }], { register: [] }),
    },
    (run) => {
      expect(counted(run, 2)).toEqual(has(1));
      expect(spent(run, 2).Committed_AS).toBe(0);
    },
  );
}

function swapped({ test }: words): void {
  test(
    {
      id: "swapped-is-not-gone",
      title: "A page in the swap area is not in the cache, and is the file's all the same",
      points: 3,
      hint: "Not every page that has left the cache has left the file.",
      failure: "shmem_recalc_inode() counted out a page that is in the swap area.",
      scenario: onMount(8, [
        { op: "file_write", page: 0, n: 2 },
        { op: "swapout", page: 0 },
        { op: "stat" },
        { op: "file_write", page: 2 },
      ]),
    },
    (run) => {
      expect(run.result(2)).toMatchObject({ st_blocks: 16 });
      expect(counted(run, 3)).toEqual({ alloced: 3, i_blocks: 24, nrpages: 2 });
    },
  );

  test(
    {
      id: "swapped-beside-dropped",
      title: "Of pages that have left the cache, those that reclaim dropped are counted out alone",
      points: 2,
      hint: "Three numbers say how many have gone.",
      failure: "shmem_recalc_inode() confused dropped pages with swapped ones.",
      //                 0 1 2 3
      // file            W W         0 is swapped out
      // read, reclaim       - -
      scenario: onMount(8, [
        { op: "file_write", page: 0, n: 2 },
        { op: "swapout", page: 0 },
        ...dropped(2, 3),
        { op: "stat" },
      ]),
    },
    (run) => expect(counted(run, 6)).toEqual({ alloced: 2, i_blocks: 16, nrpages: 1 }),
  );

  test(
    {
      id: "back-from-swap",
      title: "A page that comes back from the swap area is paid for once, as before",
      points: 1,
      hint: "Two numbers change places when a page comes back. Their sum stays.",
      failure: "shmem_recalc_inode() changed the books for a page that came back from swap.",
      scenario: onMount(8, [
        { op: "file_write", page: 0 },
        { op: "swapout", page: 0 },
        { op: "file_read", page: 0 },
      ]),
    },
    (run) => expect(books(run, 2)).toEqual(books(run, 0)),
  );
}

function notGone({ test }: words): void {
  test(
    {
      id: "not-counted-yet",
      title: "A page that is in the cache and not yet counted is none of the correction's business",
      points: 3,
      hint: "A difference can have two signs. What does each of them mean?",
      failure: "shmem_recalc_inode() paid for a page that somebody else had paid for already.",
      // Page 1 is in the cache, and not counted;  stat(2) on another CPU;  another file takes what is free.
      scenario: onMount(
        8,
        [
          { op: "file_write", page: 0 },
          { op: "copy", page: 1, rivals: [inCache({ op: "stat" }), inCache({ op: "fill_fs" })] },
        ],
        { register: ["missing"] },
      ),
    },
    (run) => {
      expect(counted(run, 1)).toEqual(has(2));
      expect(spent(run, 1).used_blocks).toBe(8);
    },
  );

  test(
    {
      id: "punched-once",
      title: "A hole gives back what was paid for its pages once, wherever they were",
      points: 1,
      hint: "Punching takes pages out, lowers two numbers, and leaves the rest to the correction.",
      failure: "shmem_recalc_inode() did not count out exactly the pages of a hole.",
      //                 0 1 2 3
      // file            W W W W     1 is swapped out
      // punch             - -
      scenario: onMount(8, [
        { op: "file_write", page: 0, n: 4 },
        { op: "swapout", page: 1 },
        { op: "punch", page: 1, n: 2 },
        { op: "stat" },
      ]),
    },
    (run) => expect(counted(run, 3)).toEqual(has(2)),
  );
}

/** Another CPU does it as soon as the page is in the cache. */
const inCache = (op: op): rival => ({ at: "shmem_add_to_page_cache", when: "after", do: op });
