// Operations of the program on its own memory: accesses, in the foreground or by a second thread, and calls.
// Source: none.

import { ERESTARTSYS } from "../kernel/entry.ts";
import type { program } from "../kernel/program.ts";
import {
  type access_result,
  MADV_DONTNEED,
  MADV_POPULATE_READ,
  MADV_POPULATE_WRITE,
  MADV_REMOVE,
  MLOCK_ONFAULT,
} from "../kernel/program_memory.ts";
import type { thread } from "../kernel/thread.ts";
import type { access } from "../kernel/uaccess.ts";
import { PROT_NONE, PROT_READ, PROT_WRITE } from "../mm/mmap.ts";
import { type result, returned } from "./result.ts";
import type { access_op, background_op, memory_op, wait_op } from "./types.ts";
import { type background, MAP2, range_of, type world } from "./world.ts";

/** PROT_* bits by name. */
export const prot_of = (prot: "none" | "r" | "rw" = "rw"): number =>
  prot === "none" ? PROT_NONE : prot === "r" ? PROT_READ : PROT_READ | PROT_WRITE;

export function read_write(w: world, p: program, op: access_op): result {
  const second = op.op.startsWith("map2");
  const { start } = range_of(w, op, second ? MAP2 : undefined);
  // Private anonymous memory has no file that could be mapped twice.
  if (second && (!w.scenario.region.map2 || w.ffd < 0)) return { skip: "no map2" };
  const writes = op.op.endsWith("write");
  const end = writes ? p.store(start, (op.byte ?? 0xa5) & 255) : p.load(start);
  // The recorder gives up after 40 ms: a signal takes it out of its sleep.
  if (end.kind === "blocked") p.interrupt(end.thread);
  return show_access(end, writes);
}

function show_access(end: access_result | access, writes: boolean): result {
  if (end.kind === "ok") {
    const { value: v, faults: flt } = end;
    return writes ? { a: "ok", flt } : { a: "ok", v, flt };
  }
  if (end.kind === "sigbus" || end.kind === "segv") return { a: end.kind, code: end.code };
  return { a: end.kind };
}

export function memory(w: world, p: program, op: memory_op): result {
  const { start, len } = range_of(w, op);
  switch (op.op) {
    case "dontneed":
      return returned(p.madvise(start, len, MADV_DONTNEED));
    case "remove":
      return returned(p.madvise(start, len, MADV_REMOVE));
    case "populate":
      return returned(p.madvise(start, len, op.write ? MADV_POPULATE_WRITE : MADV_POPULATE_READ));
    case "munmap":
      return returned(p.munmap(start, len));
    case "mprotect":
      return returned(p.mprotect(start, len, prot_of(op.prot)));
    case "mlock":
      return returned(op.onfault ? p.mlock2(start, len, MLOCK_ONFAULT) : p.mlock(start, len));
    case "munlock":
      return returned(p.munlock(start, len));
  }
}

/** Starts the second thread. It is reported as done, or as blocked where it has fallen asleep. */
export function bg(w: world, p: program, op: background_op): result {
  const { kind = "read", id = 0 } = op;
  if (w.backgrounds.has(id)) return { skip: "bg busy" };
  w.backgrounds.set(id, { kind, thread: start(w, p, kind, op) });
  return show_background(w, id);
}

function start(
  w: world,
  p: program,
  kind: background["kind"],
  op: background_op,
): background["thread"] {
  const { start, len } = range_of(w, op);
  const known = p.threads.length;
  if (kind === "read" || kind === "write") {
    const end = kind === "write" ? p.store(start, (op.byte ?? 0xa5) & 255) : p.load(start);
    return end.kind === "blocked" ? end.thread : { state: "done", result: end };
  }
  const ret =
    kind === "munmap"
      ? p.munmap(start, len)
      : p.madvise(start, len, kind === "remove" ? MADV_REMOVE : MADV_DONTNEED);
  const asleep: thread | undefined = ret === -ERESTARTSYS ? p.threads[known] : undefined;
  return asleep ?? { state: "done", result: ret };
}

export const bg_wait = (w: world, _p: program, { id = 0 }: wait_op): result =>
  show_background(w, id);

function show_background(w: world, id: number): result {
  const background = w.backgrounds.get(id);
  if (background === undefined) return { bg: "none" };
  const { kind, thread } = background;
  if (thread.state === "blocked") return { bg: "blocked" };
  w.backgrounds.delete(id);
  const res =
    typeof thread.result === "number"
      ? returned(thread.result)
      : show_access(thread.result as access_result, kind === "write");
  return { bg: "done", res };
}
