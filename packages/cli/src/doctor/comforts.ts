// What is good to have, and what grading can do without: an editor, git, room, a terminal.

import { accessSync, constants, existsSync, statfsSync } from "node:fs";
import { dirname } from "node:path";
import { editorCommand } from "../learner/editor.ts";
import { findPlaces, typedPath } from "../learner/places.ts";
import { findRepository } from "../repository.ts";
import type { terminal } from "../terminal.ts";
import { type installer, onPath } from "./packages.ts";

/** Something that was looked at. */
export interface check {
  readonly what: string;
  readonly ok: boolean;
  /** What was found. */
  readonly found: string;
  /** The command that would mend it; empty if it is well, or if there is none. */
  readonly remedy: string;
}

type environment = Readonly<Record<string, string | undefined>>;

export function comfortsHere(installer: installer, terminal: terminal): check[] {
  const { work } = findPlaces();
  const checks = [
    checkFolder(work),
    checkRoom(work),
    checkEditor(process.env, onPath, installer),
    checkGit(onPath("git"), installer),
    checkTerminal(terminal, process.env),
  ];
  return findRepository() === null ? checks : [...checks, checkChromium(process.env, installer)];
}

/** The folder itself, or the nearest one above it that there is. */
const nearest = (folder: string): string =>
  existsSync(folder) ? folder : nearest(dirname(folder));

export function checkFolder(work: string): check {
  const what = "your folder";
  const folder = nearest(work);
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    return { what, ok: true, found: `${typedPath(work)} can be written`, remedy: "" };
  } catch {
    const found = `${typedPath(folder)} cannot be written, and your files go there`;
    return { what, ok: false, found, remedy: `chmod u+rwx ${typedPath(folder)}` };
  }
}

/** An installation takes about half a gigabyte, and a report next to nothing. */
const LEAST_MB = 200;

export function checkRoom(work: string, free_bytes: number = freeBytes(nearest(work))): check {
  const mb = Math.floor(free_bytes / 1e6);
  const ok = mb >= LEAST_MB;
  const size = mb >= 1000 ? `${(mb / 1000).toFixed(1)} GB` : `${mb} MB`;
  const found = `${size} are free${ok ? "" : `; ${LEAST_MB} MB is little enough`}`;
  return { what: "room on the disk", ok, found, remedy: ok ? "" : "npm cache clean --force" };
}

function freeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

/** Editors that are on most computers, the friendliest first. */
const USUAL_EDITORS = ["nano", "vim", "vi", "notepad"];

export function checkEditor(
  env: environment,
  has: (command: string) => boolean,
  { install }: installer,
): check {
  const what = "an editor";
  const command = editorCommand(env, () => has("code"));
  if (command !== null) return { what, ok: true, found: command, remedy: "" };
  const usual = USUAL_EDITORS.find(has);
  return {
    what,
    ok: false,
    found: "EDITOR names none, and there is no code on the PATH: --open cannot open your file",
    remedy: usual === undefined ? install("nano") : `export EDITOR=${usual}`,
  };
}

export function checkGit(there: boolean, { install }: installer): check {
  const found = there ? "is there" : "not found: what you have written has no history but ours";
  return { what: "git", ok: there, found, remedy: there ? "" : install("git") };
}

/** Narrower, and tables become lists. */
const NARROW = 60;

export function checkTerminal({ columns, colour }: terminal, env: environment): check {
  const width =
    columns < NARROW ? `${columns} columns, so tables become lists` : `${columns} columns`;
  const why = env["NO_COLOR"] ? "no colour, as NO_COLOR asks" : "no colour";
  return {
    what: "the terminal",
    ok: true,
    found: `${width}, ${colour ? "colour" : why}`,
    remedy: "",
  };
}

const BROWSERS = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** As the browser tests look for it. */
export function checkChromium(
  env: environment,
  { install }: installer,
  there: (path: string) => boolean = existsSync,
): check {
  const what = "Chromium, for the tests of the site";
  const named = env["CHROMIUM_PATH"];
  const found = (named === undefined ? BROWSERS : [named]).find(there);
  if (found !== undefined) return { what, ok: true, found, remedy: "" };
  const where =
    named === undefined ? "not found" : `CHROMIUM_PATH names ${named}, and it is not there`;
  return { what, ok: false, found: where, remedy: install("chromium") };
}
