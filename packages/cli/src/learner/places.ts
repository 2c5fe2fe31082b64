// Where things are: the exercises beside the command, and the learner's own folder.

import { readdirSync, statSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { CannotWork } from "../terminal.ts";

export interface places {
  /** A folder for each exercise, with its starter. */
  readonly exercises: string;
  /** The learner's files. */
  readonly work: string;
  /** What faultline itself keeps there. */
  readonly store: string;
}

/** In the repository, and in a kit that was exported from it. */
const LAYOUTS = [join("packages", "exercises"), "exercises"];

/**
 * @param env FAULTLINE_WORK names another folder for the learner's files
 * @throws CannotWork if there are no exercises beside the command
 */
export function findPlaces(
  env: NodeJS.ProcessEnv = process.env,
  start: string = dirname(fileURLToPath(import.meta.url)),
): places {
  const { root, exercises } = findExercises(start);
  const chosen = env["FAULTLINE_WORK"];
  const work = chosen === undefined || chosen === "" ? join(root, "work") : resolve(chosen);
  return { exercises, work, store: join(work, ".faultline") };
}

function findExercises(start: string): { root: string; exercises: string } {
  for (let root = start; ; root = dirname(root)) {
    const layout = LAYOUTS.find((one) => isFolder(join(root, one)));
    if (layout !== undefined && hasCommand(root)) return { root, exercises: join(root, layout) };
    if (dirname(root) === root) break;
  }
  throw new CannotWork(
    "there are no exercises beside this command: run ./faultline in a clone of the repository, or in a kit that your course gave you.",
  );
}

const isFolder = (path: string): boolean =>
  statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

/** The folder that a learner types ./faultline in. */
const hasCommand = (folder: string): boolean =>
  readdirSync(folder).some((name) => /^faultline(\.\w+)?$/.test(name));

/** A path as a person in this directory would type it. */
export function shownPath(path: string, from: string = process.cwd()): string {
  const short = relative(from, path);
  const outside = short.startsWith(`..${sep}..${sep}..`) || short.length > path.length;
  return short === "" || outside ? path : short;
}

/** The same, in quotes if a shell would take it for several words. */
export const typedPath = (path: string): string =>
  /^[\w./@:+-]+$/.test(shownPath(path)) ? shownPath(path) : JSON.stringify(shownPath(path));
