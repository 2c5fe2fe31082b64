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
  map2_copy: "UFFDIO_COPY through the second mapping",
  map2_continue: "UFFDIO_CONTINUE through the second mapping",
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
  huge_alloc: "a huge page is paid for, and not to be had",
  collapse: "holes of the file become parts of a huge page",
  punch: "a hole is punched into the file",
  falloc: "fallocate(2) on the file",
  file_write: "pwrite(2) to the file",
  file_read: "pread(2) from the file",
  map2_read: "a read through the second mapping",
  map2_write: "a write through the second mapping",
  src_write: "a write to the source of the copy",
  kill: "the task is told to die",
  install: "the installer is called",
  pager: "the monitor runs",
  dontneed: "madvise(2) with MADV_DONTNEED",
  remove: "madvise(2) with MADV_REMOVE",
  munmap: "munmap(2)",
  mlock: "mlock(2)",
  munlock: "munlock(2)",
};

const rights: Readonly<Record<string, string>> = {
  none: "no access",
  r: "reading only",
  rw: "reading and writing",
};

/** `UFFDIO_COPY to page 3`, `another thread: read page 0`; and what other CPUs do meanwhile. */
export function sayOp(operation: op): string {
  const meanwhile = rivalsOf(operation).map((rival) => `; meanwhile ${sayOp(rival)}`);
  return sayAlone(operation as any_op) + meanwhile.join("");
}

/** What other CPUs do while the operation runs. */
export const rivalsOf = ({ race, rivals = [] }: op): readonly op[] =>
  race?.rivals ?? rivals.map((rival) => rival.do);

function sayAlone(it: any_op): string {
  const where = sayPages(it);
  if (it.op in ioctls) return [ioctls[it.op], where && `to ${where}`].filter(Boolean).join(" ");
  if (it.op === "bg") return `another thread: ${String(it["kind"] ?? "read")} ${where}`.trim();
  if (it.op === "ftruncate") return `ftruncate(2) to ${sayLength(it)}`;
  if (it.op === "mmap_changing")
    return `another thread ${it["value"] === false ? "has changed" : "begins to change"} the mappings`;
  return [sentenceOf(it), where].filter(Boolean).join(", ");
}

function sentenceOf(it: any_op): string {
  if (it.op === "mprotect") return `mprotect(2) to ${rights[String(it["prot"] ?? "rw")]}`;
  if (it.op === "populate")
    return `madvise(2) with MADV_POPULATE_${it["write"] === true ? "WRITE" : "READ"}`;
  if (it["mapped"] === true)
    return it.op === "swapout" ? "a mapped page is swapped out" : "reclaim takes a mapped page";
  return sentences[it.op] ?? it.op;
}

function sayPages({ page, n = 1 }: any_op): string {
  if (typeof page !== "number") return "";
  return typeof n === "number" && n > 1 ? `pages ${page} to ${page + n - 1}` : `page ${page}`;
}

const sayLength = (it: any_op): string =>
  typeof it["bytes"] === "number"
    ? counted(it["bytes"], "byte")
    : counted(Number(it["pages"] ?? 0), "page");

const counted = (n: number, what: string): string => `${n} ${what}${n === 1 ? "" : "s"}`;

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
