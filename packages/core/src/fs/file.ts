// What a program's numbers for open things stand for.
// Source: fs/file.c, fs/namei.c as far as tmpfs needs it: mounts are directories with files in them, and no deeper.

import type { file, super_block, userfaultfd_ctx } from "../include/linux/mm_types.ts";
import { EBADF, EEXIST, EINVAL, ENOENT } from "../lib/errno.ts";
import { reopen, shmem_file_setup } from "../mm/shmem_file.ts";
import { fput } from "./file_table.ts";
import { userfaultfd_release } from "./userfaultfd.ts";

export const O_RDONLY = 0;
export const O_WRONLY = 1;
export const O_RDWR = 2;
export const O_ACCMODE = 3;
export const O_CREAT = 0o100;
export const O_EXCL = 0o200;
export const O_TMPFILE = 0o20200000;

/** An open thing. */
export type descriptor =
  | { readonly kind: "file"; readonly file: file }
  | { readonly kind: "uffd"; readonly ctx: userfaultfd_ctx };

/** The descriptors of a program, or of several that share them. */
export interface files_struct {
  readonly fd: Map<number, descriptor>;
  /** Programs that use this table. */
  count: number;
}

/** A mounted tmpfs, and the files that have a name on it; each name holds its file open. */
export interface mount {
  readonly sb: super_block;
  readonly names: Map<string, file>;
}

/** Gives an open thing the lowest free number from 3 on. */
export function fd_install(files: files_struct, what: descriptor): number {
  let fd = 3;
  while (files.fd.has(fd)) fd += 1;
  files.fd.set(fd, what);
  return fd;
}

/** The file behind a number, or null if it is no file. */
export function fget(files: files_struct, fd: number): file | null {
  const what = files.fd.get(fd);
  return what?.kind === "file" ? what.file : null;
}

/** close(2). Returns 0 or -EBADF. */
export function close_fd(files: files_struct, fd: number): number {
  const what = files.fd.get(fd);
  if (what === undefined) return -EBADF;
  files.fd.delete(fd);
  if (what.kind === "file") fput(what.file);
  else userfaultfd_release(what.ctx);
  return 0;
}

/** Closes everything, unless another program still uses the table. */
export function exit_files(files: files_struct): void {
  files.count -= 1;
  if (files.count > 0) return;
  for (const fd of [...files.fd.keys()]) close_fd(files, fd);
}

const mode_of = (flags: number): file["f_mode"] => ({
  read: (flags & O_ACCMODE) !== O_WRONLY,
  write: (flags & O_ACCMODE) !== O_RDONLY,
});

/**
 * Opens a file by its path: `/dir/name` on a mount, `/dir` with O_TMPFILE for a file without a name, or
 * `/proc/self/fd/3` for the file behind a descriptor.
 *
 * @returns the file, held once, or
 *   -ENOENT  there is no such file, and O_CREAT was not given; or no such mount
 *   -EEXIST  there is one, and O_CREAT | O_EXCL was given
 *   -EINVAL  O_TMPFILE for reading only
 */
export function do_open(
  mounts: ReadonlyMap<string, mount>,
  files: files_struct,
  path: string,
  flags: number,
): file | number {
  const again = /^\/proc\/self\/fd\/(\d+)$/.exec(path)?.[1];
  if (again !== undefined) {
    const known = fget(files, Number(again));
    return known === null ? -ENOENT : reopen(known, mode_of(flags));
  }
  if ((flags & O_TMPFILE) === O_TMPFILE) return open_tmpfile(mounts.get(path), flags);
  const slash = path.lastIndexOf("/");
  return open_named(mounts.get(path.slice(0, slash)), path.slice(slash + 1), flags);
}

function open_tmpfile(mount: mount | undefined, flags: number): file | number {
  if (mount === undefined) return -ENOENT;
  if (!mode_of(flags).write) return -EINVAL;
  return shmem_file_setup(mount.sb, { noreserve: true, size: 0 }, mode_of(flags));
}

function open_named(mount: mount | undefined, name: string, flags: number): file | number {
  if (mount === undefined || name === "") return -ENOENT;
  const known = mount.names.get(name);
  if (known !== undefined)
    return flags & O_CREAT && flags & O_EXCL ? -EEXIST : reopen(known, mode_of(flags));
  if (!(flags & O_CREAT)) return -ENOENT;
  const made = shmem_file_setup(mount.sb, { noreserve: true, size: 0 });
  if (typeof made === "number") return made;
  mount.names.set(name, made);
  return reopen(made, mode_of(flags));
}

/** Takes a name away. The file lives on as long as it is open or mapped. Returns 0 or -ENOENT. */
export function do_unlink(mounts: ReadonlyMap<string, mount>, path: string): number {
  const slash = path.lastIndexOf("/");
  const mount = mounts.get(path.slice(0, slash));
  const named = mount?.names.get(path.slice(slash + 1));
  if (mount === undefined || named === undefined) return -ENOENT;
  mount.names.delete(path.slice(slash + 1));
  fput(named);
  return 0;
}
