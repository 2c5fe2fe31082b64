// Where the child's script lies: one file, made when the grader is built.

import { existsSync, realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

/** In a kit that was exported: beside the command. */
const beside = fileURLToPath(new URL("./child.cjs", import.meta.url));

/** @throws Error if the grader has not been built */
export function childScript(): string {
  const path = isExported()
    ? beside
    : createRequire(import.meta.url).resolve("@faultline/grader/child");
  if (!existsSync(path)) throw new Error("The grader is not built: run npm run build.");
  // The permission model compares paths without links.
  return realpathSync(path);
}

/** Whether this runs in a kit: there nothing can be built. */
export const isExported = (): boolean => existsSync(beside);
