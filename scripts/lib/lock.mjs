// One bootstrap at a time: two first runs at once would otherwise install into the same node_modules.
// A directory is the lock, because mkdir either makes it or fails, on every file system.

import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { say } from "./failure.mjs";
import { TOOLS } from "./paths.mjs";

const LOCK = join(TOOLS, "lock");
const POLL_MS = 100;
/** A lock without an owner's number for this long was left by a process that died while taking it. */
const NAMELESS_MS = 5000;

/**
 * @template T
 * @param {() => Promise<T>} work
 * @param {string} [lock]
 * @returns {Promise<T>}
 */
export async function locked(work, lock = LOCK) {
  await take(lock);
  try {
    return await work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

/** @param {string} lock */
async function take(lock) {
  mkdirSync(dirname(lock), { recursive: true });
  for (let tries = 0; !tryTake(lock); tries++) {
    if (tries === 10) say("another run is installing or building; waiting for it.");
    if (isAbandoned(lock)) discard(lock);
    else await sleep(POLL_MS);
  }
}

/** @param {string} lock */
function tryTake(lock) {
  try {
    mkdirSync(lock);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === "EEXIST") return false;
    throw error;
  }
  writeFileSync(join(lock, "pid"), String(process.pid));
  return true;
}

/** @param {string} lock */
function isAbandoned(lock) {
  const pid = owner(lock);
  if (pid !== undefined) return !isAlive(pid);
  const made = statSync(lock, { throwIfNoEntry: false })?.mtimeMs;
  return made !== undefined && Date.now() - made > NAMELESS_MS;
}

/** @param {string} lock */
function owner(lock) {
  try {
    return Number(readFileSync(join(lock, "pid"), "utf8")) || undefined;
  } catch {
    return undefined;
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, and belongs to somebody else.
    return /** @type {NodeJS.ErrnoException} */ (error).code === "EPERM";
  }
}

/**
 * Moves the dead lock aside before removing it: of several waiters only one can move it.
 * @param {string} lock
 */
function discard(lock) {
  const aside = `${lock}.${process.pid}`;
  try {
    renameSync(lock, aside);
  } catch {
    return;
  }
  rmSync(aside, { recursive: true, force: true });
}
