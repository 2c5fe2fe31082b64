// Adds up what all suites reported. Each failed task that is no suite (lint, a type error, a build) counts as
// one failure, so that the closing line never reads "0 failed" over a run that failed.

import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { ROOT } from "./paths.mjs";
import { manifests } from "./sources.mjs";

/** @typedef {import("./turbo-summary.mjs").Task} Task */
/** @typedef {{ name: string, folder: string }} Suite */
/** @typedef {{ passed: number, failed: number, skipped: number, sentences: string[] }} Total */

/** Every package with tests. @returns {Suite[]} */
export function suites() {
  return manifests()
    .filter((file) => file !== "package.json")
    .map((file) => ({
      folder: dirname(file),
      ...JSON.parse(readFileSync(join(ROOT, file), "utf8")),
    }))
    .filter((manifest) => manifest.scripts?.test !== undefined);
}

/** How many failures of a suite are named; whoever wants them all reads its own output. */
const MOST_NAMED = 20;

/** @param {Suite} suite */
export const reportPath = (suite) => join(ROOT, suite.folder, ".reports", "vitest.json");

/** Where the suite's failures stand, a line each. @param {Suite} suite */
export const failuresPath = (suite) => join(ROOT, suite.folder, ".reports", "failures.txt");

/**
 * @param {Suite[]} all
 * @param {Task[]} tasks
 * @returns {Total}
 */
export function tally(all, tasks) {
  /** @type {Total} */
  const total = { passed: 0, failed: 0, skipped: 0, sentences: [] };
  const failedTasks = new Set(
    tasks.filter((task) => task.execution?.exitCode).map((task) => task.taskId),
  );
  for (const suite of all) addSuite(total, suite, failedTasks);
  for (const id of failedTasks) {
    total.failed += 1;
    total.sentences.push(`${id.replace("//#", "")} failed.`);
  }
  return total;
}

/**
 * @param {Total} total
 * @param {Suite} suite
 * @param {Set<string>} failedTasks  the suite's own task is taken out once it is accounted for
 */
function addSuite(total, suite, failedTasks) {
  const report = readReport(suite);
  const id = `${suite.name}#test`;
  if (report === undefined) {
    failedTasks.delete(id);
    total.failed += 1;
    total.sentences.push(`The tests of ${suite.name} did not run to their end.`);
    return;
  }
  total.passed += report.passed;
  total.skipped += report.skipped;
  total.failed += report.failed;
  if (report.failed === 0) return;
  failedTasks.delete(id);
  total.sentences.push(`The tests of ${suite.name}: ${report.failed} failed.`, ...failures(suite));
}

/** @param {Suite} suite @returns {string[]} */
function failures(suite) {
  try {
    const lines = readFileSync(failuresPath(suite), "utf8").split("\n").filter(Boolean);
    return lines.slice(0, MOST_NAMED).map((line) => `  ${line}`);
  } catch {
    return []; // they are counted all the same
  }
}

/** @param {Suite} suite */
function readReport(suite) {
  let report;
  try {
    report = JSON.parse(readFileSync(reportPath(suite), "utf8"));
  } catch {
    return undefined;
  }
  return {
    passed: /** @type {number} */ (report.numPassedTests),
    skipped: report.numPendingTests + report.numTodoTests,
    // A file that could not even be loaded has no test to its name, and is a failure all the same.
    failed: report.numFailedTests + report.testResults.filter(brokenFile).length,
  };
}

/** @param {{ status: string, assertionResults: { status: string }[] }} file */
function brokenFile(file) {
  return (
    file.status === "failed" && !file.assertionResults.some((test) => test.status === "failed")
  );
}
