import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { ROOT } from "./paths.mjs";
import { run } from "./process.mjs";

/**
 * Runs tasks of the workspace, each after what it depends on, and none whose inputs have not changed.
 * @param {string[]} args
 */
export function turbo(args) {
  // Asked of the root's manifest: this file may be loaded before anything is installed.
  const script = createRequire(join(ROOT, "package.json")).resolve("turbo/bin/turbo");
  // Turbo's own default of ten at once makes tests on a small machine wait for each other until they time out.
  const concurrency = `--concurrency=${Math.max(2, availableParallelism())}`;
  return run(process.execPath, [script, "run", ...args, concurrency, "--output-logs=new-only"], {
    stdio: ["ignore", "inherit", "inherit"],
  });
}
