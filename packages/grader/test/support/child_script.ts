// The child's script, bundled from its sources, so that a test never runs a stale build.

import { mkdtempSync, realpathSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildSync } from "esbuild";

const folder = realpathSync(mkdtempSync(join(tmpdir(), "faultline-child-")));
let built: string | null = null;

/** Path of the bundle; made once for all tests of a process. */
export function builtChild(): string {
  if (built !== null) return built;
  built = join(folder, "child.cjs");
  buildSync({
    entryPoints: [join(import.meta.dirname, "../../src/child/main.ts")],
    outfile: built,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20.19",
    conditions: ["@faultline/source"],
    logLevel: "error",
  });
  return built;
}

/** A child that has been taken over: it runs `code` with what it was told in `input`, and says what it likes with `say`. */
export function hostileChild(name: string, code: string): string {
  const path = join(folder, `${name}.cjs`);
  const head = `const fs = require("node:fs");
const input = JSON.parse(fs.readFileSync(0, "utf8"));
const say = (text) => fs.writeSync(1, text + "\\n");
say('{"kind":"up"}');`;
  writeFileSync(path, `${head}\n${code}\n`);
  return path;
}
