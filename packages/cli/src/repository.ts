// Where the repository is that this command was built in: exporting and verifying need its sources.

import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { CannotWork } from "./terminal.ts";

/** @throws CannotWork outside of a clone @param what needs it */
export function repositoryFor(what: string): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    if (existsSync(join(folder, "packages", "exercises"))) return folder;
    if (dirname(folder) === folder)
      throw new CannotWork(
        `${what} needs the sources of the exercises: run it in a clone of the repository.`,
      );
    folder = dirname(folder);
  }
}
