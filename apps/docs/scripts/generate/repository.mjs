// Where things are.

import { readFileSync } from "node:fs";
import { join } from "node:path";

export const ROOT = join(import.meta.dirname, "..", "..", "..", "..");
export const CORE = join(ROOT, "packages", "core");

/** @param {string} id */
export const folderOf = (id) => join(ROOT, "packages", "exercises", id);

/** The text of an exercise's file. @param {string} id @param {string} path */
export const readOf = (id, path) => readFileSync(join(folderOf(id), path), "utf8");
