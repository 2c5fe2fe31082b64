// A small exercise for the grader's own tests: fill a page of a shared file, and leave no trace where that fails.

import { type exercise, expect, sharedFile, suite } from "@faultline/kit";

const fills = sharedFile([
  { op: "copy", page: 1, byte: 0x5a },
  { op: "read", page: 1 },
]);

const visible = suite("visible", ({ describe, test }) => {
  describe("results", () => {
    test(
      {
        id: "fills",
        title: "A copy fills the page",
        points: 2,
        hint: "Who maps the page?",
        failure: "The program does not read what was copied.",
        scenario: fills,
      },
      (run) => expect(run.result(1)).toMatchObject({ a: "ok", v: 0x5a }),
    );
  });
});

const hidden = suite("hidden", ({ describe, test }) => {
  describe("accounting", () => {
    test(
      {
        id: "pays-back",
        title: "What fails costs nothing",
        points: 3,
        hint: "Which number goes up first?",
        failure: "The books are not what they were.",
        scenario: sharedFile([{ op: "copy", page: 3 }], { region: { file_pages: 2 } }),
      },
      (run) => {
        expect(run.result(0)).toMatchObject({ ret: -1, err: "EFAULT" });
        expect(run.ledger(0)).toEqual(run.ledger(-1));
      },
    );
  });
  describe("pages", () => {
    test(
      {
        id: "two-holders",
        title: "The page has two holders",
        points: 1,
        hint: "Count them.",
        failure: "The page has other holders than its file and its pte.",
        scenario: fills,
      },
      (run) => expect(run.ledger(1).nrpages).toBe(1),
    );
  });
});

export const tiny: exercise = {
  id: "tiny",
  title: "Fill a page",
  task: "Fill one page.",
  targets: ["shmem_mcopy_atomic_pte"],
  teaches: [],
  minutes: 1,
  source: "mm/shmem.c",
  categories: ["results", "accounting", "pages"].map((id) => ({ id, title: id })),
  hints: [],
  tests: [...visible, ...hidden],
  mutants: [],
  variants: [],
};

export const FULL = 6;
