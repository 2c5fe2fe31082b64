// Paying: from both who must be paid, for all pages or for none, and never beyond the limit.

import { expect, sharedAnonymous, type words } from "@faultline/kit";
import { onMount, paid, refused, spent, unlimited, written } from "../look.ts";

export function acct(words: words): void {
  limits(words);
  promises(words);
  refusals(words);
}

function limits({ test }: words): void {
  test(
    {
      id: "all-of-them-or-none",
      title: "Several pages at once are paid for if all of them find room, and not if one does not",
      points: 3,
      hint: "That one more block is free says little about three.",
      failure: "shmem_inode_acct_block() does not stop at the limit where it pays for many pages.",
      // eight blocks, one in use: seven are free
      scenario: onMount(8, [
        { op: "file_write", page: 0 },
        { op: "huge_alloc", n: 7 },
        { op: "huge_alloc", n: 8 },
      ]),
    },
    (run) => {
      expect(run.result(1)).toMatchObject(refused("ENOMEM")); // paid for, but there are no huge pages
      expect(run.result(2)).toMatchObject(refused("ENOSPC"));
    },
  );

  test(
    {
      id: "more-than-the-mount",
      title: "A whole mount can be paid for at once, and more than there is of it cannot",
      points: 1,
      hint: "Subtract in your head: what is compared if more is asked for than the mount has?",
      failure: "shmem_inode_acct_block() goes wrong where a mount is paid for as a whole.",
      scenario: onMount(3, [
        { op: "huge_alloc", n: 3 },
        { op: "huge_alloc", n: 4 },
      ]),
    },
    (run) => {
      expect(run.result(0)).toMatchObject(refused("ENOMEM"));
      expect(run.result(1)).toMatchObject(refused("ENOSPC"));
    },
  );

  test(
    {
      id: "no-limit",
      title: "A mount without a limit has room for every page, and counts none",
      points: 2,
      hint: "A limit of nothing would be a mount that is full from the start. What does it mean instead?",
      failure: "shmem_inode_acct_block() treats a mount without a limit as if it had one.",
      scenario: unlimited([
        { op: "file_write", page: 0, n: 4 },
        { op: "huge_alloc", n: 100 },
      ]),
    },
    (run) => {
      expect(run.result(0)).toMatchObject({ ret: 4 * 4096 });
      expect(run.result(1)).toMatchObject(refused("ENOMEM"));
      expect(spent(run, 0).used_blocks).toBe(0);
    },
  );
}

function promises({ test }: words): void {
  test(
    {
      id: "a-promise-for-each",
      title: "Memory is promised for every page that is paid for, whatever the mount wants",
      points: 2,
      hint: "Both who are paid are paid for the same number of pages.",
      failure: "shmem_inode_acct_block() has the wrong amount of memory promised.",
      scenario: unlimited([
        { op: "file_write", page: 0 },
        { op: "collapse", page: 1, n: 3 },
      ]),
    },
    (run) => {
      expect(spent(run, 0).Committed_AS).toBe(1);
      expect(spent(run, 1).Committed_AS).toBe(4);
    },
  );

  test(
    {
      id: "paid-in-full",
      title: "Shared memory that was promised when it was made is not promised again",
      points: 2,
      hint: "Some files have paid for all their pages beforehand. The file says so itself.",
      failure: "shmem_inode_acct_block() promises memory that has been promised already.",
      scenario: sharedAnonymous([{ op: "write", page: 1 }], { register: [] }),
    },
    (run) => {
      expect(run.ledger(0).nrpages).toBe(1);
      expect(spent(run, 0).Committed_AS).toBe(0);
    },
  );
}

const kept =
  "shmem_inode_acct_block() said that it could not pay, and has paid something all the same.";

function refusals({ test }: words): void {
  test(
    {
      id: "a-refusal-costs-nothing",
      title: "Where the mount has no room nothing is paid, to nobody, however often it is tried",
      points: 3,
      hint: "What has been done by the time at which the mount says no?",
      failure: kept,
      // far beyond the limit, so that it does not matter here where exactly it is
      scenario: onMount(8, [
        { op: "file_write", page: 0 },
        { op: "huge_alloc", n: 100 },
        { op: "huge_alloc", n: 200 },
      ]),
    },
    (run) => {
      expect(paid(run, 1)).toEqual(paid(run, 0));
      expect(paid(run, 2)).toEqual(paid(run, 0));
    },
  );

  test(
    {
      id: "memory-says-no",
      title: "Where memory cannot be promised nothing is paid, and later everything is as usual",
      points: 2,
      hint: "Whoever promises memory may refuse. How does it say so, and what have you to undo then?",
      failure:
        "shmem_inode_acct_block() did not refuse where memory was refused, or changed something.",
      // Twice, as a write that finds no room recalculates and tries once more.
      scenario: onMount(2, [
        {
          op: "file_write",
          page: 0,
          fail: { security_vm_enough_memory_mm: [true, true] },
        },
        { op: "huge_alloc", n: 2, fail: { security_vm_enough_memory_mm: [true] } },
        { op: "file_write", page: 0, n: 2 },
      ]),
    },
    (run) => {
      expect(run.result(0)).toMatchObject(refused("ENOSPC"));
      expect(run.result(1)).toMatchObject(refused("ENOSPC"));
      expect(paid(run, 1)).toEqual(paid(run, -1));
      expect(run.result(2)).toMatchObject({ ret: 2 * written.ret });
    },
  );
}
