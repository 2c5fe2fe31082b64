// Goal: whatever there is to say, watch's screen fits into the terminal. Method: all pages in all sizes.

import type { result } from "@faultline/grader";
import { newProgress } from "@faultline/progress";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadCourse } from "../src/learner/course.ts";
import { entriesOf } from "../src/learner/learner.ts";
import { findPlaces } from "../src/learner/places.ts";
import { actionOf, keyLine } from "../src/learner/watch/keys.ts";
import { screenLines, storyLines } from "../src/learner/watch/screen.ts";
import type { shown } from "../src/learner/watch/state.ts";

const course = await loadCourse(findPlaces({ FAULTLINE_WORK: "/home/somebody/my work" }));
const one = course[1] ?? course[0];
if (one === undefined) throw new Error("there is no exercise");

const test = (n: number, status: "passed" | "failed"): result["tests"][number] => ({
  id: `t${n}`,
  title: `Test ${n} says at some length what is right, and that it is hidden or is not`,
  category: "results",
  visibility: n % 2 === 0 ? "visible" : "hidden",
  status,
  score: status === "passed" ? 1 : 0,
  max_score: 1,
  message:
    status === "passed"
      ? ""
      : "Something went wrong that takes more than one line to tell. ".repeat(4),
  hint: "Think about it.",
  log: status === "passed" ? [] : ["printed"],
});

const resultOf = (failing: number): result => ({
  schema: "faultline/result/v1",
  exercise: one.id,
  release: "5.14",
  submission: { file: "zeropage.ts", sha256: "" },
  status: "graded",
  message: "",
  score: 30 - failing,
  max_score: 30,
  seed: 1,
  tests: Array.from({ length: 30 }, (_, n) => test(n, n < failing ? "failed" : "passed")),
  findings: [],
  counterexample: null,
  duration_ms: 1,
});

const page: shown = {
  one,
  result: resultOf(3),
  partial: false,
  grading_seconds: null,
  graded_at: "12:00:00",
  full: false,
  hint: null,
  note: "",
  over: "nothing",
  entries: entriesOf(course, newProgress()),
  next: course[2] ?? null,
};

const pages: fc.Arbitrary<shown> = fc.record({
  one: fc.constant(one),
  result: fc.constantFrom(null, resultOf(0), resultOf(1), resultOf(30)),
  partial: fc.boolean(),
  grading_seconds: fc.constantFrom(null, 0, 75),
  graded_at: fc.constantFrom("", "12:00:00"),
  full: fc.boolean(),
  hint: fc.constantFrom(null, {
    number: 2,
    of: 8,
    text: "What do you know? ".repeat(9),
    again: false,
  }),
  note: fc.constantFrom("", "The file is not there. Save it once more in your editor."),
  over: fc.constantFrom("nothing" as const, "keys" as const, "list" as const),
  entries: fc.constant(page.entries),
  next: fc.constantFrom(null, page.next),
});

const plain = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with one
  text.replace(/\u001b\[\d+m/g, "");

describe("the screen of watch", () => {
  it("never has more lines or columns than the terminal", () => {
    const sizes = fc.record({
      columns: fc.integer({ min: 40, max: 200 }),
      rows: fc.integer({ min: 8, max: 60 }),
    });
    fc.assert(
      fc.property(pages, sizes, fc.boolean(), (shown, size, colour) => {
        const lines = screenLines(shown, size, colour);
        expect(lines.length).toBeLessThanOrEqual(size.rows);
        for (const line of lines) expect(plain(line).length).toBeLessThanOrEqual(size.columns);
      }),
    );
  });

  it("always ends with the keys", () => {
    fc.assert(
      fc.property(pages, fc.integer({ min: 8, max: 40 }), (shown, rows) => {
        expect(screenLines(shown, { columns: 40, rows }, false).at(-1)).toBe(keyLine(shown, 40));
      }),
    );
    expect(keyLine(page, 40)).toContain("?: keys");
  });

  it("says the same with colour and without", () => {
    fc.assert(
      fc.property(pages, (shown) => {
        const size = { columns: 80, rows: 24 };
        expect(screenLines(shown, size, true).map(plain)).toEqual(screenLines(shown, size, false));
      }),
    );
  });

  it("begins with what fails first, a visible test before a hidden one", () => {
    const [hidden, visible] = [test(1, "failed"), test(2, "failed")];
    const result = { ...resultOf(0), tests: [hidden, visible] };
    const text = screenLines({ ...page, result }, { columns: 80, rows: 24 }, false).join("\n");
    expect(text).toContain("What fails first\n  FAIL  Test 2 ");
    expect(text).not.toContain("Test 1 ");
  });

  it("tells what is known of the visible tests, and that there is more to come", () => {
    const partial = { ...page, partial: true, grading_seconds: 0 };
    expect(screenLines(partial, { columns: 80, rows: 24 }, false)).toContain(
      "27 of 30 visible tests pass; grading the rest ...",
    );
  });

  it("shows a hint rather than the failure where there is room for one of them", () => {
    const hint = { number: 1, of: 8, text: "What does each of the three know?", again: false };
    const small = screenLines({ ...page, hint }, { columns: 40, rows: 9 }, false).join("\n");
    expect(small).toContain("What does each of the three know?");
    expect(small).not.toContain("FAIL");
    const large = screenLines({ ...page, hint }, { columns: 80, rows: 30 }, false).join("\n");
    expect(large).toContain("What does each of the three know?");
    expect(large).toContain("FAIL");
  });

  it("keeps the current exercise in a list that is cut", () => {
    for (const [at, id] of course.map((other, i) => [i, other.id] as const)) {
      const entries = page.entries.map((entry, i) => ({ ...entry, current: i === at }));
      const lines = screenLines(
        { ...page, over: "list", entries },
        { columns: 40, rows: 11 },
        false,
      );
      expect(lines.filter((line) => line.startsWith(`> now    ${id}`)).length, id).toBe(1);
    }
  });

  it("tells a terminal that is not cleared the same", () => {
    expect(storyLines(page, 80, false).join("\n")).toContain("What fails first\n  FAIL  Test 0 ");
  });
});

describe("the keys of watch", () => {
  it("end it by q and by Ctrl-C, and do nothing by a key that has no meaning", () => {
    expect(["q", "ctrl-c", "ctrl-d", "z", "up"].map(actionOf)).toEqual([
      "quit",
      "quit",
      "quit",
      null,
      null,
    ]);
  });
});
