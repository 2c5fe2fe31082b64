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
  return written(
    name,
    `const fs = require("node:fs");
const input = JSON.parse(fs.readFileSync(0, "utf8"));
const say = (text) => fs.writeSync(1, text + "\\n");
say('{"kind":"up"}');
${code}`,
  );
}

/**
 * A child that has been taken over, and looks at the machine that it runs on. `code` is the body of an async function; it
 * calls `reached` with what it has got hold of, which then stands among what its cases printed.
 */
export function takenChild(name: string, code: string): string {
  return hostileChild(
    name,
    `const found = [], shown = [];
const reached = (what) => found.push("REACHED " + what);
const connects = (to) => new Promise((done) => {
  const s = require("node:net").connect(to, () => { reached("connects"); s.destroy(); done(); });
  s.on("error", done);
});
const tell = () => {
  say(JSON.stringify({ kind: "ready", targets: input.required }));
  for (const { n } of input.cases)
    say(JSON.stringify({ kind: "case", n, events: [], log: [...found, ...shown], overrun: null }));
  process.exit(0);
};
(async () => { ${code} })().then(tell, tell);`,
  );
}

function written(name: string, code: string): string {
  const path = join(folder, `${name}.cjs`);
  writeFileSync(path, `${code}\n`);
  return path;
}
