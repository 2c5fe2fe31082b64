// Which submissions a command line names: files, and folders with files below them.

import { lstatSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileName } from "@faultline/grader";
import { Usage } from "../terminal.ts";

export interface submission_path {
  readonly path: string;
  /** As a report shows it: without the folders that lead there, but with those inside of a folder that was named. */
  readonly name: string;
}

/** Deeper than anybody sorts submissions. */
const MAX_DEPTH = 8;

/**
 * @returns what there is to grade, and whether more than one submission was asked for
 * @throws Usage if there is nothing at one of the paths
 */
export function submissionsAt(paths: readonly string[]): {
  readonly several: boolean;
  readonly submissions: readonly submission_path[];
} {
  const found = paths.map((path) => ({ path, inside: isFolder(path) ? filesBelow(path) : [] }));
  return {
    several: paths.length > 1 || found.some(({ inside }) => inside.length > 0),
    // A folder without any is a submission that will be refused: somebody handed it in.
    submissions: found.flatMap(({ path, inside }) =>
      inside.length > 0
        ? inside.map((name) => ({ path: join(path, name), name }))
        : [{ path, name: fileName(path) }],
    ),
  };
}

function isFolder(path: string): boolean {
  const found = path.includes("\0") ? undefined : lstatSync(path, { throwIfNoEntry: false });
  if (found !== undefined) return found.isDirectory();
  throw new Usage(
    `there is no file ${JSON.stringify(path)}. Give the path of a TypeScript file, or of a folder with such files.`,
  );
}

/** TypeScript files below a folder, by name from there; links are not followed. */
function filesBelow(folder: string, above = "", depth = 0): string[] {
  const items = readdirSync(join(folder, above), { withFileTypes: true });
  const named = items.filter(({ name }) => !name.startsWith(".") && name !== "node_modules");
  return named
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((item) => {
      const name = above === "" ? item.name : `${above}/${item.name}`;
      if (item.isDirectory()) return depth < MAX_DEPTH ? filesBelow(folder, name, depth + 1) : [];
      return item.isFile() && /(?<!\.d)\.ts$/.test(name) ? [name] : [];
    });
}
