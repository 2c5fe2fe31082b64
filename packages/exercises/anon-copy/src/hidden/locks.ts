// Who may wait, and what is held: nothing sleeps while a page is mapped for the copy, and nothing stays mapped.

import { anonymous, expect, type words } from "@faultline/kit";
import { copied } from "../look.ts";

export function locks({ test }: words): void {
  test(
    {
      id: "no-waiting-under-the-lock",
      title: "The first copy does not wait for its source",
      points: 3,
      hint: "Your caller holds the mmap lock. What might a page fault need in order to be resolved?",
      failure: "A copy did not work, or waited for a page fault while the mmap lock was held.",
      scenario: anonymous([
        { op: "copy", page: 0 },
        { op: "copy", page: 1, src: "nonresident" },
      ]),
    },
    (run) => expect(run.result(0)).toMatchObject(copied()),
  );

  test(
    {
      id: "short-copies-are-unmapped",
      title: "After a copy that came too short nothing stays mapped, and after a refusal neither",
      points: 2,
      hint: "How many ways lead from the mapping of the page to its unmapping?",
      failure: "Something that a copy had mapped or locked stood in the way of the next one.",
      scenario: anonymous([
        { op: "copy", page: 1, src: "nonresident" },
        { op: "copy", page: 1 },
        { op: "copy", page: 2, fail: { mem_cgroup_charge: [true] } },
        { op: "copy", page: 2, src: "unmapped" },
        { op: "copy", page: 2 },
      ]),
    },
    (run) => {
      for (const step of [0, 1, 2, 3]) expect(run.state(step).locks).toEqual([]);
      expect(run.result(4)).toMatchObject(copied());
    },
  );

  test(
    {
      id: "nothing-sleeps-while-mapped",
      title: "What may sleep is not done while a page is mapped for the copy",
      points: 2,
      hint: "Between kmap_atomic() and kunmap_atomic() nobody may sleep. Which of your calls may?",
      failure: "A copy did not work, or something that may sleep was called where nobody may.",
      scenario: anonymous([{ op: "copy", page: 1 }]),
    },
    (run) => expect(run.result(0)).toMatchObject(copied()),
  );
}
