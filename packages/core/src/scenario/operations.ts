// Which function does which operation.
// Source: none.

import type { program } from "../kernel/program.ts";
import { allocate, drain_fs, file_read, file_write, fill_fs, ftruncate, stat } from "./ops_file.ts";
import { continue_, copy, map2_fill, move, poison, src_write, zeropage } from "./ops_fill.ts";
import { collapse, huge_alloc } from "./ops_huge.ts";
import { install, kill, mmap_changing, reclaim } from "./ops_kernel.ts";
import { bg, bg_wait, memory, read_write } from "./ops_memory.ts";
import { pager } from "./ops_pager.ts";
import { api, close_uffd, event, register, unregister, wake, writeprotect } from "./ops_watch.ts";
import type { result } from "./result.ts";
import type { op } from "./types.ts";
import type { world } from "./world.ts";

/** The type of the operations among whose names `name` is. */
type op_named<name extends string, all = op> = all extends { readonly op: infer names }
  ? name extends names
    ? all
    : never
  : never;

type handlers = {
  readonly [name in op["op"]]: (w: world, p: program, op: op_named<name>) => result;
};

const handlers: handlers = {
  copy,
  zeropage,
  continue: continue_,
  poison,
  move,
  register,
  unregister,
  wake,
  writeprotect,
  api,
  event,
  close_uffd,
  read: read_write,
  write: read_write,
  map2_read: read_write,
  map2_write: read_write,
  file_write,
  file_read,
  ftruncate,
  punch: allocate,
  falloc: allocate,
  stat,
  fill_fs,
  drain_fs,
  dontneed: memory,
  remove: memory,
  populate: memory,
  munmap: memory,
  mprotect: memory,
  mlock: memory,
  munlock: memory,
  bg,
  bg_wait,
  pager,
  install,
  reclaim,
  swapout: reclaim,
  huge_alloc,
  collapse,
  mmap_changing,
  map2_copy: map2_fill,
  map2_continue: map2_fill,
  src_write,
  kill,
};

/** Does one operation as `p`, and says what it returned. */
export function perform(w: world, p: program, op: op): result {
  const handler = handlers[op.op] as (w: world, p: program, op: op) => result;
  return handler(w, p, op);
}
