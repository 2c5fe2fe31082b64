// How fast the simulated machine is beside this computer's kernel, and what a page of it costs; in a process of its own.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "../lib/paths.mjs";
import { hostProgram } from "./host.mjs";

const CORE = join(ROOT, "packages", "core");

/**
 * Bundles the measurement from its sources, as the command is, and runs it.
 * @typedef {{simulated_copy_pages_per_second: number, kernel_copy_pages_per_second: number | null,
 *   copy_ratio: number | null, cost_of_a_million_pages: number, bytes_per_page: number,
 *   explore_schedules_per_second: number, replay_seconds: number}} figures
 * @returns {figures}
 */
export function machineFigures() {
  const folder = mkdtempSync(join(tmpdir(), "faultline-bench-"));
  try {
    const bundle = join(folder, "bench.mjs");
    const { buildSync } = createRequire(join(ROOT, "packages", "cli", "package.json"))("esbuild");
    buildSync({
      entryPoints: [join(CORE, "bench", "main.ts")],
      outfile: bundle,
      bundle: true,
      format: "esm",
      platform: "node",
      target: "node20.19",
    });
    return JSON.parse(
      execFileSync(
        process.execPath,
        ["--expose-gc", bundle, hostProgram() ?? "-", ...recordings()],
        {
          encoding: "utf8",
        },
      ),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const recordings = () =>
  readdirSync(join(CORE, "corpus"))
    .filter((name) => name.endsWith(".jsonl.gz"))
    .map((name) => join(CORE, "corpus", name));
