import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ROOT } from "../lib/paths.mjs";
import { failuresPath, reportPath, tally } from "../lib/tally.mjs";

/** @type {string} */
let folder;
/** @type {import("../lib/tally.mjs").Suite} */
let suite;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "faultline-tally-"));
  suite = { name: "@faultline/it", folder: relative(ROOT, folder) };
});
afterEach(() => rmSync(folder, { recursive: true }));

/** @param {Record<string, unknown>} report */
function write(report) {
  mkdirSync(dirname(reportPath(suite)), { recursive: true });
  const nothing = { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0 };
  writeFileSync(reportPath(suite), JSON.stringify({ ...nothing, testResults: [], ...report }));
}

/**
 * @param {string} taskId
 * @param {number} exitCode
 */
const task = (taskId, exitCode) => ({ taskId, execution: { exitCode } });

test("adds up what the suites report", () => {
  write({ numPassedTests: 7, numPendingTests: 1, numTodoTests: 1 });
  const total = tally([suite, suite], [task("@faultline/it#test", 0)]);
  expect(total).toEqual({ passed: 14, failed: 0, skipped: 4, sentences: [] });
});

test("counts a failed test once, although its task failed too", () => {
  write({ numPassedTests: 2, numFailedTests: 1 });
  expect(tally([suite], [task("@faultline/it#test", 1)])).toMatchObject({ passed: 2, failed: 1 });
});

test("names what failed below the number", () => {
  write({ numFailedTests: 1 });
  writeFileSync(failuresPath(suite), "test/a.test.ts > adds: expected 2 to be 3\n");
  expect(tally([suite], []).sentences).toEqual([
    "The tests of @faultline/it: 1 failed.",
    "  test/a.test.ts > adds: expected 2 to be 3",
  ]);
});

test("counts a file that could not be loaded", () => {
  write({ testResults: [{ status: "failed", assertionResults: [] }] });
  expect(tally([suite], [task("@faultline/it#test", 1)]).failed).toBe(1);
});

test("does not count a file as broken when one of its tests failed", () => {
  const testResults = [{ status: "failed", assertionResults: [{ status: "failed" }] }];
  write({ numFailedTests: 1, testResults });
  expect(tally([suite], []).failed).toBe(1);
});

test("a suite without a report is a failure, whatever its task says", () => {
  expect(tally([suite], [task("@faultline/it#test", 0)]).failed).toBe(1);
});

test("a suite whose tests pass and whose run fails is a failure", () => {
  write({ numPassedTests: 3 });
  expect(tally([suite], [task("@faultline/it#test", 1)])).toMatchObject({ passed: 3, failed: 1 });
});

test("a failed check that is no suite is one failure, and is named", () => {
  const total = tally([], [task("//#lint:code", 1), task("@faultline/core#build", 0)]);
  expect(total.failed).toBe(1);
  expect(total.sentences).toEqual(["lint:code failed."]);
});
