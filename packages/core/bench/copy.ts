// How fast the machine fills memory and what that costs: UFFDIO_COPY of single pages on shared tmpfs, one ioctl a page.

import {
  boot,
  MAP_ANONYMOUS,
  MAP_FIXED,
  MAP_PRIVATE,
  MAP_SHARED,
  O_NONBLOCK,
  PAGE_SIZE,
  PROT_READ,
  PROT_WRITE,
  type program,
  UFFD_API,
  UFFDIO_API,
  UFFDIO_COPY,
  UFFDIO_REGISTER,
} from "../src/index.ts";

const AREA = 0x200000000000;
const SOURCE = 0x100000000000;
const MISSING = 1;
const RW = PROT_READ | PROT_WRITE;

/** Pages a second, in a machine that fills `pages` pages of one file. @param now a clock, in milliseconds */
export function copyPagesPerSecond(pages: number, now: () => number): number {
  const { p, uffd } = newArea(pages);
  const begin = now();
  fill(p, uffd, pages);
  return Math.round((pages * 1000) / (now() - begin));
}

/** Bytes of memory that a mapped page takes beyond its contents. @param used memory in use, in bytes */
export function bytesPerPage(pages: number, used: () => number): number {
  const { p, uffd } = newArea(pages);
  const before = used();
  fill(p, uffd, pages);
  const bytes = (used() - before) / pages;
  if (p.load(AREA).kind !== "ok") throw new Error("The area has not been filled.");
  return Math.round(bytes);
}

function newArea(pages: number): { p: program; uffd: number } {
  const p = boot({ ram_pages: pages + 1024 }).program();
  const file = p.memfd_create("area", 0);
  p.ftruncate(file, pages * PAGE_SIZE);
  p.mmap(AREA, pages * PAGE_SIZE, RW, MAP_SHARED | MAP_FIXED, file, 0);
  p.mmap(SOURCE, PAGE_SIZE, RW, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
  for (let byte = 0; byte < PAGE_SIZE; byte++) p.store(SOURCE + byte, 0xa5); // as the program that asks the host does
  const uffd = p.userfaultfd(O_NONBLOCK);
  p.ioctl(uffd, UFFDIO_API, { api: UFFD_API, features: 0, ioctls: 0n });
  const range = { start: AREA, len: pages * PAGE_SIZE };
  p.ioctl(uffd, UFFDIO_REGISTER, { range, mode: MISSING, ioctls: 0n });
  return { p, uffd };
}

function fill(p: program, uffd: number, pages: number): void {
  for (let page = 0; page < pages; page++) {
    const dst = AREA + page * PAGE_SIZE;
    const arg = { dst, src: SOURCE, len: PAGE_SIZE, mode: 0, copy: 0 };
    if (p.ioctl(uffd, UFFDIO_COPY, arg) !== 0) throw new Error(`UFFDIO_COPY: ${arg.copy}`);
  }
}
