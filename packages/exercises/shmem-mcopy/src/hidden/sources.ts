// What the fill returns when the source comes late, or never.

import { expect, sharedFile, type words } from "@faultline/kit";
import { filled, refused } from "../look.ts";

export function sources({ test }: words): void {
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
}
