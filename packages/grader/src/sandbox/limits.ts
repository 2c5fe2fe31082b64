// Limits that the kernel enforces on the child: the last line behind the heap limit of V8 and the budgets.

import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import type { obstacle } from "./bubblewrap.ts";

const PRLIMIT = "/usr/bin/prlimit";
const MEGABYTES = 1024 * 1024;

/** Node 24 sets half a gigabyte of addresses aside for code, and the kernel counts what is set aside. */
const [major = 0] = process.versions.node.split(".").map(Number);
const ASIDE = major >= 24 ? 512 : 0;

const command = [
  PRLIMIT,
  `--data=${(512 + ASIDE) * MEGABYTES}`,
  "--cpu=20",
  "--fsize=0",
  "--nofile=64",
  "--core=0",
  "--",
];

/** What to put before a command so that the limits hold for it; tried with one that does nothing. */
export function tryLimits(): readonly string[] | obstacle {
  if (!existsSync(PRLIMIT))
    return { why: "it is not installed", remedy: "apt-get install util-linux" };
  const [program = "", ...args] = command;
  const run = spawnSync(program, [...args, "/bin/true"], { env: {}, encoding: "utf8" });
  if (run.status === 0) return command;
  const why = run.error?.message ?? (run.stderr.trim().split("\n", 1)[0] || "it does not work");
  return { why, remedy: "" };
}
