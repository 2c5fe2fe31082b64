// What the copy returns: every way out, in the first round and in the second.

import { anonymous, expect, privateFile, type words } from "@faultline/kit";
import { copied, refused } from "../look.ts";

export function results(words: words): void {
  firstRound(words);
  secondRound(words);
}

function firstRound({ test }: words): void {
  test(
    {
      id: "end-of-file",
      title:
        "Over a file, its last page can be copied to, however full, and one past the end is refused",
      points: 1,
      hint: "The installer knows where the file ends. What do you make of its answer?",
      failure: "The end of the file was not respected, or not answered with EFAULT.",
      //        0 1 | 2 3
      // file   . , |           , = a part of a page
      // copy     ^ | ^
      scenario: privateFile(
        [
          { op: "copy", page: 1 },
          { op: "copy", page: 2 },
        ],
        { region: { file_bytes: 5000 } },
      ),
    },
    (run) => {
      expect(run.result(0)).toMatchObject(copied());
      expect(run.result(1)).toMatchObject(refused("EFAULT"));
    },
  );

  test(
    {
      id: "no-memory",
      title: "Where there is no page, or nobody who pays for it, the answer is ENOMEM",
      points: 2,
      hint: "Two of your calls can fail for want of memory. How does each of them say so?",
      failure: "A failed allocation, or a refused charge, was not answered with ENOMEM.",
      scenario: anonymous([
        { op: "copy", page: 0, fail: { alloc_page_vma: [true] } },
        { op: "copy", page: 1, fail: { mem_cgroup_charge: [true] } },
        { op: "copy", page: 1 },
      ]),
    },
    (run) => {
      for (const step of [0, 1]) expect(run.result(step)).toMatchObject(refused("ENOMEM"));
      expect(run.result(2)).toMatchObject(copied());
    },
  );

  test(
    {
      id: "stops-at-the-first-failure",
      title: "Of several pages, those before the first failure are copied, and counted",
      points: 1,
      hint: "Your caller's loop sees one answer a page. What did you keep from one page to the next?",
      failure: "A copy that could be done in part did not say how far it came.",
      //        0 1 2 3
      // ptes       z       z = the page of zeros
      // copy   ^ ^ ^ ^
      scenario: anonymous([
        { op: "zeropage", page: 2 },
        { op: "copy", page: 0, n: 4 },
        { op: "copy", page: 3 },
      ]),
    },
    (run) => {
      expect(run.result(1)).toMatchObject({ ret: -1, err: "EAGAIN", copy: 8192 });
      expect(run.result(2)).toMatchObject(copied());
    },
  );
}

function secondRound({ test }: words): void {
  test(
    {
      id: "mapped-between-the-rounds",
      title: "If the page was mapped between the two rounds, the answer is EEXIST",
      points: 2,
      hint: "A page that came back takes the same ways out as a new one.",
      failure: "A page that was mapped between the rounds was not answered with EEXIST.",
      scenario: anonymous([
        {
          op: "copy",
          page: 1,
          src: "nonresident",
          rivals: [{ at: "kunmap", do: { op: "zeropage", page: 1 } }],
        },
        { op: "read", page: 1 },
      ]),
    },
    (run) => {
      expect(run.result(0)).toMatchObject(refused("EEXIST"));
      expect(run.result(1)).toMatchObject({ a: "ok", v: 0 });
    },
  );

  test(
    {
      id: "nobody-pays-in-the-second-round",
      title: "If nobody pays in the second round, the answer is ENOMEM, and the machine lives on",
      points: 3,
      hint: "Your caller insists on one rule about the page that it hands you. Which?",
      failure: "A charge that was refused in the second round was not answered with ENOMEM.",
      //        0 1 2 3
      // file         c     c = in the cache, and not in the page table
      // copy     ^ - from
      scenario: privateFile([
        { op: "file_write", page: 3 },
        { op: "copy", page: 1, src: "self", sp: 3, fail: { mem_cgroup_charge: [true] } },
        { op: "copy", page: 1 },
      ]),
    },
    (run) => {
      expect(run.result(1)).toMatchObject(refused("ENOMEM"));
      expect(run.result(2)).toMatchObject(copied());
    },
  );

  test(
    {
      id: "one-page-for-two-rounds",
      title: "Two rounds need one page, not two",
      points: 2,
      hint: "What does the caller bring with it the second time?",
      failure: "A copy in two rounds did not get by with one page.",
      // the second page that is asked for does not come
      scenario: anonymous([
        { op: "copy", page: 1, src: "nonresident", fail: { alloc_page_vma: [false, true] } },
      ]),
    },
    (run) => expect(run.result(0)).toMatchObject(copied()),
  );
}
