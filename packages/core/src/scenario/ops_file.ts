// Operations on the file: write, read, truncate, punch, allocate, stat; and filling the mount with another file.
// Source: none.

import { O_RDWR, O_TMPFILE } from "../fs/file.ts";
import { PAGE_SIZE } from "../include/linux/mm.ts";
import type { program } from "../kernel/program.ts";
import { FALLOC_FL_KEEP_SIZE, FALLOC_FL_PUNCH_HOLE } from "../kernel/program_files.ts";
import { type result, returned } from "./result.ts";
import { filled } from "./source.ts";
import type { file_op, fill_fs_op } from "./types.ts";
import { MOUNT, type world } from "./world.ts";

export function file_write(w: world, p: program, op: file_op): result {
  const n = op.n ?? 1;
  const bytes = filled(Math.max(n, 1), op.byte ?? 0xa5);
  const offset = (op.page ?? 0) * PAGE_SIZE + (op.off ?? 0);
  return returned(p.pwrite(w.ffd, bytes, op.len ?? n * PAGE_SIZE, offset));
}

export function file_read(w: world, p: program, op: file_op): result {
  const n = op.n ?? 1;
  const bytes = new Uint8Array(n * PAGE_SIZE);
  const ret = p.pread(w.ffd, bytes, n * PAGE_SIZE, (op.page ?? 0) * PAGE_SIZE);
  if (ret <= 0) return returned(ret);
  const v = Array.from({ length: Math.ceil(ret / PAGE_SIZE) }, (_, i) => bytes[i * PAGE_SIZE]);
  return { ret, v };
}

export const size_of = (op: file_op): number => op.bytes ?? (op.pages ?? 0) * PAGE_SIZE;

export const ftruncate = (w: world, p: program, op: file_op): result =>
  returned(p.ftruncate(w.ffd, size_of(op)));

export function allocate(w: world, p: program, op: file_op): result {
  const keep = op.keep ? FALLOC_FL_KEEP_SIZE : 0;
  const mode = op.op === "punch" ? FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE : keep;
  const [offset, len] = [(op.page ?? 0) * PAGE_SIZE, (op.n ?? 1) * PAGE_SIZE];
  return returned(p.fallocate(w.ffd, mode, offset, len));
}

export function stat(w: world, p: program): result {
  const buf = { st_size: 0, st_blocks: 0 };
  const ret = p.fstat(w.ffd, buf);
  return ret < 0 ? returned(ret) : { ret, ...buf };
}

export function fill_fs(w: world, p: program, op: fill_fs_op): result {
  if (w.filler >= 0 || !w.subject.mounted) return { skip: "no mount, or filled already" };
  w.filler = p.open(MOUNT, O_TMPFILE | O_RDWR);
  const mount = { f_bsize: 0, f_blocks: 0, f_bfree: 0 };
  p.fstatfs(w.filler, mount);
  const take = mount.f_bfree - (op.leave ?? 0);
  return take <= 0 ? { ret: 0 } : returned(p.fallocate(w.filler, 0, 0, take * PAGE_SIZE));
}

export function drain_fs(w: world, p: program): result {
  if (w.filler < 0) return { skip: "not filled" };
  const ret = p.close(w.filler);
  w.filler = -1;
  return returned(ret);
}
