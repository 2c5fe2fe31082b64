// What is held, and when: the address space while its vmas are used, and nothing while the source is waited for.

import { anonymous, expect, sharedFile, type words } from "@faultline/kit";

const stuck = "The address space was left locked, or was unlocked once too often.";

export function locks({ test }: words): void {
  test(
    {
      id: "waits-without-the-lock",
      title: "Nothing is locked while the source is waited for",
      points: 3,
      hint: "Bringing a page in needs the lock of the address space. Who has it at that moment?",
      failure: stuck,
      scenario: sharedFile([
        { op: "copy", page: 1, src: "nonresident" },
        { op: "copy", page: 2, src: "unmapped" },
      ]),
    },
    (run) => {
      for (const step of [0, 1]) expect(run.state(step).locks).toEqual([]);
    },
  );

  test(
    {
      id: "refusals-unlock",
      title: "Every refusal unlocks what it has locked",
      points: 2,
      hint: "A refusal in the middle of a function: what is held there that was not held at the top?",
      failure: stuck,
      scenario: anonymous([
        { op: "copy", page: 3, n: 2 },
        { op: "continue", page: 0 },
        { op: "copy", page: 0, mode: ["wp"] },
        { op: "copy", page: 0, fail: { anon_vma_prepare: [true] } },
        { op: "copy", page: 0, fail: { mm_alloc_pmd: [true] } },
        { op: "copy", page: 0, fail: { __pte_alloc: [true] } },
        {
          op: "copy",
          page: 0,
          rivals: [{ at: "mmap_read_lock", do: { op: "mmap_changing", value: true } }],
        },
      ]),
    },
    (run) => {
      for (const step of [0, 1, 2, 3, 4, 5, 6]) expect(run.state(step).locks).toEqual([]);
    },
  );

  test(
    {
      id: "second-round-unlocks",
      title: "A second round that fails unlocks what it has locked, and no more",
      points: 2,
      hint: "A lock is taken in each round. How often is it given back in each?",
      failure: stuck,
      scenario: anonymous([
        {
          op: "copy",
          page: 0,
          src: "nonresident",
          rivals: [{ at: "kmap", do: { op: "copy", page: 0 } }],
        },
        { op: "copy", page: 1, n: 2, src: "partial", good: 1 },
        {
          op: "copy",
          page: 2,
          src: "nonresident",
          rivals: [{ at: "kmap", do: { op: "munmap", page: 0, n: 4 } }],
        },
      ]),
    },
    (run) => {
      for (const step of [0, 1, 2]) expect(run.state(step).locks).toEqual([]);
    },
  );
}
