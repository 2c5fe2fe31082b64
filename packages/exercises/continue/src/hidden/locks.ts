// The page lock: held from the look-up until the page is mapped or refused, and not a moment longer.

import { expect, sharedFile, type words } from "@faultline/kit";
import { mapped_one, minor } from "../look.ts";

const stuck = "Somebody who needs the page afterwards waits for it for ever.";

export function locks({ test }: words): void {
  test(
    {
      id: "refused-page-is-unlocked",
      title: "A page that could not be mapped is not locked afterwards",
      points: 2,
      hint: "One way out for success, another one for a refusal: what do they have in common?",
      failure: stuck,
      scenario: sharedFile(
        [
          { op: "file_write", page: 1 },
          { op: "continue", page: 1 },
          { op: "continue", page: 1 },
          { op: "file_read", page: 1 },
        ],
        minor,
      ),
    },
    (run) => {
      expect(run.cached(2, 1)?.flags).not.toContain("locked");
      expect(run.result(3)).toMatchObject({ ret: 4096 });
    },
  );

  test(
    {
      id: "absent-page-leaves-nothing-held",
      title: "Where there is no page to be had, nothing is held afterwards",
      points: 2,
      hint: "A hole, a reserved page, the end of the file: three answers without a page.",
      failure:
        "Something is held after asking for a page that is not there, or the page cannot be had later.",
      //        0 1 2 | 3
      // file   . r . |        r = reserved
      scenario: sharedFile(
        [
          { op: "falloc", page: 1 },
          { op: "continue", page: 0 },
          { op: "continue", page: 1 },
          { op: "continue", page: 3 },
          { op: "file_write", page: 1 },
          { op: "continue", page: 1 },
        ],
        { ...minor, region: { file_pages: 3 } },
      ),
    },
    (run) => {
      for (const step of [1, 2, 3]) expect(run.state(step).locks).toEqual([]);
      expect(run.cached(2, 1)?.flags).not.toContain("locked");
      expect(run.result(5)).toMatchObject(mapped_one);
    },
  );

  test(
    {
      id: "no-waiting-under-the-lock",
      title: "Nothing that may sleep is done while the page table is locked",
      points: 1,
      hint: "Bringing a page back from the swap area may take its time.",
      failure:
        "The page was not brought back from the swap area, or was waited for under a spinlock.",
      scenario: sharedFile(
        [
          { op: "file_write", page: 1 },
          { op: "swapout", page: 1 },
          { op: "continue", page: 1 },
        ],
        minor,
      ),
    },
    (run) => expect(run.result(2)).toMatchObject(mapped_one),
  );
}
