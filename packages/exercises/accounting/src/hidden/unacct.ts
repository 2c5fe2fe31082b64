// Giving back: to both who were paid, as much as they were paid.

import { expect, sharedAnonymous, type words } from "@faultline/kit";
import { onMount, paid, refused, spent, unlimited } from "../look.ts";

const uneven = "shmem_inode_unacct_blocks() did not give back exactly what had been paid.";

export function unacct({ test }: words): void {
  test(
    {
      id: "many-come-back",
      title: "What was paid for many pages comes back for as many, and can be had again",
      points: 2,
      hint: "One page or many: the difference must be in every line of both functions.",
      failure: uneven,
      scenario: onMount(4, [
        { op: "huge_alloc", n: 3 },
        { op: "huge_alloc", n: 3 },
        { op: "huge_alloc", n: 4 },
      ]),
    },
    (run) => {
      for (const step of [0, 1, 2]) {
        expect(run.result(step)).toMatchObject(refused("ENOMEM"));
        expect(spent(run, step)).toEqual({ used_blocks: 0, Committed_AS: 0 });
      }
    },
  );

  test(
    {
      id: "only-the-promise-comes-back",
      title: "A mount that counts no blocks gets none back",
      points: 2,
      hint: "Who has not been paid?",
      failure: "shmem_inode_unacct_blocks() gave blocks back to a mount that had counted none.",
      scenario: unlimited([
        { op: "file_write", page: 0 },
        { op: "file_write", page: 1, fail: { shmem_alloc_page: [true] } },
        { op: "huge_alloc", n: 3 },
      ]),
    },
    (run) => {
      expect(paid(run, 1)).toEqual(paid(run, 0));
      expect(paid(run, 2)).toEqual(paid(run, 0));
    },
  );

  test(
    {
      id: "no-promise-comes-back",
      title: "Memory that was promised when a file was made stays promised when a page goes",
      points: 2,
      hint: "What was never paid for page by page cannot come back page by page.",
      failure: "shmem_inode_unacct_blocks() took back a promise that is still needed.",
      scenario: sharedAnonymous(
        [
          { op: "write", page: 1 },
          { op: "huge_alloc", n: 2 },
          { op: "punch", page: 1 },
        ],
        { register: [] },
      ),
    },
    (run) => {
      expect(spent(run, 1).Committed_AS).toBe(0);
      expect(spent(run, 2).Committed_AS).toBe(0);
    },
  );

  test(
    {
      id: "a-taken-place",
      title: "A page that could not enter the cache has cost nothing in the end",
      points: 1,
      hint: "This caller, too, gives back what it has paid for one page.",
      failure: uneven,
      scenario: onMount(2, [
        { op: "file_write", page: 0 },
        { op: "file_write", page: 1, fail: { mem_cgroup_charge: [true] } },
        { op: "file_write", page: 1 },
      ]),
    },
    (run) => {
      expect(paid(run, 1)).toEqual(paid(run, 0));
      expect(run.result(2)).toMatchObject({ ret: 4096 });
    },
  );
}
