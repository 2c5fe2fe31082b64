// npm run bench [-- --json]: how long a learner waits for a report, how many reports a second a warm process writes, what
// the layers around a submission cost, how much memory that takes, and how fast the machine is beside this computer's
// own kernel. Figures are told, not judged: a busy computer is no defect.
// npm run bench -- --soak [N]: grades N submissions in a row, a thousand if not said, and tells what is left behind.

import { machineFigures } from "./bench/machine.mjs";
import { poolFigures, soakFigures } from "./bench/pool.mjs";
import { coldReports } from "./bench/report.mjs";
import { ensureCommand } from "./lib/command.mjs";
import { main } from "./lib/failure.mjs";

await main(async () => {
  await ensureCommand();
  const soak = process.argv.indexOf("--soak");
  if (soak >= 0) return tellSoak(Number(process.argv[soak + 1]) || 1000);
  const reports = await coldReports();
  const pool = await poolFigures();
  const machine = machineFigures();
  const { warm_report_seconds, submissions_per_second, layer_seconds } = pool;
  const figures = {
    // The slower exercise, at its median: what a learner would call its speed.
    cold_report_seconds: Math.max(...reports.map(({ seconds }) => seconds)),
    warm_report_seconds,
    submissions_per_second,
    // One report at a time: judge and child together.
    peak_rss_mb: Math.max(...reports.map(({ megabytes }) => megabytes)),
    pool_rss_mb: pool.pool_rss_mb,
    layer_seconds,
    ...machine,
  };
  process.stdout.write(
    process.argv.includes("--json")
      ? `${JSON.stringify(figures)}\n`
      : table(machine, reports, pool),
  );
});

/** @param {number} count */
async function tellSoak(count) {
  const { submissions, after_a_tenth, at_the_end } = await soakFigures(count);
  const words = (/** @type {import("./bench/pool.mjs").held} */ held) =>
    `${held.files} open files, ${held.processes} processes, ${held.resources} handles, heap ${held.heap_mb} MB, resident ${held.rss_mb} MB`;
  process.stdout.write(
    process.argv.includes("--json")
      ? `${JSON.stringify({ submissions, after_a_tenth, at_the_end })}\n`
      : `${submissions} submissions in a row\n  after a tenth: ${words(after_a_tenth)}\n  at the end: ${words(at_the_end)}\n`,
  );
}

/**
 * @param {import("./bench/machine.mjs").figures} machine
 * @param {{exercise: string, seconds: number, megabytes: number}[]} reports
 * @param {import("./bench/pool.mjs").pool_figures} pool
 */
function table(machine, reports, pool) {
  const { simulated_copy_pages_per_second: ours, kernel_copy_pages_per_second: theirs } = machine;
  const thousands = (/** @type {number} */ n) => `${Math.round(n / 1000)} thousand`;
  const lines = [
    ...reports.map(
      ({ exercise, seconds, megabytes }) =>
        `report on ${exercise}, cold: ${seconds.toFixed(2)} s, ${megabytes} MB at most`,
    ),
    `report on shmem-mcopy, warm: ${pool.warm_report_seconds.toFixed(2)} s, the child having started`,
    `many reports: ${pool.submissions_per_second.toFixed(1)} a second, ${pool.pool_rss_mb} MB with all children`,
    `a report with its child's start: ${layerWords(pool.layer_seconds)}`,
    `UFFDIO_COPY on shared tmpfs, one ioctl a page: ${thousands(ours)} pages a second`,
    theirs === null
      ? "  this computer's kernel cannot be asked"
      : `  this computer's kernel: ${thousands(theirs)} pages a second; ratio, run by run: ${machine.copy_ratio}`,
    `  among a million mapped pages one costs ${machine.cost_of_a_million_pages} times as much as among 100,000`,
    `a mapped page beyond its contents: ${machine.bytes_per_page} bytes`,
    `schedules of a race tried, with audit: ${thousands(machine.explore_schedules_per_second)} a second`,
    `all recordings of Linux replayed, with audit: ${machine.replay_seconds.toFixed(1)} s`,
  ];
  return `${lines.join("\n")}\n`;
}

/** @param {import("./bench/pool.mjs").pool_figures["layer_seconds"]} seconds */
function layerWords({ ses, permission, full }) {
  const one = (/** @type {number | null} */ value) =>
    value === null ? "not to be had here" : `${value.toFixed(3)} s`;
  return `SES alone ${one(ses)}, with the permission model ${one(permission)}, with bubblewrap ${one(full)}`;
}
