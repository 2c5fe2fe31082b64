// What CONTINUE returns: every way out, on both sides of each border.

import { expect, memfd, privateFile, sharedFile, type words } from "@faultline/kit";
import { mapped_one, minor, refused } from "../look.ts";

export function results(words: words): void {
  borders(words);
  absences(words);
  refusals(words);
}

function borders({ test }: words): void {
  test(
    {
      id: "end-of-file-borders",
      title:
        "The last page of a file may be partly used: it can be mapped, and for the next one the answer is EINVAL",
      points: 3,
      hint: "Beyond the end of a file is not the same as a hole in it. Who knows the difference?",
      failure: "The end of the file is not where it should be, or is answered with another error.",
      // size   0: |0       1: 0|1       4097: 0 1|2
      scenario: sharedFile(
        [
          { op: "continue", page: 0 },
          { op: "file_write", page: 0, len: 1 },
          { op: "continue", page: 1 },
          { op: "continue", page: 0 },
          { op: "file_write", page: 1, len: 1 },
          { op: "continue", page: 2 },
          { op: "continue", page: 1 },
        ],
        { ...minor, region: { file_bytes: 0 } },
      ),
    },
    (run) => {
      for (const beyond of [0, 2, 5]) expect(run.result(beyond)).toMatchObject(refused("EINVAL"));
      for (const inside of [3, 6]) expect(run.result(inside)).toMatchObject(mapped_one);
    },
  );

  test(
    {
      id: "offset-mapping",
      title: "A mapping that begins in the middle of the file shows the page that belongs there",
      points: 2,
      hint: "The first page of the area need not be the first page of the file.",
      failure: "The page of the file that was mapped is not the one that belongs at the address.",
      //          0 1 2 3 |
      // file     . c . * |        c, * = pages with different bytes
      // mapping      0 1 | 2 3
      scenario: sharedFile(
        [
          { op: "file_write", page: 1, byte: 0x11 },
          { op: "file_write", page: 3, byte: 0x5a },
          { op: "continue", page: 1 },
          { op: "read", page: 1 },
        ],
        { ...minor, region: { file_pgoff: 2 } },
      ),
    },
    (run) => {
      expect(run.result(2)).toMatchObject(mapped_one);
      expect(run.result(3)).toMatchObject({ v: 0x5a });
    },
  );

  test(
    {
      id: "stops-at-the-first-hole",
      title: "A CONTINUE over several pages goes as far as the file has pages, and says how far",
      points: 1,
      hint: "Your caller's loop sees one answer a page, and stops at the first that is not 0.",
      failure: "A CONTINUE that could be done in part did not say how far it came.",
      //        0 1 2 3
      // file   * * . *
      scenario: memfd(
        [
          { op: "file_write", page: 0, n: 2 },
          { op: "file_write", page: 3 },
          { op: "continue", page: 0, n: 4 },
          { op: "read", page: 1 },
        ],
        minor,
      ),
    },
    (run) => {
      expect(run.result(2)).toMatchObject({ ret: -1, err: "EAGAIN", mapped: 8192 });
      expect(run.result(3)).toMatchObject({ a: "ok" });
    },
  );
}

function absences({ test }: words): void {
  test(
    {
      id: "swapped-page-is-there",
      title: "A page that is in the swap area is there all the same: it is brought back and mapped",
      points: 3,
      hint: "What does the file keep in the place of a page that went to the swap area, and which look-up knows it?",
      failure: "A page that was only swapped out was not mapped, or lost its data.",
      scenario: sharedFile(
        [
          { op: "file_write", page: 1, byte: 0x5a },
          { op: "swapout", page: 1 },
          { op: "continue", page: 1 },
          { op: "read", page: 1 },
        ],
        minor,
      ),
    },
    (run) => {
      expect(run.result(2)).toMatchObject(mapped_one);
      expect(run.result(3)).toMatchObject({ v: 0x5a });
    },
  );

  test(
    {
      id: "reserved-page-is-not-there",
      title: "A page that was only reserved has no contents yet: EFAULT, until somebody writes it",
      points: 2,
      hint: "A page may be in the cache, and its bytes may still be nobody's. Which flag says so, and who looks at it?",
      failure: "A page that was reserved and never written was not answered with EFAULT.",
      // reserved, then written by another program
      scenario: sharedFile(
        [
          { op: "falloc", page: 1 },
          { op: "continue", page: 1 },
          { op: "file_write", page: 1, byte: 0x5a },
          { op: "continue", page: 1 },
          { op: "read", page: 1 },
        ],
        minor,
      ),
    },
    (run) => {
      expect(run.result(1)).toMatchObject(refused("EFAULT"));
      expect(run.result(3)).toMatchObject(mapped_one);
      expect(run.result(4)).toMatchObject({ v: 0x5a });
    },
  );

  test(
    {
      id: "no-memory",
      title: "If a page cannot be brought back from the swap area, the answer is ENOMEM",
      points: 2,
      hint: "A look-up that failed has said why. Who knows better than it does?",
      failure: "A failed allocation was not answered with ENOMEM.",
      scenario: sharedFile(
        [
          { op: "file_write", page: 1, byte: 0x5a },
          { op: "swapout", page: 1 },
          { op: "continue", page: 1, fail: { shmem_alloc_page: [true] } },
          { op: "continue", page: 1, fail: { mem_cgroup_charge: [true] } },
          { op: "continue", page: 1, fail: { shmem_add_to_page_cache: [true] } },
          { op: "continue", page: 1 },
          { op: "read", page: 1 },
        ],
        minor,
      ),
    },
    (run) => {
      for (const step of [2, 3, 4]) expect(run.result(step)).toMatchObject(refused("ENOMEM"));
      expect(run.result(5)).toMatchObject(mapped_one);
      expect(run.result(6)).toMatchObject({ v: 0x5a });
    },
  );
}

function refusals({ test }: words): void {
  test(
    {
      id: "already-mapped",
      title: "Where something is mapped already, the answer is EEXIST, even if it is the same page",
      points: 1,
      hint: "Somebody else has to find that out, under a lock that you do not hold.",
      failure: "A second CONTINUE at the same address was not answered with EEXIST.",
      scenario: sharedFile(
        [
          { op: "file_write", page: 1 },
          { op: "continue", page: 1 },
          { op: "continue", page: 1 },
        ],
        minor,
      ),
    },
    (run) => expect(run.result(2)).toMatchObject(refused("EEXIST")),
  );

  test(
    {
      id: "file-is-asked-first",
      title: "Over a private copy the answer depends on the file: EFAULT over a hole, else EEXIST",
      points: 2,
      hint: "Two things are wrong at once. Which of them is found out first?",
      failure: "The answer does not depend on what the file has there.",
      //        0 1 2 3
      // file   . . * .
      // ptes     p p      p = a private copy
      scenario: privateFile([
        { op: "copy", page: 1, n: 2 },
        { op: "file_write", page: 2 },
        { op: "continue", page: 1 },
        { op: "continue", page: 2 },
      ]),
    },
    (run) => {
      expect(run.result(2)).toMatchObject(refused("EFAULT"));
      expect(run.result(3)).toMatchObject(refused("EEXIST"));
    },
  );

  test(
    {
      id: "mapped-elsewhere",
      title: "A page that another mapping shows already can be mapped here too",
      points: 1,
      hint: "EEXIST is about one address, not about a page.",
      failure: "A page that was mapped elsewhere could not be mapped.",
      scenario: sharedFile(
        [
          { op: "map2_write", page: 1, byte: 0x5a },
          { op: "continue", page: 1 },
          { op: "read", page: 1 },
        ],
        { ...minor, region: { map2: true } },
      ),
    },
    (run) => {
      expect(run.result(1)).toMatchObject(mapped_one);
      expect(run.result(2)).toMatchObject({ v: 0x5a });
    },
  );
}
