// `npm test`: everything there is to check, in one go, and one line of numbers at the end.

import { rmSync } from "node:fs";
import { failuresPath, reportPath, suites, tally } from "./tally.mjs";
import { turbo } from "./turbo.mjs";
import { newestSummary, summaryFolder } from "./turbo-summary.mjs";

const TASKS = ["lint:code", "typecheck", "test", "verify", "build"];

/**
 * @param {string[]} rest  more arguments for turbo, such as --force to do without its cache
 */
export async function testEverything(rest) {
  const all = suites();
  // A report of an earlier run must never be counted; turbo puts those of cached runs back.
  for (const suite of all)
    for (const path of [reportPath(suite), failuresPath(suite)]) rmSync(path, { force: true });
  rmSync(summaryFolder, { recursive: true, force: true });

  // One failure hides no other: whatever does not depend on what failed still runs.
  const code = await turbo([
    ...TASKS,
    "--continue=dependencies-successful",
    "--summarize",
    ...rest,
  ]);

  const { passed, failed, skipped, sentences } = tally(all, newestSummary());
  if (code !== 0 && failed === 0) {
    process.stdout.write(`The run ended with exit code ${code}, and no task says why.\n`);
  }
  for (const sentence of sentences) process.stdout.write(`${sentence}\n`);
  if (skipped > 0) process.stdout.write(`${skipped} skipped.\n`);
  process.stdout.write(`${passed} passed, ${failed === 0 && code !== 0 ? 1 : failed} failed\n`);
  return failed > 0 ? 1 : code;
}
