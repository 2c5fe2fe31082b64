// A small exercise of user space for the grader's own tests: bring two pages here, one of which is here already.

import { type exercise, expect, suite } from "@faultline/kit";

const scenario = {
  region: { pages: 2, backing: "anon", sharing: "private", prot: "rw" },
  register: ["missing"],
  features: ["event_remove", "event_unmap"],
  migration: { contents: [0x11, 0x22], pushes: [{ page: 0, n: 2 }] },
  ops: [
    { op: "bg", kind: "read", page: 0 },
    { op: "copy", page: 0, byte: 0x77, mode: ["dontwake"] },
    { op: "pager" },
    { op: "bg_wait" },
    { op: "pager" },
    { op: "read", page: 1 },
  ],
} as const;

const tests = suite("visible", ({ describe, test }) => {
  describe("results", () => {
    test(
      {
        id: "moves",
        title: "Both pages are here, and nobody waits",
        points: 2,
        hint: "Who wakes the thread?",
        failure: "A page is missing, or a thread still waits.",
        scenario,
      },
      (run) => {
        expect(run.result(3)).toMatchObject({ bg: "done", res: { a: "ok", v: 0x77 } });
        expect(run.result(5)).toMatchObject({ a: "ok", v: 0x22 });
      },
    );
    // The same twice: what is kept from one case to the next would show.
    test(
      {
        id: "begins-anew",
        title: "A case begins anew",
        points: 1,
        hint: "What is left of the case before?",
        failure: "Something is left of the case before.",
        scenario: { ...scenario, about: "once more" },
      },
      (run) => expect(run.result(2)).toMatchObject({ ret: 0 }),
    );
  });
});

export const moving: exercise = {
  id: "moving",
  title: "Move two pages",
  task: "Move two pages.",
  targets: ["pager"],
  teaches: [],
  minutes: 1,
  source: "none",
  categories: [{ id: "results", title: "results" }],
  hints: [],
  tests,
  mutants: [],
  variants: [],
};

export const MOVING_FULL = 3;

const imports = `import {
  EEXIST, find_vma, current, PAGE_SIZE, recv_page, request_page, type migration, uffd_read, uffdio_copy, uffdio_wake,
} from "@faultline/core";
`;

/** A submission for it, with these lines in front of what its function does. */
export const mover = (first: string): string => `${imports}
let known = 0;
export function pager(m: migration): number {
${first}
  for (let one = uffd_read(m.uffd); one !== null; one = uffd_read(m.uffd))
    request_page(m.socket, one.address - m.start);
  for (let one = recv_page(m.socket); one !== null; one = recv_page(m.socket)) {
    for (let at = one.offset; at < one.offset + one.len; at += PAGE_SIZE) {
      const done = uffdio_copy(m.uffd, m.start + at, one.addr + at - one.offset, PAGE_SIZE, 0);
      if (done === -EEXIST) uffdio_wake(m.uffd, m.start + at, PAGE_SIZE);
    }
  }
  return 0;
}
`;
