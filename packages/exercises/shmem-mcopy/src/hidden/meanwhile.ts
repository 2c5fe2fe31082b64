// What the fill returns when the source comes late, or when another processor changes something meanwhile.

import { expect, sharedFile, type words } from "@faultline/kit";
import { filled, refused } from "../look.ts";

export function meanwhile({ test }: words): void {
  test(
    {
      id: "source-comes-later",
      title: "A source that is not in memory yet is copied in a second round",
      points: 3,
      hint: "Which return value makes the caller copy the page itself and come back?",
      failure: "A source that only had to be waited for was not copied.",
      scenario: sharedFile([
        { op: "copy", page: 1, src: "nonresident", byte: 0x5a },
        { op: "read", page: 1 },
      ]),
    },
    (run) => {
      expect(run.result(0)).toMatchObject(filled());
      expect(run.result(1)).toMatchObject({ v: 0x5a });
    },
  );

  test(
    {
      id: "source-never-comes",
      title: "A source that cannot be read ends in EFAULT, after what could be copied",
      points: 2,
      hint: "The caller turns your answer into EFAULT if its own attempt fails too.",
      failure: "An unreadable source was not reported as EFAULT.",
      scenario: sharedFile([
        { op: "copy", page: 0, src: "unmapped" },
        { op: "copy", page: 1, n: 2, src: "partial", good: 1 },
      ]),
    },
    (run) => {
      expect(run.result(0)).toMatchObject(refused("EFAULT"));
      expect(run.result(1)).toMatchObject({ ret: -1, err: "EAGAIN", copy: 4096 });
    },
  );

  test(
    {
      id: "full-at-the-second-round",
      title:
        "If the mount fills up between the two rounds, the fill says ENOMEM and the machine lives on",
      points: 3,
      hint: "The caller insists on one rule about the page that it handed you. Which?",
      failure: "A mount that filled up in between was not answered with ENOMEM.",
      // round one: paid, not copied, given back;  another CPU takes all blocks;  round two: cannot pay
      scenario: sharedFile([
        {
          op: "copy",
          page: 1,
          src: "nonresident",
          rivals: [{ at: "kunmap", nth: 1, do: { op: "fill_fs", leave: 0 } }],
        },
        { op: "drain_fs" },
        { op: "copy", page: 1 },
      ]),
    },
    (run) => {
      expect(run.result(0)).toMatchObject(refused("ENOMEM"));
      expect(run.result(2)).toMatchObject(filled());
    },
  );

  test(
    {
      id: "truncated-meanwhile",
      title: "If the file is cut short while the page is on its way, the fill says EFAULT",
      points: 3,
      hint: "The installer may refuse a page that you have put into the file already.",
      failure: "A file that was cut short meanwhile was not noticed.",
      //        0 1 2 3           0 | 1 2 3
      // file   . . . .    ->     . |
      // fill     ^ in the cache    | ^ and not mapped yet
      scenario: sharedFile([
        {
          op: "copy",
          page: 1,
          rivals: [{ at: "pte_offset_map_lock", do: { op: "ftruncate", pages: 1 } }],
        },
      ]),
    },
    (run) => expect(run.result(0)).toMatchObject(refused("EFAULT")),
  );

  test(
    {
      id: "filled-meanwhile",
      title: "If another program writes the page while it is on its way, the fill says EEXIST",
      points: 2,
      hint: "Between the first look at the file and the moment your page enters it, others run.",
      failure: "A page that another program had written meanwhile was not left alone.",
      scenario: sharedFile([
        {
          op: "copy",
          page: 1,
          rivals: [
            { at: "shmem_add_to_page_cache", do: { op: "file_write", page: 1, byte: 0x11 } },
          ],
        },
        { op: "file_read", page: 1 },
      ]),
    },
    (run) => {
      expect(run.result(0)).toMatchObject(refused("EEXIST"));
      expect(run.result(1)).toMatchObject({ v: [0x11] });
    },
  );
}
