// Sources of every kind: all there, half there, there later, never there, gone in between.

import { anonymous, expect, privateFile, type words } from "@faultline/kit";
import { copied, refused } from "../look.ts";

export function sources(words: words): void {
  missing(words);
  halves(words);
}

function missing({ test }: words): void {
  test(
    {
      id: "source-never-comes",
      title: "A source that cannot be read ends in EFAULT, after what could be copied",
      points: 2,
      hint: "Your caller turns your answer into EFAULT if its own attempt fails too. Which answer?",
      failure: "An unreadable source was not reported as EFAULT.",
      scenario: anonymous([
        { op: "copy", page: 0, src: "protnone" },
        { op: "copy", page: 0, src_raw: "0" },
        { op: "copy", page: 1, n: 2, src: "partial", good: 1 },
        { op: "copy", page: 2, n: 2 },
      ]),
    },
    (run) => {
      for (const step of [0, 1]) expect(run.result(step)).toMatchObject(refused("EFAULT"));
      expect(run.result(2)).toMatchObject({ ret: -1, err: "EAGAIN", copy: 4096 });
      expect(run.result(3)).toMatchObject(copied(2));
    },
  );

  test(
    {
      id: "many-rounds",
      title: "Each page of a long source may need a second round of its own",
      points: 1,
      hint: "After a second round the next page begins with a first one.",
      failure: "A long copy did not get to its end.",
      scenario: anonymous([{ op: "copy", page: 0, n: 3, src: "nonresident" }]),
    },
    (run) => expect(run.result(0)).toMatchObject(copied(3)),
  );

  test(
    {
      id: "source-gone-again",
      title: "A source that is gone by the second round is not missed",
      points: 2,
      hint: "What is left to be read from the source once the caller has copied it?",
      failure: "A copy did not succeed whose source was gone by the second round.",
      //        0 1 2 3
      // file         c     c = in the cache
      // copy     ^ - from      unmapped as soon as the caller has copied it
      scenario: privateFile([
        { op: "file_write", page: 3, byte: 0x5a },
        {
          op: "copy",
          page: 1,
          src: "self",
          sp: 3,
          rivals: [{ at: "kunmap", do: { op: "munmap", page: 3 } }],
        },
        { op: "read", page: 1 },
      ]),
    },
    (run) => {
      expect(run.result(1)).toMatchObject(copied());
      expect(run.result(2)).toMatchObject({ a: "ok", v: 0x5a });
    },
  );
}

function halves({ test }: words): void {
  test(
    {
      id: "half-a-source-is-not-one",
      title: "A source of which only the first half can be read is not copied at all",
      points: 2,
      hint: "The source need not begin where a page begins. How many bytes may be missing at the end?",
      failure: "A page was mapped although only a part of its source could be read.",
      // a readable page and one that is not; the source begins in the middle of the first
      scenario: anonymous([
        { op: "copy", page: 1, src: "partial", good: 1, sadd: 2048 },
        { op: "copy", page: 1 },
      ]),
    },
    (run) => {
      expect(run.result(0)).toMatchObject(refused("EFAULT"));
      expect(run.result(1)).toMatchObject(copied());
    },
  );
}
