// Keeps the built `faultline` command up to date with the sources.

import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { EX_SOFTWARE, Failure, say } from "./failure.mjs";
import { installLocked, isInstalled } from "./install.mjs";
import { locked } from "./lock.mjs";
import { ROOT } from "./paths.mjs";
import { quietly } from "./process.mjs";
import { manifests, sourceListing } from "./sources.mjs";
import { stamp } from "./stamp.mjs";

const built = stamp("command.stamp", sourceListing);

export async function ensureCommand() {
  if (isInstalled() && built.isFresh()) return;
  await locked(async () => {
    await installLocked();
    if (!built.isFresh()) await buildCommand();
  });
}

async function buildCommand() {
  say("building the command ...");
  const before = withoutBundle(sourceListing());
  for (const { folder, script } of bundles()) {
    const result = await quietly("bundle.log", script, [], { cwd: folder, shell: true });
    if (result.code !== 0) {
      process.stderr.write(result.output);
      throw new Failure(`${folder} could not be built.`, EX_SOFTWARE);
    }
  }
  const after = sourceListing();
  // A source that changed while we built is left for the next run to notice.
  if (withoutBundle(after) === before) built.set(after);
}

/** The bundle is the last line of the listing, and the only one that a build may change. */
const withoutBundle = (/** @type {string} */ listing) =>
  listing.slice(0, listing.lastIndexOf("\n"));

/** Each package says in its script "bundle" how its part is made; none needs another's to be made first. */
function bundles() {
  return manifests().flatMap((file) => {
    const script = JSON.parse(readFileSync(join(ROOT, file), "utf8")).scripts?.bundle;
    return script === undefined ? [] : [{ folder: join(ROOT, dirname(file)), script }];
  });
}
