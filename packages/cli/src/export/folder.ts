// A folder that is either there and whole, or not there at all.

import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
} from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { CannotWork, Usage } from "../terminal.ts";

/**
 * Makes the folder `out`, with what `fill` writes into it. If `fill` throws, there is no such folder.
 *
 * @throws Usage if there is something at `out` already
 * @throws CannotWork if it cannot be made
 */
export async function newFolder(
  out: string,
  fill: (folder: string) => Promise<void>,
): Promise<void> {
  try {
    await fillAndMove(out, resolve(out), fill);
  } catch (error) {
    throw isOfFiles(error) ? cannot(out, error) : error;
  }
}

async function fillAndMove(
  out: string,
  target: string,
  fill: (folder: string) => Promise<void>,
): Promise<void> {
  refuseTaken(out, target);
  mkdirSync(dirname(target), { recursive: true });
  // Beside the target, so that to rename it is enough in the end.
  const stage = mkdtempSync(join(dirname(target), `.${basename(target)}-`));
  try {
    await fill(stage);
    chmodSync(stage, 0o777 & ~process.umask()); // made for one user only, as temporary folders are
    if (existsSync(target)) rmdirSync(target);
    renameSync(stage, target);
  } catch (error) {
    rmSync(stage, { recursive: true, force: true });
    throw error;
  }
}

function refuseTaken(out: string, target: string): void {
  const found = target.includes("\0") ? undefined : lstatSync(target, { throwIfNoEntry: false });
  if (found === undefined) return;
  if (!found.isDirectory())
    throw new Usage(
      `${JSON.stringify(out)} is there already, and is no folder: give another --out.`,
    );
  if (readdirSync(target).length > 0)
    throw new Usage(
      `the folder ${JSON.stringify(out)} is not empty: give another --out, or empty it first.`,
    );
}

/** What a disk can have against being written to. */
const reasons: Readonly<Record<string, string>> = {
  EACCES: "this user may not write there",
  EPERM: "this user may not write there",
  EROFS: "that disk can only be read",
  ENOSPC: "that disk is full",
  ENOTDIR: "a part of the path is a file",
  EEXIST: "a part of the path is a file",
  ENAMETOOLONG: "the path is too long",
};

const isOfFiles = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && "code" in error && String(error.code) in reasons;

const cannot = (out: string, { code = "" }: NodeJS.ErrnoException): CannotWork =>
  new CannotWork(
    `the folder ${JSON.stringify(out)} cannot be made: ${reasons[code]}. Give another --out.`,
  );
