// The one door of the npm scripts: `npm start`, `npm test` and the rest all come here.
//
// It needs nothing but Node and npm: it puts the pinned pnpm into .tools, installs when the lockfile or a
// manifest has changed, and then does what was asked. What it says itself goes to stderr.

import { join } from "node:path";
import { EX_USAGE, Failure, main } from "./lib/failure.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { locked } from "./lib/lock.mjs";
import { requireNode } from "./lib/node-version.mjs";
import { ensurePnpm, pnpmScript } from "./lib/pnpm.mjs";
import { run } from "./lib/process.mjs";
import { start } from "./lib/start.mjs";
import { testEverything } from "./lib/test.mjs";
import { turbo } from "./lib/turbo.mjs";

const SITE = "@faultline/docs";

/** @type {Record<string, (rest: string[]) => Promise<number>>} */
const commands = {
  start,
  test: testEverything,
  // Not through turbo: what it prints would stand before the figures.
  bench: (rest) => run(process.execPath, [join("scripts", "bench.mjs"), ...rest]),
  build: (rest) => turbo(["build", `--filter=!${SITE}`, ...rest]),
  typecheck: (rest) => turbo(["typecheck", ...rest]),
  lint: (rest) => turbo(["lint:code", ...rest]),
  format: (rest) => run("biome", ["check", "--write", ...(rest.length > 0 ? rest : ["."])]),
  site: async (rest) => {
    const built = await turbo(["build", `--filter=${SITE}^...`]);
    return built === 0 ? pnpm(["--filter", SITE, "run", "dev", ...rest]) : built;
  },
  "site:build": (rest) => turbo(["build", `--filter=${SITE}`, ...rest]),
};

await main(async () => {
  requireNode();
  const [name = "", ...rest] = process.argv.slice(2);
  if (name === "pnpm") {
    // Without installing first: this is how a dependency is added and a lockfile is made.
    await locked(ensurePnpm);
    process.exitCode = await pnpm(rest);
    return;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) {
    const known = [...Object.keys(commands), "pnpm"].join(", ");
    throw new Failure(`there is no command "${name}"; there are: ${known}.`, EX_USAGE);
  }
  await ensureInstalled();
  process.exitCode = await command(rest);
});

/** @param {string[]} args */
function pnpm(args) {
  return run(process.execPath, [pnpmScript(), ...args]);
}
