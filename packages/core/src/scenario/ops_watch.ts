// Operations of the monitor that are about watching: api, register, unregister, wake, writeprotect, event, close.
// Source: none.

import { O_CLOEXEC, O_NONBLOCK } from "../fs/userfaultfd.ts";
import { PAGE_SIZE } from "../include/linux/mm.ts";
import {
  UFFD_API,
  UFFD_EVENT_PAGEFAULT,
  UFFD_EVENT_REMOVE,
  UFFD_FEATURE_SIGBUS,
  UFFD_PAGEFAULT_FLAG_MINOR,
  UFFD_PAGEFAULT_FLAG_WP,
  UFFD_PAGEFAULT_FLAG_WRITE,
  UFFDIO_API,
  UFFDIO_REGISTER,
  UFFDIO_REGISTER_MODE_MINOR,
  UFFDIO_REGISTER_MODE_MISSING,
  UFFDIO_REGISTER_MODE_WP,
  UFFDIO_UNREGISTER,
  UFFDIO_WAKE,
  UFFDIO_WRITEPROTECT,
  UFFDIO_WRITEPROTECT_MODE_DONTWAKE,
  UFFDIO_WRITEPROTECT_MODE_WP,
  type uffd_msg,
  type uffdio_range,
} from "../include/uapi/linux/userfaultfd.ts";
import type { program } from "../kernel/program.ts";
import { type result, returned } from "./result.ts";
import { type api_op, type feature, feature_names, type watch_op } from "./types.ts";
import { range_of, type world } from "./world.ts";

/** UFFD_FEATURE_* bits of these names. */
export const feature_bits = (names: readonly feature[] = []): number =>
  names.reduce((bits, name) => bits + 2 ** feature_names.indexOf(name), 0);

/** Makes a userfaultfd. Returns its descriptor. */
export const open_uffd = (p: program): number => p.userfaultfd(O_CLOEXEC | O_NONBLOCK);

const to_hex = (bits: number | bigint): string => `0x${bits.toString(16)}`;

export function api(w: world, p: program, op: api_op): result {
  const features = feature_bits(op.features) + (op.features_raw ?? 0);
  const arg = { api: op.api ?? UFFD_API, features, ioctls: 0n };
  const ret = p.ioctl(w.ufd, UFFDIO_API, arg);
  return {
    ...returned(ret),
    api: arg.api,
    features: to_hex(arg.features),
    ioctls: to_hex(arg.ioctls),
  };
}

export function register(w: world, p: program, op: watch_op): result {
  if (op.other) {
    w.ufd2 = open_uffd(p);
    p.ioctl(w.ufd2, UFFDIO_API, { api: UFFD_API, features: UFFD_FEATURE_SIGBUS, ioctls: 0n });
  }
  return registerRange(p, op.other ? w.ufd2 : w.ufd, range_of(w, op), op.mode ?? [], op.mode_raw);
}

/** UFFDIO_REGISTER by names of modes. */
export function registerRange(
  p: program,
  fd: number,
  range: uffdio_range,
  modes: readonly string[],
  mode_raw = 0,
): { ret: number; err?: string; ioctls: string | null } {
  const mode =
    (modes.includes("missing") ? UFFDIO_REGISTER_MODE_MISSING : 0) +
    (modes.includes("wp") ? UFFDIO_REGISTER_MODE_WP : 0) +
    (modes.includes("minor") ? UFFDIO_REGISTER_MODE_MINOR : 0) +
    mode_raw;
  const arg = { range, mode, ioctls: -1n };
  const { ret, err } = returned(p.ioctl(fd, UFFDIO_REGISTER, arg));
  const ioctls = arg.ioctls === -1n ? null : to_hex(arg.ioctls);
  return err === undefined ? { ret, ioctls } : { ret, err, ioctls };
}

export const unregister = (w: world, p: program, op: watch_op): result =>
  returned(p.ioctl(w.ufd, UFFDIO_UNREGISTER, range_of(w, op)));

export const wake = (w: world, p: program, op: watch_op): result =>
  returned(p.ioctl(w.ufd, UFFDIO_WAKE, range_of(w, op)));

export function writeprotect(w: world, p: program, op: watch_op): result {
  const mode =
    (op.mode?.includes("wp") ? UFFDIO_WRITEPROTECT_MODE_WP : 0) +
    (op.mode?.includes("dontwake") ? UFFDIO_WRITEPROTECT_MODE_DONTWAKE : 0) +
    (op.mode_raw ?? 0);
  return returned(p.ioctl(w.ufd, UFFDIO_WRITEPROTECT, { range: range_of(w, op), mode }));
}

export function event(w: world, p: program): result {
  const messages: uffd_msg[] = [];
  const ret = p.read(w.ufd, messages);
  const message = messages[0];
  return message === undefined ? returned(ret) : show_message(w, message);
}

const page_of = (w: world, addr: number): number =>
  Math.floor((addr - w.subject.start) / PAGE_SIZE);

function show_message(w: world, message: uffd_msg): result {
  if (message.event !== UFFD_EVENT_PAGEFAULT) {
    const { start, end } = message.arg.remove;
    const ev = message.event === UFFD_EVENT_REMOVE ? "remove" : "unmap";
    return { ev, page: page_of(w, start), n: (end - start) / PAGE_SIZE };
  }
  const { flags: bits, address } = message.arg.pagefault;
  const flags = [
    ...(bits & UFFD_PAGEFAULT_FLAG_WRITE ? ["write"] : []),
    ...(bits & UFFD_PAGEFAULT_FLAG_WP ? ["wp"] : []),
    ...(bits & UFFD_PAGEFAULT_FLAG_MINOR ? ["minor"] : []),
  ];
  return { ev: "pagefault", page: page_of(w, address), off: address % PAGE_SIZE, flags };
}

export function close_uffd(w: world, p: program): result {
  const ret = p.close(w.ufd);
  w.ufd = -1;
  return returned(ret);
}
