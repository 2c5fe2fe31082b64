// Charging: all pages are paid for and counted, or none is, and what has gone is noticed.

import { expect, type words } from "@faultline/kit";
import { books, counted, dropped, has, onMount, refused, spent, unlimited } from "../look.ts";

export function charge(words: words): void {
  counts(words);
  refusals(words);
}

function counts({ test }: words): void {
  test(
    {
      id: "charged-is-paid",
      title: "Pages that are charged are paid for, to the last block of the mount",
      points: 2,
      hint: "There is a function for paying.",
      failure: "shmem_charge() did not pay for as many pages as it was asked to.",
      scenario: onMount(4, [
        { op: "file_write", page: 0 },
        { op: "collapse", page: 1, n: 3 },
      ]),
    },
    (run) => {
      expect(run.result(1)).toEqual({ ret: 3 });
      expect(spent(run, 1)).toEqual({ used_blocks: 4, Committed_AS: 4 });
    },
  );

  test(
    {
      id: "charged-and-punched",
      title: "Pages that were charged come out of the file as all others do",
      points: 2,
      hint: "Whoever takes a page out of the cache lowers nrpages. Who raised it?",
      failure:
        "After shmem_charge() the file's books are not such that its pages can leave it again.",
      scenario: onMount(8, [
        { op: "collapse", page: 0, n: 4 },
        { op: "punch", page: 1, n: 2 },
        { op: "swapout", page: 0 },
        { op: "stat" },
      ]),
    },
    (run) => expect(counted(run, 3)).toEqual({ alloced: 2, i_blocks: 16, nrpages: 1 }),
  );

  test(
    {
      id: "charging-notices",
      title: "Charging also counts out pages that reclaim has dropped",
      points: 1,
      hint: "The books are open and the lock is held: a good moment to bring them up to date.",
      failure: "shmem_charge() did not bring the file's books up to date.",
      scenario: onMount(8, [...dropped(3), { op: "collapse", page: 0, n: 2 }]),
    },
    (run) => {
      expect(counted(run, 2)).toEqual(has(2));
      expect(spent(run, 2)).toEqual({ used_blocks: 2, Committed_AS: 2 });
    },
  );

  test(
    {
      id: "charged-without-a-limit",
      title: "Charging works on a mount without a limit too",
      points: 1,
      hint: "The limit is the affair of the function that pays.",
      failure: "shmem_charge() went wrong on a mount without a limit.",
      scenario: unlimited([{ op: "collapse", page: 0, n: 4 }]),
    },
    (run) => expect(counted(run, 0)).toEqual(has(4)),
  );
}

const touched =
  "shmem_charge() could not pay, and has counted pages all the same, or said that it could.";

function refusals({ test }: words): void {
  test(
    {
      id: "charge-refused",
      title: "If the mount has no room for all of them, none is counted and the answer is no",
      points: 3,
      hint: "What must not have happened yet when the payment fails?",
      failure: touched,
      scenario: onMount(2, [
        { op: "file_write", page: 0 },
        { op: "collapse", page: 1, n: 2 },
      ]),
    },
    (run) => {
      expect(run.result(1)).toMatchObject(refused("ENOSPC"));
      expect(books(run, 1)).toEqual(books(run, 0));
    },
  );

  test(
    {
      id: "charge-without-memory",
      title: "If memory is refused, none is counted and the answer is no",
      points: 1,
      hint: "There are two reasons for which a payment can fail, and one answer.",
      failure: touched,
      scenario: unlimited([
        { op: "file_write", page: 0 },
        { op: "collapse", page: 1, n: 2, fail: { security_vm_enough_memory_mm: [true, true] } },
      ]),
    },
    (run) => {
      expect(run.result(1)).toMatchObject(refused("ENOSPC"));
      expect(books(run, 1)).toEqual(books(run, 0));
    },
  );
}
