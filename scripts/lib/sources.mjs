// What the built command was built from, as a listing of path, time and size. Comparing two listings takes a
// few milliseconds; hashing contents would take ten times that at every start.

import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { CLI_ENTRY, ROOT } from "./paths.mjs";

/** Made by tools, or of no consequence to the build. */
const SKIP = new Set(["node_modules", "dist", "build", "coverage", "README.md"]);
const LIBRARIES = ["core", "kit", "view", "grader", "cli"];

/** Everything the bundled command depends on, and the bundle itself. */
export function sourceListing() {
  /** @type {string[]} */
  const lines = [];
  // An exercise's tests are part of the product; a library's are not.
  for (const name of LIBRARIES) walk(join("packages", name), lines, "test");
  walk(join("packages", "exercises"), lines);
  entry(join("scripts", "bundle.mjs"), lines);
  entry(CLI_ENTRY.slice(ROOT.length + 1), lines);
  return lines.join("\n");
}

/** Every manifest of the workspace, the lockfile, and the mark that pnpm leaves when it has finished. */
export function manifestListing() {
  const files = ["pnpm-lock.yaml", "pnpm-workspace.yaml", "node_modules/.modules.yaml"];
  /** @type {string[]} */
  const lines = [];
  for (const file of [...files, ...manifests()]) entry(file, lines);
  return lines.join("\n");
}

/** Paths, from the root, of all manifests. */
export function manifests() {
  const folders = ["packages", join("packages", "exercises"), "apps", "tools"];
  const found = folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder)).map((name) => join(folder, name, "package.json")),
  );
  const all = [
    "package.json",
    ...["scripts", "e2e"].map((name) => join(name, "package.json")),
    ...found,
  ];
  return all.filter((file) => existsSync(join(ROOT, file)));
}

/**
 * @param {string} folder
 * @param {string[]} lines
 * @param {string} [omit]  one more name to leave out, at this level only
 */
function walk(folder, lines, omit) {
  for (const item of readdirSync(join(ROOT, folder), { withFileTypes: true })) {
    const { name } = item;
    if (name.startsWith(".") || name === omit || SKIP.has(name)) continue;
    if (item.isDirectory()) walk(join(folder, name), lines);
    else entry(join(folder, name), lines);
  }
}

/**
 * @param {string} file
 * @param {string[]} lines
 */
function entry(file, lines) {
  const stat = statSync(join(ROOT, file), { throwIfNoEntry: false });
  lines.push(stat === undefined ? `${file} -` : `${file} ${stat.mtimeMs} ${stat.size}`);
}
