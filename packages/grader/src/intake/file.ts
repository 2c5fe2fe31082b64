// Reads a submission from disk without trusting its name: it may be a link, a pipe, a device or a directory.

import { createHash } from "node:crypto";
import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from "node:fs";
import { basename } from "node:path";
import { rejected } from "../problem.ts";
import { MAX_BYTES } from "./limits.ts";

/** No such file: a mistake of whoever runs the grader, not of whoever wrote the submission. */
export class NoSuchFile extends Error {
  override readonly name = "NoSuchFile";
}

/** A submission as it lies on disk. */
export interface submitted_file {
  /** Its name without folders: a report goes to people who have no business knowing ours. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * @throws NoSuchFile if there is nothing at `path`
 * @throws Problem if what is there cannot be a submission
 */
export function readSubmission(path: string): submitted_file {
  const fd = open(path);
  try {
    const stat = fstatSync(fd);
    refuseUnlessRegular(stat);
    return { name: fileName(path), bytes: readUpTo(fd, MAX_BYTES) };
  } finally {
    closeSync(fd);
  }
}

/** A name as a report may show it. */
export function fileName(path: string): string {
  return basename(path).slice(0, 255);
}

export function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** Neither follows a link nor waits for the other end of a pipe. */
function open(path: string): number {
  try {
    return openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ENOENT" || code === "ENOTDIR" || code === "ERR_INVALID_ARG_VALUE")
      throw new NoSuchFile(`There is no file ${JSON.stringify(path)}.`);
    if (code === "ELOOP" || code === "EMLINK")
      throw rejected("The submission is a symbolic link. Hand in the file itself.");
    if (code === "EACCES" || code === "EPERM")
      throw new NoSuchFile(`The file ${JSON.stringify(path)} may not be read.`);
    throw rejected("The submission is not a file that can be read.");
  }
}

function refuseUnlessRegular(stat: Stats): void {
  if (stat.isDirectory())
    throw rejected("The submission is a directory. Hand in one TypeScript file.");
  if (!stat.isFile())
    throw rejected("The submission is not a regular file. Hand in one TypeScript file.");
  if (stat.size > MAX_BYTES)
    throw rejected(
      `The file has ${stat.size} bytes; ${MAX_BYTES} are allowed. A solution has a few thousand.`,
    );
}

/** Reads what fits: the file may have grown since it was measured. */
function readUpTo(fd: number, limit: number): Uint8Array {
  const buffer = Buffer.alloc(limit + 1);
  let length = 0;
  for (;;) {
    const read = readSync(fd, buffer, length, buffer.length - length, null);
    length += read;
    if (read === 0 || length === buffer.length) break;
  }
  if (length > limit) throw rejected(`The file has more than the ${limit} bytes that are allowed.`);
  return Uint8Array.prototype.slice.call(buffer, 0, length);
}
