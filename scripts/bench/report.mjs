// How long a learner waits for a report, from a cold process, and how much memory that takes.

import { spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../lib/paths.mjs";
import { residentBelow } from "./resident.mjs";

const FOLDER = join(ROOT, "packages", "exercises");
const EXERCISES = readdirSync(FOLDER).filter((id) => existsSync(join(FOLDER, id, "solution.ts")));
const ROUNDS = 3;

/** The figures of each exercise: the median time and the most memory. */
export async function coldReports() {
  const reports = [];
  for (const exercise of EXERCISES) reports.push(await coldReport(exercise));
  return reports;
}

/** @param {string} exercise */
async function coldReport(exercise) {
  const rounds = [];
  for (let round = 0; round < ROUNDS; round++) rounds.push(await gradeOnce(exercise));
  const seconds = rounds.map((one) => one.seconds).sort((a, b) => a - b)[ROUNDS >> 1] ?? 0;
  return { exercise, seconds, megabytes: Math.max(...rounds.map((one) => one.megabytes)) };
}

/** @param {string} exercise */
async function gradeOnce(exercise) {
  const solution = join(ROOT, "packages", "exercises", exercise, "solution.ts");
  const begin = performance.now();
  const child = spawn(join(ROOT, "faultline"), ["grade", exercise, solution], { stdio: "ignore" });
  let kilobytes = 0;
  const sampler = setInterval(() => {
    kilobytes = Math.max(kilobytes, residentBelow(child.pid ?? 0));
  }, 10);
  const code = await new Promise((resolve) => child.on("close", resolve));
  clearInterval(sampler);
  if (code !== 0) throw new Error(`grading ${exercise} ended with ${code}`);
  const seconds = Math.round(performance.now() - begin) / 1000;
  return { seconds, megabytes: Math.round(kilobytes / 1024) };
}
