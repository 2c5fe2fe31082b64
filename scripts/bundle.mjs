// Bundles one entry of the package in the current directory into one file:
//
//   node ../../scripts/bundle.mjs src/main.ts dist/faultline.js
//
// Workspace packages are bundled from their sources (the "@faultline/source" condition), so a bundle needs
// no other build first: that is what makes the first `./faultline` quick.

import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, resolve } from "node:path";

const [entry, out] = process.argv.slice(2);
if (entry === undefined || out === undefined) {
  throw new Error("usage: node bundle.mjs <entry> <output>, from the package's folder");
}

// From the package, not from here: each package declares the bundler it needs.
const { buildSync } = createRequire(join(process.cwd(), "package.json"))("esbuild");

// A script of CommonJS starts sooner than a module: Node needs no loader of modules for it.
const format = out.endsWith(".cjs") ? "cjs" : "esm";

const result = buildSync({
  entryPoints: [entry],
  outfile: out,
  bundle: true,
  write: false,
  platform: "node",
  format,
  target: "node20.19",
  conditions: ["@faultline/source"],
  // Every byte is read again at every start. Names stay in the command, for whoever reads a stack of ours.
  minifyWhitespace: true,
  minifySyntax: true,
  minifyIdentifiers: format === "cjs",
  mainFields: ["module", "main"],
  // Who exports a kit has the repository, and in it both: they are loaded when they are asked for.
  external: ["esbuild", "typescript"],
  sourcemap: "linked",
  // Bundled CommonJS still calls require for Node's own modules; an ES module has none of its own.
  banner:
    format === "cjs"
      ? {}
      : {
          js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
        },
  logLevel: "warning",
});

for (const file of result.outputFiles) {
  replace(file.path, file.contents);
}

/**
 * Swaps the file in at once: another process may be loading the old one.
 * @param {string} path
 * @param {Uint8Array} contents
 */
function replace(path, contents) {
  const target = resolve(path);
  mkdirSync(dirname(target), { recursive: true });
  const fresh = join(dirname(target), `.${basename(target)}.${process.pid}`);
  writeFileSync(fresh, contents);
  renameSync(fresh, target);
}
