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
import type { copy_op, op } from "./types.ts";
import { BASE, SRC, SRCBUF, type world } from "./world.ts";

/** A source, and how to take it away again. */
export interface source {
  readonly addr: number;
  readonly remove: () => void;
}

const nothing = (): void => {};

/** Pages of the buffer that is always in memory: enough for every copy of the scenario, shifted or not. */
export function buffer_pages(ops: readonly op[]): number {
  const pages = ops.flatMap((op) => [op, ...(op.rivals ?? []).map((rival) => rival.do)]);
  return 1 + Math.max(1, ...pages.map((one) => (one.op === "copy" ? (one.n ?? 1) : 1)));
}

/** Makes the source that the operation names. */
export function makeSource(w: world, p: program, op: copy_op): source {
  const pages = Math.max(op.n ?? 1, 1);
  const byte = op.byte ?? 0xa5;
  switch (op.src ?? "fill") {
    case "fill":
      for (let i = 0; i <= pages; i++)
        fillPage(w, p.mm, (SRCBUF + i * PAGE_SIZE) as user_addr, byte + i);
      return { addr: SRCBUF, remove: nothing };
    case "unmapped":
      return { addr: SRC, remove: nothing };
    case "self":
      return { addr: BASE + (op.sp ?? 0) * PAGE_SIZE, remove: nothing };
    case "protnone":
      p.mmap(SRC, pages * PAGE_SIZE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
      return { addr: SRC, remove: () => void p.munmap(SRC, pages * PAGE_SIZE) };
    case "nonresident":
      return fileSource(p, pages, byte, 0);
    case "partial":
      return fileSource(p, op.good ?? 1, byte, op.good ?? 1);
  }
}

/** Pages of a file, mapped but not in the page table, except the first `touched`. */
function fileSource(p: program, pages: number, byte: number, touched: number): source {
  const len = pages * PAGE_SIZE;
  const fd = p.memfd_create("src", 0);
  p.pwrite(fd, filled(pages, byte), len, 0);
  p.mmap(SRC, len, PROT_READ, MAP_PRIVATE | MAP_FIXED, fd, 0);
  for (let i = 0; i < touched; i++) p.load((SRC + i * PAGE_SIZE) as user_addr);
  return {
    addr: SRC,
    remove: () => {
      p.munmap(SRC, len);
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
