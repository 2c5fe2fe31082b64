// What the installer returns, on both sides of each border.

import { anonymous, expect, privateFile, sharedFile, type words } from "@faultline/kit";
import { done, refused } from "../look.ts";

export function results(words: words): void {
  borders(words);
  taken(words);
}

function borders({ test }: words): void {
  test(
    {
      id: "end-of-file-borders",
      title:
        "The last page of a file may be partly used: it can be mapped, and the next one cannot",
      points: 3,
      hint: "Try file sizes of no byte, one byte, one page, and one page and a byte.",
      failure: "The end of the file is not where it should be.",
      // size   0: |0       1: 0|1       4096: 0|1       4097: 0 1|2
      scenario: privateFile(
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
      for (const inside of [3, 8]) expect(run.result(inside)).toMatchObject(done);
    },
  );

  test(
    {
      id: "last-page-and-one-past",
      title: "The last page of the file can be mapped; one past it is refused with EFAULT",
      points: 2,
      hint: "An index is inside the file if it is smaller than what?",
      failure: "A page beyond the end of the file was mapped, or the last page was refused.",
      //        0 1 | 2 3
      // file   . . |
      // fill     ^ | ^
      scenario: privateFile(
        [
          { op: "copy", page: 1 },
          { op: "copy", page: 2 },
        ],
        { region: { file_pages: 2 } },
      ),
    },
    (run) => {
      expect(run.result(0)).toMatchObject(done);
      expect(run.result(1)).toMatchObject(refused("EFAULT"));
    },
  );

  test(
    {
      id: "offset-mapping",
      title:
        "In a mapping that begins in the middle of the file, the end of the file is where it is",
      points: 2,
      hint: "The index is one in the file, not one in the area.",
      failure: "The offset of the mapping was not taken into account.",
      //          0 1 2 3 |
      // file     . . . . |
      // mapping      0 1 | 2 3
      scenario: privateFile(
        [
          { op: "copy", page: 1 },
          { op: "copy", page: 2 },
        ],
        { region: { file_pgoff: 2 } },
      ),
    },
    (run) => {
      expect(run.result(0)).toMatchObject(done);
      expect(run.result(1)).toMatchObject(refused("EFAULT"));
    },
  );

  test(
    {
      id: "past-two-gigabytes",
      title: "A page two gigabytes into a file is inside or beyond its end like any other",
      points: 1,
      hint: "How many bits do the operators that you use see here?",
      failure: "The end of a big file is not where it should be.",
      //          80000 | 80001
      // file         . |
      // mapping      0 | 1
      scenario: privateFile(
        [
          { op: "copy", page: 0 },
          { op: "copy", page: 1 },
        ],
        { region: { file_pgoff: 0x80000, file_bytes: 0x80001 * 4096 } },
      ),
    },
    (run) => {
      expect(run.result(0)).toMatchObject(done);
      expect(run.result(1)).toMatchObject(refused("EFAULT"));
    },
  );

  test(
    {
      id: "private-over-cached",
      title: "A private copy does not mind that the file has a page there",
      points: 1,
      hint: "EEXIST is about one page table, not about the file.",
      failure: "A page in the file kept a private copy from being mapped.",
      scenario: privateFile([
        { op: "file_write", page: 1, byte: 0x11 },
        { op: "copy", page: 1, byte: 0x5a },
        { op: "read", page: 1 },
        { op: "file_read", page: 1 },
      ]),
    },
    (run) => {
      expect(run.result(1)).toMatchObject(done);
      expect(run.result(2)).toMatchObject({ v: 0x5a });
      expect(run.result(3)).toMatchObject({ v: [0x11] });
    },
  );
}

function taken({ test }: words): void {
  test(
    {
      id: "second-continue",
      title: "A page of the file that is mapped already is refused with EEXIST",
      points: 1,
      hint: "Even if it is the very same page.",
      failure: "A second mapping at the same address was not answered with EEXIST.",
      scenario: sharedFile(
        [
          { op: "file_write", page: 1 },
          { op: "continue", page: 1 },
          { op: "continue", page: 1 },
        ],
        { register: ["minor"] },
      ),
    },
    (run) => {
      expect(run.result(1)).toMatchObject(done);
      expect(run.result(2)).toMatchObject(refused("EEXIST"));
    },
  );

  test(
    {
      id: "zero-page-is-something",
      title: "The shared page of zeros counts as something mapped",
      points: 1,
      hint: "A pte that leads to no page of its own is not none.",
      failure: "A mapped page of zeros was overwritten.",
      scenario: anonymous([
        { op: "zeropage", page: 1 },
        { op: "copy", page: 1 },
        { op: "read", page: 1 },
      ]),
    },
    (run) => {
      expect(run.result(1)).toMatchObject(refused("EEXIST"));
      expect(run.result(2)).toMatchObject({ v: 0 });
    },
  );

  test(
    {
      id: "swapped-out-is-in-use",
      title: "Where a page has gone to the swap area, something is mapped, and the page comes back",
      points: 1,
      hint: "What does a pte remember of a page that is in memory no more?",
      failure: "A page was mapped over one that was swapped out, which is lost.",
      scenario: anonymous([
        { op: "copy", page: 1, byte: 0x11 },
        { op: "reclaim", page: 1, mapped: true },
        { op: "copy", page: 1, byte: 0x22 },
        { op: "read", page: 1 },
      ]),
    },
    (run) => {
      expect(run.result(1)).toMatchObject({ page: "swapped" });
      expect(run.result(2)).toMatchObject(refused("EEXIST"));
      expect(run.result(3)).toMatchObject({ a: "ok", v: 0x11 });
    },
  );
}
