// An operation of a scenario and its answer, in words.

import type { op } from "@faultline/core";

/** What is known of an operation here: any, also one that a later version adds. */
type any_op = op & { readonly [field: string]: unknown };

const ioctls: Readonly<Record<string, string>> = {
  copy: "UFFDIO_COPY",
  zeropage: "UFFDIO_ZEROPAGE",
  continue: "UFFDIO_CONTINUE",
  poison: "UFFDIO_POISON",
  move: "UFFDIO_MOVE",
  writeprotect: "UFFDIO_WRITEPROTECT",
  wake: "UFFDIO_WAKE",
  register: "UFFDIO_REGISTER",
  unregister: "UFFDIO_UNREGISTER",
  api: "UFFDIO_API",
};

const sentences: Readonly<Record<string, string>> = {
  event: "the monitor reads a message",
  close_uffd: "the userfaultfd is closed",
  read: "the program reads",
  write: "the program writes",
  bg_wait: "the other thread goes on, if it can",
  stat: "stat(2) on the file",
  fill_fs: "another file fills the mount",
  drain_fs: "the other file goes away",
  reclaim: "reclaim takes a page of the file",
  swapout: "a page of the file is swapped out",
  punch: "a hole is punched into the file",
  falloc: "fallocate(2) on the file",
  file_write: "pwrite(2) to the file",
  file_read: "pread(2) from the file",
  map2_read: "a read through the second mapping",
  map2_write: "a write through the second mapping",
};

/** `UFFDIO_COPY to page 3`, `another thread: read page 0`; and what other CPUs do meanwhile. */
export function sayOp(operation: op): string {
  const meanwhile = (operation.rivals ?? []).map((rival) => `; meanwhile ${sayOp(rival.do)}`);
  return sayAlone(operation as any_op) + meanwhile.join("");
}

function sayAlone(it: any_op): string {
  const where = sayPages(it);
  if (it.op in ioctls) return [ioctls[it.op], where && `to ${where}`].filter(Boolean).join(" ");
  if (it.op === "bg") return `another thread: ${String(it["kind"] ?? "read")} ${where}`.trim();
  if (it.op === "ftruncate") return `ftruncate(2) to ${sayLength(it)}`;
  return [sentences[it.op] ?? it.op, where].filter(Boolean).join(", ");
}

function sayPages({ page, n = 1 }: any_op): string {
  if (typeof page !== "number") return "";
  return typeof n === "number" && n > 1 ? `pages ${page} to ${page + n - 1}` : `page ${page}`;
}

const sayLength = (it: any_op): string =>
  typeof it["bytes"] === "number" ? `${it["bytes"]} bytes` : `${Number(it["pages"] ?? 0)} pages`;

/** What an operation returned, in the fields of a recording. */
export type answer = Readonly<Record<string, unknown>>;

/** `0`, `-EFAULT`, `SIGBUS`, `reads 0xa5`, `sleeps`. */
export function sayAnswer(answer: answer): string {
  const { err, ret, a, v, bg, res, ev, skip } = answer;
  if (skip !== undefined) return "not done";
  if (typeof err === "string") return `-${err}`;
  if (a === "blocked" || bg === "blocked") return "sleeps in the fault";
  if (typeof ev === "string") return sayEvent(answer);
  if (bg === "done")
    return typeof res === "object" && res !== null ? sayAnswer(res as answer) : "done";
  if (bg === "none") return "no thread is waiting";
  if (typeof a === "string") return a === "ok" ? sayByte(v) : a.toUpperCase();
  if (Array.isArray(v)) return `reads ${v.map(sayHex).join(" ")}`;
  return ret === undefined ? "done" : String(ret);
}

const sayByte = (v: unknown): string => (typeof v === "number" ? `reads ${sayHex(v)}` : "ok");

const sayHex = (byte: unknown): string => `0x${Number(byte).toString(16).padStart(2, "0")}`;

function sayEvent({ ev, page, flags }: answer): string {
  const kinds = Array.isArray(flags) && flags.length > 0 ? ` (${flags.join(", ")})` : " (missing)";
  return `${String(ev)} at page ${String(page)}${ev === "pagefault" ? kinds : ""}`;
}
