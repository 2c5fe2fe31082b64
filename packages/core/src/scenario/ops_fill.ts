// Operations of the monitor that fill memory: copy, zeropage, continue, poison, move.
// Source: none.

import { PAGE_SIZE } from "../include/linux/mm.ts";
import { UFFDIO_COPY_MODE_DONTWAKE, UFFDIO_COPY_MODE_WP } from "../include/linux/userfaultfd_k.ts";
import {
  UFFDIO_CONTINUE,
  UFFDIO_COPY,
  UFFDIO_MOVE,
  UFFDIO_MOVE_MODE_ALLOW_SRC_HOLES,
  UFFDIO_MOVE_MODE_DONTWAKE,
  UFFDIO_POISON,
  UFFDIO_ZEROPAGE,
} from "../include/uapi/linux/userfaultfd.ts";
import type { program } from "../kernel/program.ts";
import { type result, UNTOUCHED, with_out } from "./result.ts";
import { buffer_of, fillPage, makeSource } from "./source.ts";
import type { copy_op, fill_mode, fill_op, map2_fill_op, move_op, src_write_op } from "./types.ts";
import { MAP2, range_of, type world } from "./world.ts";

const mode_of = (op: { mode?: readonly fill_mode[]; mode_raw?: number }): number =>
  (op.mode?.includes("dontwake") ? UFFDIO_COPY_MODE_DONTWAKE : 0) +
  (op.mode?.includes("wp") ? UFFDIO_COPY_MODE_WP : 0) +
  (op.mode_raw ?? 0);

export function copy(w: world, p: program, op: copy_op): result {
  const { start: dst, len } = range_of(w, op);
  const source = makeSource(w, p, op);
  const src =
    op.src_raw === undefined ? source.addr + (op.sadd ?? 0) : Number.parseInt(op.src_raw, 16);
  const arg = { dst, src, len, mode: mode_of(op), copy: UNTOUCHED };
  const ret = p.ioctl(w.ufd, UFFDIO_COPY, arg);
  source.remove();
  return with_out(ret, "copy", arg.copy);
}

export function zeropage(w: world, p: program, op: fill_op): result {
  const arg = { range: range_of(w, op), mode: mode_of(op), zeropage: UNTOUCHED };
  return with_out(p.ioctl(w.ufd, UFFDIO_ZEROPAGE, arg), "zeropage", arg.zeropage);
}

export function continue_(w: world, p: program, op: fill_op): result {
  const arg = { range: range_of(w, op), mode: mode_of(op), mapped: UNTOUCHED };
  return with_out(p.ioctl(w.ufd, UFFDIO_CONTINUE, arg), "mapped", arg.mapped);
}

export function poison(w: world, p: program, op: fill_op): result {
  const arg = { range: range_of(w, op), mode: mode_of(op), updated: UNTOUCHED };
  return with_out(p.ioctl(w.ufd, UFFDIO_POISON, arg), "updated", arg.updated);
}

export function move(w: world, p: program, op: move_op): result {
  const { start: dst, len } = range_of(w, op);
  const mode =
    (op.mode?.includes("dontwake") ? UFFDIO_MOVE_MODE_DONTWAKE : 0) +
    (op.mode?.includes("allow_src_holes") ? UFFDIO_MOVE_MODE_ALLOW_SRC_HOLES : 0) +
    (op.mode_raw ?? 0);
  const arg = { dst, src: w.subject.start + (op.sp ?? 0) * PAGE_SIZE, len, mode, move: UNTOUCHED };
  return with_out(p.ioctl(w.ufd, UFFDIO_MOVE, arg), "move", arg.move);
}

/** A fill through the second mapping: at another address, but of the same page of the file. */
export function map2_fill(w: world, p: program, op: map2_fill_op): result {
  if (w.scenario.region.map2 !== "watched") return { skip: "no watched map2" };
  const start = MAP2 + op.page * PAGE_SIZE;
  if (op.op === "map2_continue") {
    const arg = { range: { start, len: PAGE_SIZE }, mode: 0, mapped: UNTOUCHED };
    return with_out(p.ioctl(w.ufd, UFFDIO_CONTINUE, arg), "mapped", arg.mapped);
  }
  const { addr: src } = makeSource(w, p, { op: "copy", byte: op.byte ?? 0xa5 });
  const arg = { dst: start, src, len: PAGE_SIZE, mode: 0, copy: UNTOUCHED };
  return with_out(p.ioctl(w.ufd, UFFDIO_COPY, arg), "copy", arg.copy);
}

/** The program changes what the actor's copies are made of, while they are being made. */
export function src_write(w: world, _p: program, op: src_write_op): result {
  fillPage(w, w.actor.mm, buffer_of(w, w.actor), op.byte);
  return { ret: 0 };
}
