// The pinned pnpm, in a folder of ours: nothing on the machine is changed, and everybody has the same one.

import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative } from "node:path";
import { EX_SOFTWARE, Failure } from "./failure.mjs";
import { networkFailure } from "./network.mjs";
import { ROOT, TOOLS } from "./paths.mjs";
import { quietly } from "./process.mjs";

/** "pnpm@10.34.9", from the one place that pins it; turbo reads the same field. */
function pinned() {
  const manifest = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  return /** @type {string} */ (manifest.packageManager);
}

const folder = () => join(TOOLS, pinned().replace("@", "-"));

/** pnpm's own script, to be run by Node. */
export const pnpmScript = () => join(folder(), "node_modules", "pnpm", "bin", "pnpm.cjs");

/** Call with the lock held. */
export async function ensurePnpm() {
  if (!existsSync(pnpmScript())) await download();
  writeShims();
}

async function download() {
  const fresh = `${folder()}.${process.pid}`;
  mkdirSync(fresh, { recursive: true });
  const { command, args } = npm();
  const options = ["--prefix", fresh, "--no-audit", "--no-fund", "--fetch-retry-mintimeout=1000"];
  const result = await quietly("pnpm.log", command, [...args, "install", ...options, pinned()]);
  if (result.code !== 0) {
    rmSync(fresh, { recursive: true, force: true });
    throw (
      networkFailure(result.output) ??
      new Failure(`npm could not fetch ${pinned()}; its words are in ${result.path}.`, EX_SOFTWARE)
    );
  }
  rmSync(folder(), { recursive: true, force: true });
  renameSync(fresh, folder());
}

/** The npm that started us, or else the one that came with this Node, or else the one on the PATH. */
function npm() {
  const ours = process.env["npm_execpath"] ?? "";
  const bundled = join(
    dirname(process.execPath),
    "..",
    "lib",
    "node_modules",
    "npm",
    "bin",
    "npm-cli.js",
  );
  for (const script of [ours, bundled]) {
    if (script.endsWith("npm-cli.js") && existsSync(script)) {
      return { command: process.execPath, args: [script] };
    }
  }
  return { command: process.platform === "win32" ? "npm.cmd" : "npm", args: [] };
}

/** A `pnpm` on the PATH, for turbo; it names no place, so that the repository can be moved. */
function writeShims() {
  const bin = join(TOOLS, "bin");
  mkdirSync(bin, { recursive: true });
  const script = relative(bin, pnpmScript()).replaceAll("\\", "/");
  write(join(bin, "pnpm"), `#!/bin/sh\nexec node "$(dirname "$0")/${script}" "$@"\n`);
  write(join(bin, "pnpm.cmd"), `@node "%~dp0${script}" %*\r\n`);
}

/**
 * @param {string} path
 * @param {string} text
 */
function write(path, text) {
  if (existsSync(path) && readFileSync(path, "utf8") === text) return;
  writeFileSync(path, text);
  chmodSync(path, 0o755);
}
