import { EX_SOFTWARE, Failure, say } from "./failure.mjs";
import { locked } from "./lock.mjs";
import { networkFailure } from "./network.mjs";
import { ensurePnpm, pnpmScript } from "./pnpm.mjs";
import { quietly } from "./process.mjs";
import { manifestListing } from "./sources.mjs";
import { stamp } from "./stamp.mjs";

const installed = stamp("installed.stamp", manifestListing);

export const isInstalled = () => installed.isFresh();

/** Takes the lock; call `installLocked` where it is held already. */
export async function ensureInstalled() {
  if (!isInstalled()) await locked(installLocked);
}

export async function installLocked() {
  // Another process may have done it while we waited.
  if (isInstalled()) return;
  say("installing what it needs (the first time this takes about a minute) ...");
  await ensurePnpm();
  const flags = ["--frozen-lockfile", "--prefer-offline", "--reporter=append-only"];
  // pnpm's own pauses between retries add up to more than a minute without a network.
  const patience = ["--config.fetch-retry-mintimeout=1000", "--config.fetch-retry-maxtimeout=5000"];
  const args = [pnpmScript(), "install", ...flags, ...patience];
  const result = await quietly("install.log", process.execPath, args);
  if (result.code !== 0) throw explain(result);
  installed.set();
}

/** @param {{ output: string, path: string }} result */
function explain({ output, path }) {
  // A log file is out of reach once a CI machine is gone.
  if (process.env["CI"]) process.stderr.write(output);
  if (output.includes("ERR_PNPM_OUTDATED_LOCKFILE")) {
    return new Failure(
      "a package.json asks for something the lockfile does not have: run `npm run pnpm -- install` and commit pnpm-lock.yaml.",
      EX_SOFTWARE,
    );
  }
  return (
    networkFailure(output) ??
    new Failure(`installing the dependencies failed; pnpm's words are in ${path}.`, EX_SOFTWARE)
  );
}
