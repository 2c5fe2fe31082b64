// Tells of a save: however the editor does it, and once it is over.

import { existsSync, statSync } from "node:fs";
import { basename, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { watch } from "chokidar";

/** Editors write a file in several steps, or put another in its place. */
const SETTLE_MS = 30;
/** A file that is gone or empty for this long stays so. */
const GONE_MS = 200;
/** Whoever writes for longer is not saving. */
const MOST_MS = 2000;

/**
 * @param folder its files are watched, and nothing below them
 * @param onChange told of each of them that has been written, replaced, made or removed
 * @param onTrouble told once if saves cannot be seen
 * @returns what ends it
 */
export async function watchFolder(
  folder: string,
  onChange: (file: string) => void,
  onTrouble: (error: unknown) => void,
): Promise<() => Promise<void>> {
  const isHidden = (path: string) =>
    resolve(path) !== resolve(folder) && basename(path).startsWith(".");
  const watcher = watch(folder, { depth: 0, ignoreInitial: true, ignored: isHidden });
  watcher.on("all", (_, path) => onChange(resolve(path)));
  watcher.once("error", onTrouble);
  watcher.on("error", () => {}); // told of already
  await new Promise<void>((resolve) => {
    watcher.once("ready", () => resolve());
    watcher.once("error", () => resolve());
  });
  return () => watcher.close();
}

/** Waits until a file is as it will stay. @returns whether it is there */
export async function settled(file: string): Promise<boolean> {
  const begin = performance.now();
  let before = lookOf(file);
  let since = performance.now();
  for (;;) {
    await sleep(SETTLE_MS);
    const look = lookOf(file);
    const now = performance.now();
    if (look !== before) since = now;
    before = look;
    const patience = look === null || look.startsWith("0 ") ? GONE_MS : SETTLE_MS;
    if (now - since >= patience || now - begin > MOST_MS) return existsSync(file);
  }
}

function lookOf(file: string): string | null {
  const found = statSync(file, { throwIfNoEntry: false });
  return found === undefined ? null : `${found.size} ${found.mtimeMs} ${found.ino}`;
}
