// One at a time: two commands that write down something at the same moment would otherwise forget one of the two.
// A directory is the lock, because mkdir either makes it or fails, on every file system.

import { mkdirSync, renameSync, rmSync, statSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

const POLL_MS = 20;
/** What is done under the lock takes milliseconds. One this old was left by a process that died, perhaps on another computer. */
const DEAD_MS = 5000;

export async function locked<T>(lock: string, work: () => T): Promise<T> {
  while (!tryTake(lock)) {
    if (isDead(lock)) discard(lock);
    else await sleep(POLL_MS);
  }
  try {
    return work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

function tryTake(lock: string): boolean {
  try {
    mkdirSync(lock);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

function isDead(lock: string): boolean {
  const made = statSync(lock, { throwIfNoEntry: false })?.mtimeMs;
  return made !== undefined && Date.now() - made > DEAD_MS;
}

/** Moves it aside before removing it: of several that wait only one can move it. */
function discard(lock: string): void {
  const aside = `${lock}.${process.pid}`;
  try {
    renameSync(lock, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return; // somebody else was quicker
    throw error;
  }
  rmSync(aside, { recursive: true, force: true });
}
