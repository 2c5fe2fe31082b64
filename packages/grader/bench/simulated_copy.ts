// How fast the machine fills memory: UFFDIO_COPY on shared tmpfs, with nobody watching. Pages a second.

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
} from "@faultline/core";

const AREA = 0x200000000000;
const SOURCE = 0x240000000000;
const MISSING = 1;
const RW = PROT_READ | PROT_WRITE;
/** Pages of the area, which is filled, emptied and filled again. */
const PAGES = 4096;
/** Pages that one call copies. */
const BATCH = 64;

/** @param ms how long to measure; as long again goes before, to warm up */
export function copyPagesPerSecond(ms: number): number {
  const machine = boot();
  const p = machine.program();
  const { uffd, file } = prepare(p);
  const run = (): number => {
    let pages = 0;
    const end = performance.now() + ms;
    while (performance.now() < end) {
      p.ftruncate(file, 0);
      p.ftruncate(file, PAGES * PAGE_SIZE);
      pages += fill(p, uffd);
    }
    return pages;
  };
  run();
  const begin = performance.now();
  return Math.round((run() * 1000) / (performance.now() - begin));
}

function prepare(p: program): { uffd: number; file: number } {
  const file = p.memfd_create("area", 0);
  p.ftruncate(file, PAGES * PAGE_SIZE);
  p.mmap(AREA, PAGES * PAGE_SIZE, RW, MAP_SHARED | MAP_FIXED, file, 0);
  p.mmap(SOURCE, BATCH * PAGE_SIZE, RW, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
  for (let page = 0; page < BATCH; page++) p.store(SOURCE + page * PAGE_SIZE, page);
  const uffd = p.userfaultfd(O_NONBLOCK);
  p.ioctl(uffd, UFFDIO_API, { api: UFFD_API, features: 0, ioctls: 0n });
  const range = { start: AREA, len: PAGES * PAGE_SIZE };
  p.ioctl(uffd, UFFDIO_REGISTER, { range, mode: MISSING, ioctls: 0n });
  return { uffd, file };
}

function fill(p: program, uffd: number): number {
  const len = BATCH * PAGE_SIZE;
  for (let page = 0; page < PAGES; page += BATCH) {
    const arg = { dst: AREA + page * PAGE_SIZE, src: SOURCE, len, mode: 0, copy: 0 };
    if (p.ioctl(uffd, UFFDIO_COPY, arg) !== 0) throw new Error(`UFFDIO_COPY: ${arg.copy}`);
  }
  return PAGES;
}
