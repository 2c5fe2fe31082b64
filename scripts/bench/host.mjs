// The program that measures how fast this computer's own kernel does what the machine simulates.

import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { ROOT } from "../lib/paths.mjs";

const RECORDER = join(ROOT, "tools", "recorder");

/**
 * Builds it.
 * @returns {string | null} its path; null where nothing can be compiled
 */
export function hostProgram() {
  const make = spawnSync("make", ["-s", "-C", RECORDER, "build/copy_bench"], { stdio: "ignore" });
  return make.status === 0 ? join(RECORDER, "build", "copy_bench") : null;
}
