// What the fill returns: every way out, on both sides of each border.

import { expect, memfd, sharedFile, type words } from "@faultline/kit";
import { filled, refused } from "../look.ts";

export function results({ test }: words): void {
  test(
    {
      id: "zeros-fill",
      title: "ZEROPAGE fills the page with zeros",
      points: 2,
      hint: "A new page holds whatever was in the frame before.",
      failure: "The program does not read zeros from a page that was filled with zeros.",
      scenario: sharedFile([
        { op: "zeropage", page: 1 },
        { op: "read", page: 1, dadd: 4095 },
      ]),
    },
    (run) => {
      expect(run.result(0)).toMatchObject({ ret: 0, zeropage: 4096 });
      expect(run.result(1)).toMatchObject({ a: "ok", v: 0 });
      expect(run.mapped(1, 1)?.content).toBe("0000");
    },
  );

  test(
    {
      id: "end-of-file-borders",
      title:
        "The last page of a file may be partly used: it can be filled, and the next one cannot",
      points: 3,
      hint: "Try file sizes of no byte, one byte, one page, and one page and a byte.",
      failure: "The end of the file is not where it should be.",
      // size   0: |0       1: 0|1       4096: 0|1       4097: 0 1|2
      scenario: sharedFile(
        [
          { op: "copy", page: 0 },
          { op: "ftruncate", bytes: 1 },
          { op: "copy", page: 1 },
          { op: "copy", page: 0 },
          { op: "ftruncate", bytes: 4096 },
          { op: "copy", page: 1 },
          { op: "ftruncate", bytes: 4097 },
          { op: "copy", page: 2 },
          { op: "copy", page: 1 },
        ],
        { region: { file_bytes: 0 } },
      ),
    },
    (run) => {
      for (const beyond of [0, 2, 5, 7])
        expect(run.result(beyond)).toMatchObject(refused("EFAULT"));
      for (const inside of [3, 8]) expect(run.result(inside)).toMatchObject(filled());
    },
  );

  test(
    {
      id: "offset-mapping",
      title: "A mapping that begins in the middle of the file fills the page that it maps",
      points: 2,
      hint: "The first page of the area need not be the first page of the file.",
      failure: "The page of the file that was filled is not the one that the address maps.",
      //          0 1 2 3 |
      // file     . . . . |
      // mapping      0 1 | 2 3
      // fill           ^ | ^
      scenario: sharedFile(
        [
          { op: "copy", page: 1, byte: 0x5a },
          { op: "copy", page: 2 },
          { op: "file_read", page: 3 },
        ],
        { region: { file_pgoff: 2 } },
      ),
    },
    (run) => {
      expect(run.result(0)).toMatchObject(filled());
      expect(run.cached(0, 3)).not.toBeNull();
      expect(run.result(1)).toMatchObject(refused("EFAULT"));
      expect(run.result(2)).toMatchObject({ v: [0x5a] });
    },
  );

  test(
    {
      id: "page-is-cached",
      title: "Where the file has a page already, the fill says EEXIST",
      points: 2,
      hint: "Which function finds out that the place is taken, and what does it return?",
      failure: "A page that the file had already was not answered with EEXIST.",
      //        0 1 2 3
      // file   . c . .     c = cached
      // fill     ^
      scenario: sharedFile([
        { op: "file_write", page: 1, byte: 0x11 },
        { op: "copy", page: 1 },
      ]),
    },
    (run) => expect(run.result(1)).toMatchObject(refused("EEXIST")),
  );

  test(
    {
      id: "page-is-swapped",
      title: "A page that is swapped out is there all the same: EEXIST",
      points: 2,
      hint: "What does the file keep in the place of a page that went to the swap area?",
      failure: "A page that was only swapped out was taken for missing.",
      scenario: sharedFile([
        { op: "file_write", page: 1, byte: 0x11 },
        { op: "swapout", page: 1 },
        { op: "copy", page: 1 },
        { op: "file_read", page: 1 },
      ]),
    },
    (run) => {
      expect(run.result(2)).toMatchObject(refused("EEXIST"));
      expect(run.result(3)).toMatchObject({ v: [0x11] });
    },
  );

  test(
    {
      id: "mount-is-full",
      title: "The last block of a mount can be filled, and one more is refused with ENOMEM",
      points: 2,
      hint: "What does shmem_inode_acct_block() return, and what is that as an errno here?",
      failure: "The limit of the mount is not kept, or not answered with ENOMEM.",
      scenario: sharedFile(
        [
          { op: "copy", page: 0, n: 2 },
          { op: "copy", page: 2 },
        ],
        { region: { fs_limit_pages: 2 } },
      ),
    },
    (run) => {
      expect(run.result(0)).toMatchObject(filled(2));
      expect(run.result(1)).toMatchObject(refused("ENOMEM"));
    },
  );

  test(
    {
      id: "paying-comes-first",
      title: "On a full mount the answer is ENOMEM, whatever else is wrong",
      points: 2,
      hint: "Two things are wrong at once. Which of them does the function find out first?",
      failure: "Something else was looked at before the payment was tried.",
      //        0 1 2 | 3
      // file   c c . |         a mount of two blocks, both in use
      scenario: sharedFile(
        [
          { op: "file_write", page: 0, n: 2 },
          { op: "copy", page: 0 },
          { op: "copy", page: 3 },
          { op: "copy", page: 2, src: "unmapped" },
        ],
        { region: { file_pages: 3, fs_limit_pages: 2 } },
      ),
    },
    (run) => {
      for (const step of [1, 2, 3]) expect(run.result(step)).toMatchObject(refused("ENOMEM"));
    },
  );

  test(
    {
      id: "no-memory",
      title: "Where there is no page, no charge or no room in the cache, the fill says ENOMEM",
      points: 2,
      hint: "Three calls on the way may fail for want of memory.",
      failure: "A failed allocation was not answered with ENOMEM.",
      scenario: memfd([
        { op: "copy", page: 0, fail: { shmem_alloc_page: [true] } },
        { op: "copy", page: 1, fail: { mem_cgroup_charge: [true] } },
        { op: "copy", page: 2, fail: { shmem_add_to_page_cache: [true] } },
        { op: "copy", page: 3 },
      ]),
    },
    (run) => {
      for (const step of [0, 1, 2]) expect(run.result(step)).toMatchObject(refused("ENOMEM"));
      expect(run.result(3)).toMatchObject(filled());
    },
  );

  test(
    {
      id: "stops-at-the-first-failure",
      title: "A fill of several pages does what it can and says how far it came",
      points: 1,
      hint: "The caller's loop sees one answer a page.",
      failure: "A fill that could be done in part did not say how far it came.",
      //        0 1 2 3
      // file   . . c .
      // fill   ^ ^ ^
      scenario: sharedFile([
        { op: "file_write", page: 2 },
        { op: "copy", page: 0, n: 3 },
      ]),
    },
    (run) => expect(run.result(1)).toMatchObject({ ret: -1, err: "EAGAIN", copy: 8192 }),
  );
}
