// Which locks an operation takes when another CPU does it in one step, and what it touches then.
// Source: none; the locks are those of the functions behind each operation, see FIDELITY.md.

import { EVERYTHING, type footprint, footprint as touching } from "./footprint.ts";
import type { op, rival_op } from "./types.ts";
import type { world } from "./world.ts";

/** Locks by the names that lockdep has for them. Page locks are told apart by page. */
export type lock_name = "mmap_lock" | "ptl" | "info->lock";

type names = ReadonlySet<op["op"]>;
const named = (...names: readonly op["op"][]): names => new Set(names);

/** They change vmas, for which they need the mmap lock alone; or map memory for themselves first. */
const change_vmas = named(
  "munmap",
  "mprotect",
  "mlock",
  "munlock",
  "register",
  "unregister",
  "close_uffd",
  "writeprotect",
  "move",
);

/** Whether the source of a copy has to be mapped first. */
const maps_its_source = (op: op): boolean =>
  op.op === "copy" && ["nonresident", "partial", "protnone"].includes(op.src ?? "fill");

/** They touch nothing that a fill holds locked: other files, flags, queues, or memory of the program's own. */
const take_nothing = named(
  "fill_fs",
  "drain_fs",
  "mmap_changing",
  "kill",
  "wake",
  "event",
  "api",
  "bg_wait",
  "src_write",
);

/** The locks that an operation takes, but for page locks. */
export function locks_of(op: rival_op): readonly lock_name[] {
  if (take_nothing.has(op.op)) return [];
  if (op.op === "stat") return ["info->lock"];
  const changes = change_vmas.has(op.op) || (op.op === "bg" && op.kind === "munmap");
  if (changes || maps_its_source(op)) return ["mmap_lock", "ptl", "info->lock"];
  return ["ptl", "info->lock"];
}

const touched: { readonly [name in op["op"]]?: footprint } = {
  fill_fs: touching("blocks"),
  drain_fs: touching("blocks"),
  mmap_changing: touching("vmas"),
  kill: touching("signal"),
  wake: 0,
  event: 0,
  api: 0,
  src_write: touching("source"),
  stat: touching("ledger", "blocks"),
  reclaim: touching("pages", "ptes", "ledger"),
  swapout: touching("pages", "ptes", "ledger"),
};

export const touched_by = (op: rival_op): footprint => touched[op.op] ?? EVERYTHING;

/** The pages of the file that an operation may have to lock; null for none. */
export function pages_of(w: world, op: rival_op): readonly [first: number, end: number] | null {
  const pgoff = w.scenario.region.file_pgoff ?? 0;
  const from = "page" in op ? (op.page ?? 0) : 0;
  const n = "n" in op ? (op.n ?? 1) : 1;
  switch (op.op) {
    // An access on one page may map its neighbours too, but skips those that are locked.
    case "read":
    case "write":
    case "bg":
    case "continue":
    case "populate":
    case "remove":
    case "mlock":
    case "mprotect":
    // A fill may look whether the file has the page before it adds its own, and waits for it then.
    case "copy":
    case "zeropage":
      return [pgoff + from, pgoff + from + n];
    case "ftruncate":
      return [0, Infinity];
    case "install":
      return op.source === "new" ? null : [pgoff + from, pgoff + from + 1];
    case "map2_read":
    case "map2_write":
    case "map2_copy":
    case "map2_continue":
    case "file_write":
    case "file_read":
    case "falloc":
      return [from, from + n];
    default:
      return null; // reclaim only tries
  }
}
