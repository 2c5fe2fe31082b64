// npm run bench [-- --json]: how long a learner waits for a report, how much memory that takes, and how fast the
// machine is beside this computer's own kernel. Figures are told, not judged: a busy computer is no defect.

import { machineFigures } from "./bench/machine.mjs";
import { coldReports } from "./bench/report.mjs";
import { ensureCommand } from "./lib/command.mjs";
import { main } from "./lib/failure.mjs";

await main(async () => {
  await ensureCommand();
  const reports = await coldReports();
  const machine = machineFigures();
  const figures = {
    // The slower exercise, at its median: what a learner would call its speed.
    cold_report_seconds: Math.max(...reports.map(({ seconds }) => seconds)),
    peak_rss_mb: Math.max(...reports.map(({ megabytes }) => megabytes)),
    ...machine,
  };
  process.stdout.write(
    process.argv.includes("--json") ? `${JSON.stringify(figures)}\n` : table(machine, reports),
  );
});

/**
 * @param {import("./bench/machine.mjs").figures} machine
 * @param {{exercise: string, seconds: number, megabytes: number}[]} reports
 */
function table(machine, reports) {
  const { simulated_copy_pages_per_second: ours, kernel_copy_pages_per_second: theirs } = machine;
  const thousands = (/** @type {number} */ n) => `${Math.round(n / 1000)} thousand pages a second`;
  const lines = [
    ...reports.map(
      ({ exercise, seconds, megabytes }) =>
        `report on ${exercise}, cold: ${seconds.toFixed(2)} s, ${megabytes} MB at most`,
    ),
    `UFFDIO_COPY on shared tmpfs, one ioctl a page: ${thousands(ours)}`,
    theirs === null
      ? "  this computer's kernel cannot be asked"
      : `  this computer's kernel: ${thousands(theirs)}; ratio, run by run: ${machine.copy_ratio}`,
    `  among a million mapped pages one costs ${machine.cost_of_a_million_pages} times as much as among 100,000`,
    `a mapped page beyond its contents: ${machine.bytes_per_page} bytes`,
    `all recordings of Linux replayed, with audit: ${machine.replay_seconds.toFixed(1)} s`,
  ];
  return `${lines.join("\n")}\n`;
}
