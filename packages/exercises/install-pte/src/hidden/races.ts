// What the installer returns when another processor changes the file or the page table meanwhile.

import { anonymous, expect, privateFile, sharedFile, type words } from "@faultline/kit";
import { done, refused } from "../look.ts";

export function races({ test }: words): void {
  test(
    {
      id: "truncated-meanwhile",
      title: "If a shared file is cut short before the lock is taken, the answer is EFAULT",
      points: 3,
      hint: "Truncation lowers the size, then cuts ptes under this very lock. When is the size safe to read?",
      failure: "A page was mapped that the file no longer has: nobody will ever cut it.",
      //        0 1 2 3         0 | 1 2 3
      // file   . . . .   ->    . |
      // fill     ^               | ^ about to take the lock
      scenario: sharedFile([
        {
          op: "copy",
          page: 1,
          rivals: [{ at: "pte_offset_map_lock", do: { op: "ftruncate", pages: 1 } }],
        },
      ]),
    },
    (run) => {
      expect(run.result(0)).toMatchObject(refused("EFAULT"));
      expect(run.pte(0, 1)).toEqual([]);
    },
  );

  test(
    {
      id: "truncated-under-a-private-copy",
      title:
        "If the file behind a private mapping is cut short meanwhile, the answer is EFAULT too",
      points: 2,
      hint: "A private page beyond the end of the file would survive the truncation.",
      failure: "A private page was mapped beyond the end of the file.",
      scenario: privateFile([
        {
          op: "copy",
          page: 1,
          rivals: [{ at: "pte_offset_map_lock", do: { op: "ftruncate", pages: 1 } }],
        },
      ]),
    },
    (run) => {
      expect(run.result(0)).toMatchObject(refused("EFAULT"));
      expect(run.pte(0, 1)).toEqual([]);
    },
  );

  test(
    {
      id: "truncated-just-after",
      title: "If the file is cut short while the page is being mapped, the page is cut with it",
      points: 2,
      hint: "Truncation waits for the lock that you hold, and then looks at what you have left.",
      failure: "A page stayed mapped beyond the end of the file.",
      //        0 1 2 3             0 | 1 2 3
      // file   . . . .      ->     . |
      // ptes     ^ being written     | ^ cut as soon as the lock is free
      scenario: privateFile([
        {
          op: "copy",
          page: 1,
          rivals: [{ at: "set_pte_at", do: { op: "ftruncate", pages: 1 } }],
        },
      ]),
    },
    (run) => {
      expect(run.result(0)).toMatchObject(done);
      expect(run.pte(0, 1)).toEqual([]);
    },
  );

  test(
    {
      id: "another-was-faster",
      title: "If another thread maps a page first, its page stays and the answer is EEXIST",
      points: 2,
      hint: "Look at the pte when nobody else can change it any more.",
      failure: "The page that another thread had mapped was lost.",
      scenario: anonymous([
        {
          op: "copy",
          page: 1,
          byte: 0x5a,
          rivals: [{ at: "pte_offset_map_lock", do: { op: "zeropage", page: 1 } }],
        },
        { op: "read", page: 1 },
      ]),
    },
    (run) => {
      expect(run.result(0)).toMatchObject(refused("EEXIST"));
      expect(run.result(1)).toMatchObject({ v: 0 });
    },
  );
}
