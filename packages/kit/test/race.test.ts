// Goal: a race test is written with few words, and judged by what the race alone has broken, whatever category that is of.

import { ENOMEM, type race_finding, reference_targets, type targets } from "@faultline/core";
import { describe, expect, it } from "vitest";
import {
  isRace,
  judgeRace,
  type race_test,
  reference,
  runTest,
  sharedFile,
  suite,
} from "../src/index.ts";

const about = {
  id: "cut-short",
  title: "Whenever the file is cut short, the page is refused or cut with it",
  points: 2,
  hint: "When is the size safe to read?",
  failure: "A file that was cut short was not noticed.",
  scenario: sharedFile([
    { op: "file_write", page: 0 },
    { op: "copy", page: 1, race: { rivals: [{ op: "ftruncate", pages: 1 }] } },
  ]),
};

/** The one test that `race` makes of what is said `about` it. */
function written(preemptions?: number): race_test {
  const [test] = suite("hidden", ({ describe, race }) => {
    describe("races", () => race(about, preemptions));
  });
  if (test === undefined || !isRace(test)) throw new Error("It made no race test.");
  return test;
}

const finding = (rule: string, message: string): race_finding => ({
  rule,
  message,
  kernel: "",
  numbers: {},
  call: null,
  line: 7,
  schedule: "30aa",
});

describe("race()", () => {
  it("makes a test of the category around it, with one preemption unless it says otherwise", () => {
    expect(written()).toEqual({
      ...about,
      preemptions: 1,
      category: "races",
      visibility: "hidden",
    });
    expect(written(2).preemptions).toBe(2);
  });

  it("stands inside of a category, and has an id of its own", () => {
    expect(() => suite("hidden", ({ race }) => race(about))).toThrow("outside of any category");
    expect(() =>
      suite("hidden", ({ describe, race }) =>
        describe("races", () => {
          race(about);
          race(about);
        })),
    ).toThrow("two tests called cut-short");
  });

  it("leaves a test without a race one that is run once", () => {
    const tests = suite("visible", ({ describe, test }) =>
      describe("results", () => test(about, () => {})));
    expect(tests.map(isRace)).toEqual([false]);
  });
});

describe("judgeRace()", () => {
  it("passes a race that has broken nothing", () => {
    expect(judgeRace(written(), [])).toEqual({ status: "passed", message: "", findings: [] });
  });

  it.each(["accounting-leak", "page-leak", "dirty-loss", "lock-leak"])(
    "fails a race for %s in the rule's words, and names the operation that was raced",
    (rule) => {
      const broken = finding(rule, "Something stays.");

      expect(judgeRace(written(), [broken])).toEqual({
        status: "failed",
        message: "Something stays.",
        findings: [{ ...broken, step: 1 }],
      });
    },
  );

  it.each(["wrong-outcome", "impossible-outcome"])("says of %s what the author says", (rule) => {
    const verdict = judgeRace(written(), [finding(rule, "The result is none of Linux's.")]);

    expect(verdict).toMatchObject({ status: "failed", message: about.failure });
  });

  it("is led by what was found first", () => {
    const found = [finding("page-leak", "A page stays."), finding("impossible-outcome", "None.")];

    expect(judgeRace(written(), found)).toMatchObject({ message: "A page stays." });
    expect(judgeRace(written(), [...found].reverse())).toMatchObject({ message: about.failure });
  });
});

describe("runTest() of a race", () => {
  const { shmem_mcopy_atomic_pte: linux } = reference_targets;
  /** Linux's fill, which takes whatever goes wrong for a want of memory. */
  const sorry: Partial<targets> = {
    shmem_mcopy_atomic_pte: (...given) => {
      const ret = linux(...given);
      return ret < 0 ? -ENOMEM : ret;
    },
  };

  it("passes Linux's own functions, and fails a version that is wrong under some schedules", () => {
    expect(runTest(written(), reference_targets).status).toBe("passed");
    expect(runTest(written(), sorry)).toMatchObject({ status: "failed", message: about.failure });
  });

  it("finds out once what Linux can come to", () => {
    const test = written();
    expect(reference(test)).toBe(reference(test));
    expect(reference(test).outcomes.length).toBeGreaterThan(1);
  });
});
