// What the function returns, on both sides of each border.

import { anonymous, expect, privateFile, type words } from "@faultline/kit";
import { filled, refused } from "../look.ts";

export function results(words: words): void {
  borders(words);
  inUse(words);
}

function borders({ test }: words): void {
  test(
    {
      id: "end-of-file-borders",
      title:
        "The last page of a file may be partly used: zeros can be mapped there, and not after it",
      points: 3,
      hint: "Try file sizes of no byte, one byte, one page, and one page and a byte.",
      failure: "The end of the file is not where it should be.",
      // size   0: |0       1: 0|1       4096: 0|1       4097: 0 1|2
      scenario: privateFile(
        [
          { op: "zeropage", page: 0 },
          { op: "ftruncate", bytes: 1 },
          { op: "zeropage", page: 1 },
          { op: "zeropage", page: 0 },
          { op: "ftruncate", bytes: 4096 },
          { op: "zeropage", page: 1 },
          { op: "ftruncate", bytes: 4097 },
          { op: "zeropage", page: 2 },
          { op: "zeropage", page: 1 },
        ],
        { region: { file_bytes: 0 } },
      ),
    },
    (run) => {
      for (const beyond of [0, 2, 5, 7])
        expect(run.result(beyond)).toMatchObject(refused("EFAULT"));
      for (const inside of [3, 8]) expect(run.result(inside)).toMatchObject(filled);
    },
  );

  test(
    {
      id: "last-page-and-one-past",
      title: "Zeros reach as far as the file does, and not one page further",
      points: 2,
      hint: "An index is inside the file if it is smaller than what?",
      failure: "Zeros were mapped beyond the end of the file, or refused on its last page.",
      //        0 1 2 | 3
      // file   . . . |
      // fill     ^ ^ | ^
      scenario: privateFile([{ op: "zeropage", page: 1, n: 3 }], { region: { file_pages: 3 } }),
    },
    (run) => expect(run.result(0)).toMatchObject({ ret: -1, err: "EAGAIN", zeropage: 8192 }),
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
          { op: "zeropage", page: 1 },
          { op: "zeropage", page: 2 },
        ],
        { region: { file_pgoff: 2 } },
      ),
    },
    (run) => {
      expect(run.result(0)).toMatchObject(filled);
      expect(run.result(1)).toMatchObject(refused("EFAULT"));
    },
  );

  test(
    {
      id: "big-file",
      title: "A file of many gigabytes reaches as far as one of a few pages, and further",
      points: 1,
      hint: "In C a size has all the bits that it needs. How many of them do the operators that you use see here?",
      failure: "The end of a big file is not where it should be.",
      scenario: privateFile(
        [
          { op: "ftruncate", bytes: 2 ** 33 },
          { op: "zeropage", page: 1 },
        ],
        { region: { file_pages: 1 } },
      ),
    },
    (run) => expect(run.result(1)).toMatchObject(filled),
  );

  test(
    {
      id: "over-a-page-of-the-file",
      title:
        "Zeros can be mapped over a page that the file has: the program asked for its own view",
      points: 1,
      hint: "EEXIST is about one page table, not about the file.",
      failure: "A page in the file kept zeros from being mapped.",
      scenario: privateFile([
        { op: "file_write", page: 1, byte: 0x11 },
        { op: "zeropage", page: 1 },
      ]),
    },
    (run) => expect(run.result(1)).toMatchObject(filled),
  );
}

function inUse({ test }: words): void {
  test(
    {
      id: "zeros-twice",
      title: "Zeros that are there already are in the way like anything else",
      points: 1,
      hint: "The monitor wants to know who was first, not only what is there.",
      failure: "Zeros were mapped, or called mapped, where they were already.",
      scenario: anonymous([
        { op: "zeropage", page: 1 },
        { op: "zeropage", page: 1 },
      ]),
    },
    (run) => expect(run.result(1)).toMatchObject(refused("EEXIST")),
  );

  test(
    {
      id: "swapped-out-is-in-use",
      title: "Where a page has gone to the swap area, the pte is in use, and the page comes back",
      points: 2,
      hint: "What does a pte remember of a page that is in memory no more?",
      failure: "A page that was swapped out could not come back.",
      scenario: anonymous([
        { op: "copy", page: 1, byte: 0x11 },
        { op: "reclaim", page: 1, mapped: true },
        { op: "zeropage", page: 1 },
        { op: "read", page: 1 },
      ]),
    },
    (run) => {
      expect(run.result(1)).toMatchObject({ page: "swapped" });
      expect(run.result(2)).toMatchObject(refused("EEXIST"));
      expect(run.result(3)).toMatchObject({ a: "ok", v: 0x11 });
    },
  );

  test(
    {
      id: "stops-where-a-page-is",
      title: "A range is filled up to the first page that is in use",
      points: 1,
      hint: "Your function is called once for each page, and its first error ends the range.",
      failure: "A range was not filled as far as it could be.",
      //        0 1 2 3
      // ptes       *
      // fill   ^ ^ ^ ^
      scenario: anonymous([
        { op: "copy", page: 2 },
        { op: "zeropage", page: 0, n: 4 },
      ]),
    },
    (run) => expect(run.result(1)).toMatchObject({ ret: -1, err: "EAGAIN", zeropage: 8192 }),
  );
}
