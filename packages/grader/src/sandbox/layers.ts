// What stands around the child process on this machine, from the outside in. Every report to an instructor names it.

import { existsSync } from "node:fs";

/** How a command is wrapped, and what that is good for. */
export interface layer {
  readonly name: string;
  readonly about: string;
  /** What stands before the command. */
  readonly before: readonly string[];
}

const MEGABYTES = 1024 * 1024;

/** Limits that the kernel enforces; the last line behind the heap limit of V8. */
const prlimit: layer = {
  name: "prlimit",
  about: "limits of memory, processor time, file size and open files, enforced by the kernel",
  before: [
    "/usr/bin/prlimit",
    `--data=${512 * MEGABYTES}`,
    "--cpu=20",
    "--fsize=0",
    "--nofile=64",
    "--core=0",
    "--",
  ],
};

/** Limits and rights that Node itself enforces. */
export function nodeFlags(script: string): string[] {
  return [
    ...permissionFlags(script),
    "--max-old-space-size=96",
    // A case is over before optimised code would pay for its own making.
    "--no-opt",
    "--no-expose-wasm",
    "--no-addons",
    "--no-warnings",
  ];
}

/** The permission model: it may read its own script, and write, spawn and load nothing. */
function permissionFlags(script: string): string[] {
  const known = process.allowedNodeEnvironmentFlags;
  const flag = known.has("--permission") ? "--permission" : "--experimental-permission";
  return [flag, `--allow-fs-read=${script}`];
}

/** The layers that this machine has. */
export function outerLayers(): layer[] {
  return [prlimit].filter(({ before: [program = ""] }) => existsSync(program));
}

/** In words, for the instructor's report. */
export function isolation(): string[] {
  return [
    "ses: the submission reaches the kernel's API and nothing else",
    "process: one for each submission, with an empty environment, killed as a group",
    "node: permission model, heap limit, no WebAssembly",
    ...outerLayers().map(({ name, about }) => `${name}: ${about}`),
    "replay: the verdict comes from a machine that the submission cannot reach",
  ];
}
