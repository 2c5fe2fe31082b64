// Where a copy comes from: memory that is there, that is not there yet, or that cannot be read at all.
// Source: none.

import { pte_pfn } from "../arch/x86/pgtable.ts";
import { PAGE_SIZE } from "../include/linux/mm.ts";
import type { mm_struct, page_content } from "../include/linux/mm_types.ts";
import type { user_addr } from "../include/linux/types.ts";
import type { program } from "../kernel/program.ts";
import { MAP_ANONYMOUS, MAP_FIXED, MAP_PRIVATE, PROT_NONE, PROT_READ } from "../mm/mmap.ts";
import { pfn_to_page } from "../mm/page_alloc.ts";
import { pte_at } from "../mm/pgtable.ts";
import type { copy_op, op, rival_op } from "./types.ts";
import { SRC, SRCBUF, type world } from "./world.ts";

/** A source, and how to take it away again. */
export interface source {
  readonly addr: number;
  readonly remove: () => void;
}

const nothing = (): void => {};

/** Pages of the buffer that is always in memory: enough for every copy of the scenario, none if nothing is copied. */
export function buffer_pages(ops: readonly op[]): number {
  let most = 0;
  for (const op of ops) {
    most = Math.max(most, buffered_pages(op));
    for (const rival of rivals_of(op)) most = Math.max(most, buffered_pages(rival));
  }
  return most;
}

/** Pages of the buffer that an operation reads. */
function buffered_pages(op: op | rival_op): number {
  switch (op.op) {
    case "copy":
      return (op.src ?? "fill") === "fill" ? pages_of(op) : 0;
    case "install":
    case "map2_copy":
    case "src_write":
      return 1;
    default:
      return 0;
  }
}

/** Pages that a copy reads: one more where it does not begin and end with whole ones. */
function pages_of({ n = 1, sadd, ladd, src_raw, len_raw }: copy_op): number {
  const whole = !sadd && !ladd && src_raw === undefined && len_raw === undefined;
  return Math.max(n, 1) + (whole ? 0 : 1);
}

/** What other CPUs do while an operation runs. */
export const rivals_of = (op: op): readonly rival_op[] => [
  ...(op.rivals ?? []).map((rival) => rival.do),
  ...(op.race?.rivals ?? []),
];

/** Whether other CPUs need a buffer of their own, for what they copy or install. */
export const rivals_copy = (op: op): boolean =>
  rivals_of(op).some(({ op }) => op === "copy" || op === "map2_copy" || op === "install");

/** Bytes from the actor's sources to those of the other CPUs: one must not overwrite what the other copies. */
export const APART = 2 ** 21;

/** Where the copies of `p` come from. */
const place_of = (w: world, p: program, addr: number): user_addr =>
  (p === w.rival ? addr + APART : addr) as user_addr;

/** The first page of the buffer that is always in memory. */
export const buffer_of = (w: world, p: program): user_addr => place_of(w, p, SRCBUF);

/** Makes the source that the operation names. */
export function makeSource(w: world, p: program, op: copy_op): source {
  const pages = Math.max(op.n ?? 1, 1);
  const byte = op.byte ?? 0xa5;
  const addr = place_of(w, p, SRC);
  switch (op.src ?? "fill") {
    case "fill":
      return { addr: fillBuffer(w, p, pages_of(op), byte), remove: nothing };
    case "unmapped":
      return { addr, remove: nothing };
    case "self":
      return { addr: w.subject.start + (op.sp ?? 0) * PAGE_SIZE, remove: nothing };
    case "protnone":
      p.mmap(addr, pages * PAGE_SIZE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
      return { addr, remove: () => void p.munmap(addr, pages * PAGE_SIZE) };
    case "nonresident":
      return fileSource(p, addr, [pages, 0], byte);
    case "partial":
      return fileSource(p, addr, [op.good ?? 1, op.good ?? 1], byte);
  }
}

function fillBuffer(w: world, p: program, pages: number, byte: number): number {
  const buffer = buffer_of(w, p);
  for (let i = 0; i < pages; i++)
    fillPage(w, p.mm, (buffer + i * PAGE_SIZE) as user_addr, byte + i);
  return buffer;
}

/** Pages of a file, mapped but not in the page table, except the first `touched`. */
function fileSource(
  p: program,
  addr: number,
  [pages, touched]: readonly [number, number],
  byte: number,
): source {
  const len = pages * PAGE_SIZE;
  const fd = p.memfd_create("src", 0);
  p.pwrite(fd, filled(pages, byte), len, 0);
  p.mmap(addr, len, PROT_READ, MAP_PRIVATE | MAP_FIXED, fd, 0);
  for (let i = 0; i < touched; i++) p.load(addr + i * PAGE_SIZE);
  return {
    addr,
    remove: () => {
      p.munmap(addr, len);
      p.close(fd);
    },
  };
}

/** Pages in a row, page i filled with byte + i. */
export function filled(pages: number, byte: number): Uint8Array {
  const bytes = new Uint8Array(pages * PAGE_SIZE);
  for (let i = 0; i < pages; i++) bytes.fill((byte + i) & 255, i * PAGE_SIZE, (i + 1) * PAGE_SIZE);
  return bytes;
}

const contents: page_content[] = [];

/** Changes the bytes of a page that is in memory, as 4096 stores of its program would. */
export function fillPage(w: world, mm: mm_struct, addr: user_addr, byte: number): void {
  const value = byte & 255;
  contents[value] ??= { bytes: filled(1, value), shared: true };
  const content = contents[value];
  w.machine.enter(() => {
    pfn_to_page(pte_pfn(pte_at(mm, addr))).content = content;
  });
}
