// A program's system calls on userfaultfds.
// Source: fs/userfaultfd.c, fs/ioctl.c, fs/select.c.

import { fd_install } from "../fs/file.ts";
import {
  new_userfaultfd,
  O_NONBLOCK,
  userfaultfd_poll,
  userfaultfd_read,
} from "../fs/userfaultfd.ts";
import { type uffdio_arg, userfaultfd_ioctl } from "../fs/userfaultfd_ioctl.ts";
import type { userfaultfd_ctx } from "../include/linux/mm_types.ts";
import { UFFD_MSG_SIZE, type uffd_msg } from "../include/uapi/linux/userfaultfd.ts";
import { EBADF, EINVAL } from "../lib/errno.ts";
import { type process, syscall } from "./entry.ts";
import { memory_calls } from "./program_memory.ts";

export const POLLIN = 1;
export const POLLERR = 8;

/** All system calls of a program. Every one returns 0, a count or an address, or a negative errno. */
export class uffd_calls extends memory_calls {
  /** A new userfaultfd. Returns a descriptor. */
  userfaultfd(flags: number): number {
    return syscall(this.proc, "userfaultfd", () => {
      const ctx = new_userfaultfd(flags);
      return typeof ctx === "number" ? ctx : fd_install(this.proc.files, { kind: "uffd", ctx });
    });
  }

  /** UFFDIO_*: `arg` is the structure that belongs to `request`, and its out fields are written. */
  ioctl(fd: number, request: number, arg: uffdio_arg): number {
    return syscall(this.proc, "ioctl", () => {
      const ctx = uffd_of(this.proc, fd);
      return typeof ctx === "number" ? ctx : userfaultfd_ioctl(ctx, request, arg);
    });
  }

  /** Appends a message to `buf`. Returns 32, or -EAGAIN if there is none. @param count bytes; default: one message */
  read(fd: number, buf: uffd_msg[], count: number = UFFD_MSG_SIZE): number {
    return syscall(this.proc, "read", () => {
      const ctx = uffd_of(this.proc, fd);
      const message = typeof ctx === "number" ? ctx : userfaultfd_read(ctx, count);
      if (typeof message === "number") return message;
      buf.push(message);
      return UFFD_MSG_SIZE;
    });
  }

  /** What poll(2) would answer about the descriptor: POLLIN, POLLERR, or 0 for nothing. */
  poll(fd: number): number {
    return syscall(this.proc, "poll", () => {
      const ctx = uffd_of(this.proc, fd);
      return typeof ctx === "number" ? ctx : poll(ctx);
    });
  }
}

/** The userfaultfd behind a descriptor; -EBADF if the number is not open, -EINVAL if it is something else. */
function uffd_of(p: process, fd: number): userfaultfd_ctx | number {
  const what = p.files.fd.get(fd);
  if (what === undefined) return -EBADF;
  return what.kind === "uffd" ? what.ctx : -EINVAL;
}

function poll(ctx: userfaultfd_ctx): number {
  const readable = userfaultfd_poll(ctx);
  // A blocking descriptor cannot be polled: between poll() and read() somebody else may take the message.
  if (readable === null || !(ctx.flags & O_NONBLOCK)) return POLLERR;
  return readable ? POLLIN : 0;
}
