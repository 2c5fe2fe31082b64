// The child's script in V8's own form, so that a child need not read all of it again: a quarter of the time that it
// takes to start and run. Made when the grader is built; where it does not fit, the script runs as it is.

import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";

/** V8 takes a cache for any text of the same length, so the name says whose it is: of which script, Node and machine. */
export function cachePath(script: string): string {
  const hash = createHash("sha256").update(readFileSync(script)).digest("hex").slice(0, 16);
  return script.replace(/(\.cjs)?$/, `.${hash}.${process.version}-${process.arch}.cache`);
}

const known = new Map<string, string | null>();

/** The cache that fits `script`, this Node and this machine; null if there is none. */
export function cacheOf(script: string): string | null {
  const found = known.get(script) ?? lookFor(script);
  known.set(script, found);
  return found;
}

function lookFor(script: string): string | null {
  if (!existsSync(script)) return null; // the child will say so
  const path = cachePath(script);
  return existsSync(path) ? path : null;
}

/** How Node is told to run a script with its cache. The text must be wrapped as it was when the cache was made. */
export function withCache(script: string, cache: string): string[] {
  const load = `${HEAD}
new Script(text, { filename: path, cachedData: readFileSync(cache) }).runInThisContext()(require);`;
  return ["-e", load, "--", script, cache];
}

/** … and how to run it and make the cache when it is done: by then V8 knows what is needed of it. */
export function makingCache(script: string, cache: string): string[] {
  const make = `${HEAD}
const script = new Script(text, { filename: path });
const { exit } = process;
process.exit = (code) => {
  require("node:fs").writeFileSync(cache, script.createCachedData());
  exit(code);
};
script.runInThisContext()(require);`;
  return ["-e", make, "--", script, cache];
}

const HEAD = `const { readFileSync } = require("node:fs");
const { Script } = require("node:vm");
const [path, cache] = process.argv.slice(1);
const text = "(function (require) {" + readFileSync(path, "utf8") + "\\n})";`;
