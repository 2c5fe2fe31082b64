import { describe, expect, it } from "vitest";
import {
  categoryOf,
  expect as graded_expect,
  judge,
  type judged_run,
  type run_test,
  sharedFile,
} from "../src/index.ts";

const unasked = (): never => {
  throw new Error("This run has no states.");
};

/** A run in which nothing went wrong, but for what is given. */
function runWith(given: Partial<judged_run>): judged_run {
  return {
    findings: [],
    oops: null,
    death: null,
    result: unasked,
    state: unasked,
    file: unasked,
    ledger: unasked,
    rss: unasked,
    pte: unasked,
    mapped: unasked,
    cached: unasked,
    ...given,
  };
}

function testOf(category: string, check: run_test["check"] = () => {}): run_test {
  return {
    id: "a-test",
    title: "Something is as it should be",
    category,
    visibility: "hidden",
    points: 1,
    hint: "Think.",
    failure: "It is not as it should be.",
    scenario: sharedFile([]),
    check,
  };
}

const found = (rule: string, message: string): judged_run["findings"][number] => ({
  rule,
  message,
  kernel: "BUG",
  numbers: {},
  call: null,
  line: null,
  step: 0,
});

describe("judge()", () => {
  it("passes a run in which nothing broke and the check holds", () => {
    expect(judge(testOf("accounting"), runWith({}))).toEqual({
      status: "passed",
      message: "",
      findings: [],
    });
  });

  it("fails a test for a rule of its own category, in the rule's words", () => {
    const leak = found("accounting-leak", "A block stays charged.");

    const verdict = judge(testOf("accounting"), runWith({ findings: [leak] }));

    expect(verdict).toEqual({ status: "failed", message: leak.message, findings: [leak] });
  });

  it("leaves rules of other categories to other tests", () => {
    const leak = found("page-leak", "A page stays.");

    expect(judge(testOf("accounting"), runWith({ findings: [leak] })).status).toBe("passed");
  });

  it("says the author's sentence where only the check fails", () => {
    const wrong = testOf("results", () => graded_expect(1).toBe(2));

    expect(judge(wrong, runWith({}))).toMatchObject({
      status: "failed",
      message: "It is not as it should be.",
    });
  });

  it("never passes a test whose check is broken itself", () => {
    const broken = testOf("results", (run) => run.state(0));

    expect(judge(broken, runWith({})).status).toBe("error");
  });

  it.each([
    ["a BUG of another category", "bug", "kernel BUG: A page is unlocked.", "A page is unlocked."],
    [
      "a return value of no kind",
      "bad-return",
      "secret: f() returned 4096",
      /returned nothing, or a value/,
    ],
    ["whatever the code threw", "exception", "secret: pte 0x1234", /threw an error/],
  ] as const)("tells in plain words of a machine killed by %s", (_what, death, oops, words) => {
    const findings = [found("page-lock", "A page is unlocked.")];

    const verdict = judge(testOf("data"), runWith({ findings, death, oops }));

    expect(verdict.status).toBe("failed");
    expect(verdict.message).toMatch(words);
    expect(verdict.message).not.toContain("secret");
  });
});

describe("categoryOf()", () => {
  it("takes a rule that no category names for a result that nobody expected", () => {
    expect(categoryOf("never-heard-of")).toBe("results");
    expect(categoryOf("accounting-leak")).toBe("accounting");
  });
});
