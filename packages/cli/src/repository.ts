// Where the repository is that this command was built in: exporting and verifying need its sources.

import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { CannotWork } from "./terminal.ts";

/** Null outside of a clone, as in a student kit. */
export function findRepository(): string | null {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "packages", "exercises"))) {
    if (dirname(folder) === folder) return null;
    folder = dirname(folder);
  }
  return folder;
}

/** @throws CannotWork outside of a clone @param what needs it */
export function repositoryFor(what: string): string {
  const found = findRepository();
  if (found !== null) return found;
  throw new CannotWork(
    `${what} needs the sources of the exercises: run it in a clone of the repository.`,
  );
}
