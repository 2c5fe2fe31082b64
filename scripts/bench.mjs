// npm run bench [-- --json]: how long a learner waits for a report, how much memory that takes, and how fast the
// machine is. Figures are told, not judged: a busy machine is no defect.

import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { ensureCommand } from "./lib/command.mjs";
import { main } from "./lib/failure.mjs";
import { ROOT } from "./lib/paths.mjs";

const EXERCISES = ["install-pte", "shmem-mcopy"];
const ROUNDS = 5;
const COPY_MS = 1000;

await main(async () => {
  await ensureCommand();
  const reports = [];
  for (const exercise of EXERCISES) reports.push(await coldReport(exercise));
  const figures = {
    // The slower exercise, at its median: what a learner would call its speed.
    cold_report_seconds: Math.max(...reports.map(({ seconds }) => seconds)),
    peak_rss_mb: Math.max(...reports.map(({ megabytes }) => megabytes)),
    simulated_copy_pages_per_second: await copySpeed(),
  };
  process.stdout.write(
    process.argv.includes("--json") ? `${JSON.stringify(figures)}\n` : table(figures, reports),
  );
});

/**
 * Grades the solution with `./faultline`, from a cold process each time.
 * @param {string} exercise
 */
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

/**
 * Resident memory of a process and of everything that it started, in KB; 0 where there is no /proc.
 * @param {number} pid
 * @returns {number}
 */
function residentBelow(pid) {
  const own = /^VmRSS:\s+(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0;
  const children = read(`/proc/${pid}/task/${pid}/children`).split(" ").filter(Boolean);
  return Number(own) + children.reduce((sum, child) => sum + residentBelow(Number(child)), 0);
}

/** @param {string} file */
function read(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return ""; // it has ended meanwhile
  }
}

/** Bundles the measurement from its sources, as the command is, and runs it in this process. */
async function copySpeed() {
  const folder = join(ROOT, "packages", "grader");
  const { buildSync } = createRequire(join(folder, "package.json"))("esbuild");
  const { outputFiles } = buildSync({
    entryPoints: [join(folder, "bench", "simulated_copy.ts")],
    bundle: true,
    write: false,
    format: "esm",
    target: "node20.19",
    conditions: ["@faultline/source"],
  });
  const url = `data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString("base64")}`;
  const { copyPagesPerSecond } = await import(url);
  return copyPagesPerSecond(COPY_MS);
}

/**
 * @param {{cold_report_seconds: number, peak_rss_mb: number, simulated_copy_pages_per_second: number}} figures
 * @param {{exercise: string, seconds: number, megabytes: number}[]} reports
 */
function table(figures, reports) {
  const lines = reports.map(
    ({ exercise, seconds, megabytes }) =>
      `report on ${exercise}, cold: ${seconds.toFixed(2)} s, ${megabytes} MB at most`,
  );
  const speed = Math.round(figures.simulated_copy_pages_per_second / 1000);
  return `${lines.join("\n")}\nUFFDIO_COPY on shared tmpfs: ${speed} thousand pages a second\n`;
}
