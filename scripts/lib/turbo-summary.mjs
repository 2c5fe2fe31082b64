import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./paths.mjs";

export const summaryFolder = join(ROOT, ".turbo", "runs");

/**
 * @typedef {object} Task
 * @property {string} taskId   "@faultline/core#test"
 * @property {{ exitCode: number } | null | undefined} execution  absent when it never ran
 */

/**
 * What turbo wrote down about the run that has just ended.
 * @returns {Task[]}
 */
export function newestSummary() {
  try {
    const [file] = readdirSync(summaryFolder).filter((name) => name.endsWith(".json"));
    return JSON.parse(readFileSync(join(summaryFolder, file ?? ""), "utf8")).tasks;
  } catch {
    // Turbo stopped before it ran anything; its exit code says that something is wrong.
    return [];
  }
}
