// How fast a warm process grades, what each layer of isolation costs, and whether a thousand submissions leave
// anything behind; in a process of its own.

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "../lib/paths.mjs";
import { residentBelow } from "./resident.mjs";

const GRADER = join(ROOT, "packages", "grader");
const SOLUTION = join(ROOT, "packages", "exercises", "shmem-mcopy", "solution.ts");

/**
 * @typedef {{warm_report_seconds: number, submissions_per_second: number,
 *   layer_seconds: {ses: number, permission: number, full: number | null}, pool_rss_mb: number}} pool_figures
 * @returns {Promise<pool_figures>}
 */
export async function poolFigures() {
  const { text, kilobytes } = await measured("main", []);
  return { ...JSON.parse(text), pool_rss_mb: Math.round(kilobytes / 1024) };
}

/**
 * @typedef {{files: number, processes: number, resources: number, heap_mb: number, rss_mb: number}} held
 * @param {number} count
 * @returns {Promise<{submissions: number, after_a_tenth: held, at_the_end: held}>}
 */
export async function soakFigures(count) {
  return JSON.parse((await measured("soak", [String(count)])).text);
}

/**
 * Bundles a measurement from its sources, as the command is, and runs it.
 * @param {string} name
 * @param {string[]} args
 */
async function measured(name, args) {
  const folder = mkdtempSync(join(tmpdir(), "faultline-bench-"));
  try {
    const bundle = join(folder, "bench.mjs");
    const { buildSync } = createRequire(join(GRADER, "package.json"))("esbuild");
    buildSync({
      entryPoints: [join(GRADER, "bench", `${name}.ts`)],
      outfile: bundle,
      bundle: true,
      format: "esm",
      platform: "node",
      target: "node20.19",
      conditions: ["@faultline/source"],
      banner: {
        js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
      },
    });
    return await run(["--expose-gc", bundle, childScript(), SOLUTION, ...args]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const childScript = () => join(GRADER, "dist", "child.bundle.cjs");

/** Runs Node, and looks every now and then how much memory it and its children have. @param {string[]} args */
async function run(args) {
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  let text = "";
  let kilobytes = 0;
  child.stdout.setEncoding("utf8").on("data", (part) => {
    text += part;
  });
  const sampler = setInterval(() => {
    kilobytes = Math.max(kilobytes, residentBelow(child.pid ?? 0));
  }, 50);
  const code = await new Promise((resolve) => child.on("close", resolve));
  clearInterval(sampler);
  if (code !== 0) throw new Error(`The measurement ended with ${code}.`);
  return { text, kilobytes };
}
