// A program's system calls on files.
// Source: fs/open.c, fs/read_write.c, fs/stat.c, fs/statfs.c, mm/memfd.c; for tmpfs.

import { close_fd, do_open, do_unlink, fd_install, fget, type files_struct } from "../fs/file.ts";
import { PAGE_SIZE } from "../include/linux/mm.ts";
import type { file } from "../include/linux/mm_types.ts";
import { EBADF, EINVAL } from "../lib/errno.ts";
import { SHMEM_I } from "../mm/pagemap.ts";
import { shmem_fallocate } from "../mm/shmem_falloc.ts";
import {
  memfd_add_seals,
  shm_mnt,
  shmem_file_read,
  shmem_file_setup,
  shmem_file_write,
  shmem_mount,
} from "../mm/shmem_file.ts";
import { F_SEAL_SEAL, shmem_setattr } from "../mm/truncate.ts";
import { type process, syscall } from "./entry.ts";
import { shmem_recalc_inode } from "./livepatch.ts";
import { spin_lock_irq, spin_unlock_irq } from "./locking.ts";

export const MFD_ALLOW_SEALING = 2;
export const F_ADD_SEALS = 1033;
export const F_GET_SEALS = 1034;
export const FALLOC_FL_KEEP_SIZE = 1;
export const FALLOC_FL_PUNCH_HOLE = 2;

/** What stat(2) says of a file, as far as there is anything to say. */
export interface stat {
  /** Bytes. */
  st_size: number;
  /** Units of 512 bytes. */
  st_blocks: number;
}

/** What statfs(2) says of a mount. Blocks are pages. */
export interface statfs {
  f_bsize: number;
  /** 0 on a mount without a limit, as the next one is. */
  f_blocks: number;
  f_bfree: number;
}

/** The system calls on files. Every one returns 0 or a count, or a negative errno. */
export class file_calls {
  /** The program whose calls they are. */
  readonly proc: process;

  constructor(proc: process) {
    this.proc = proc;
  }

  /** Mounts a tmpfs as directory `dir`. @param size_pages its limit; 0 for none */
  mount(dir: string, size_pages: number): number {
    return syscall(this.proc, "mount", () => do_mount(this.proc, dir, size_pages));
  }

  /** Opens `/dir/name`, `/dir` with O_TMPFILE, or `/proc/self/fd/n`. Returns a descriptor. */
  open(path: string, flags: number): number {
    const { mounts, files } = this.proc;
    return syscall(this.proc, "open", () => install(files, do_open(mounts, files, path, flags)));
  }

  unlink(path: string): number {
    return syscall(this.proc, "unlink", () => do_unlink(this.proc.mounts, path));
  }

  memfd_create(_name: string, flags: number): number {
    return syscall(this.proc, "memfd_create", () => install(this.proc.files, new_memfd(flags)));
  }

  /** F_ADD_SEALS and F_GET_SEALS. */
  fcntl(fd: number, cmd: number, arg: number): number {
    return on_file(this.proc, "fcntl", fd, (file) => do_fcntl(file, cmd, arg));
  }

  close(fd: number): number {
    return syscall(this.proc, "close", () => close_fd(this.proc.files, fd));
  }

  ftruncate(fd: number, length: number): number {
    return on_file(this.proc, "ftruncate", fd, (file) => do_ftruncate(file, length));
  }

  fallocate(fd: number, mode: number, offset: number, len: number): number {
    return on_file(this.proc, "fallocate", fd, (file) => do_fallocate(file, mode, offset, len));
  }

  /** Fills `buf` from the file; returns bytes read. */
  pread(fd: number, buf: Uint8Array, count: number, offset: number): number {
    return on_file(this.proc, "pread", fd, (file) => do_pread(file, buf, count, offset));
  }

  /** Writes from `buf`; returns bytes written. */
  pwrite(fd: number, buf: Uint8Array, count: number, offset: number): number {
    const write = (file: file) => shmem_file_write(file, offset, buf.subarray(0, count));
    return on_file(this.proc, "pwrite", fd, write);
  }

  /** Fills `statbuf`. Corrects the file's count of blocks first, as Linux does. */
  fstat(fd: number, statbuf: stat): number {
    return on_file(this.proc, "fstat", fd, (file) => shmem_getattr(file, statbuf));
  }

  fstatfs(fd: number, buf: statfs): number {
    return on_file(this.proc, "fstatfs", fd, (file) => shmem_statfs(file, buf));
  }
}

function on_file(p: process, name: string, fd: number, f: (file: file) => number): number {
  return syscall(p, name, () => {
    const file = fget(p.files, fd);
    return file === null ? -EBADF : f(file);
  });
}

const install = (files: files_struct, file: file | number): number =>
  typeof file === "number" ? file : fd_install(files, { kind: "file", file });

function do_mount(p: process, dir: string, size_pages: number): number {
  if (p.mounts.has(dir) || size_pages < 0) return -EINVAL;
  p.mounts.set(dir, { sb: shmem_mount(size_pages), names: new Map() });
  return 0;
}

function new_memfd(flags: number): file | number {
  if (flags & ~(1 | MFD_ALLOW_SEALING)) return -EINVAL;
  const file = shmem_file_setup(shm_mnt(), { noreserve: true, size: 0 });
  // A memfd that was not made for sealing has promised never to be sealed.
  if (typeof file !== "number" && !(flags & MFD_ALLOW_SEALING))
    SHMEM_I(file.f_inode).seals = F_SEAL_SEAL;
  return file;
}

function do_fcntl(file: file, cmd: number, arg: number): number {
  if (cmd === F_GET_SEALS) return SHMEM_I(file.f_inode).seals;
  return cmd === F_ADD_SEALS ? memfd_add_seals(file, arg) : -EINVAL;
}

function do_ftruncate(file: file, length: number): number {
  if (length < 0 || !file.f_mode.write) return -EINVAL;
  return shmem_setattr(file.f_inode, length);
}

function do_fallocate(file: file, mode: number, offset: number, len: number): number {
  const known = FALLOC_FL_KEEP_SIZE | FALLOC_FL_PUNCH_HOLE;
  const punch = (mode & FALLOC_FL_PUNCH_HOLE) !== 0;
  const keep_size = (mode & FALLOC_FL_KEEP_SIZE) !== 0;
  if (mode & ~known || (punch && !keep_size)) return -EINVAL;
  return shmem_fallocate(file, { punch, keep_size }, offset, len);
}

function do_pread(file: file, buf: Uint8Array, count: number, offset: number): number {
  const read = shmem_file_read(file, offset, Math.min(count, buf.length));
  if (typeof read === "number") return read;
  buf.set(read);
  return read.length;
}

/** Reclaim drops pages without telling the file; whoever asks for its blocks must not be told of those. */
function shmem_getattr({ f_inode: inode }: file, statbuf: stat): number {
  const info = SHMEM_I(inode);
  if (info.alloced - info.swapped !== inode.i_mapping.nrpages) {
    spin_lock_irq(info.lock);
    shmem_recalc_inode(inode);
    spin_unlock_irq(info.lock);
  }
  statbuf.st_size = inode.i_size;
  statbuf.st_blocks = inode.i_blocks;
  return 0;
}

function shmem_statfs(file: file, buf: statfs): number {
  const { max_blocks, used_blocks } = file.f_inode.i_sb.s_fs_info;
  buf.f_bsize = PAGE_SIZE;
  buf.f_blocks = max_blocks;
  buf.f_bfree = max_blocks === 0 ? 0 : max_blocks - used_blocks.count;
  return 0;
}
