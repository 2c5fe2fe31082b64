// What the kernel's own unit tests of userfaultfd have in common: an application, its monitor, and the areas between them.
// Everything is done by a program's own system calls and accesses; only marked() looks behind them, as /proc/self/pagemap.

import { expect } from "vitest";
import { PTE_MARKER_UFFD_WP, pte_marker, pte_uffd_wp } from "../../src/arch/x86/pgtable.ts";
import type { user_addr } from "../../src/include/linux/types.ts";
import {
  boot,
  errname,
  MAP_ANONYMOUS,
  MAP_PRIVATE,
  MAP_SHARED,
  type machine,
  O_NONBLOCK,
  PAGE_SIZE,
  PROT_READ,
  PROT_WRITE,
  type program,
  type release_rules,
  UFFD_API,
  UFFDIO_API,
  UFFDIO_REGISTER,
} from "../../src/index.ts";
import { pte_at } from "../../src/mm/pgtable.ts";

export type release = release_rules["name"];
/** Private anonymous memory, a shared mapping of a memfd, and a private mapping of one. */
export type memory = "anon" | "shmem" | "shmem-private";

/** Pages of each area. Upstream has 32 MiB; four show the same. */
export const PAGES = 4;
const LENGTH = PAGES * PAGE_SIZE;
const RW = PROT_READ | PROT_WRITE;

/** A program whose memory is about to be watched. */
export interface bench {
  readonly release: release;
  readonly memory: memory;
  readonly machine: machine;
  readonly p: program;
  /** The userfaultfd. */
  readonly uffd: number;
  /** Filled: page i with the byte i + 1. */
  readonly src: number;
  /** Empty. */
  readonly dst: number;
  /** A second mapping of the destination's file, always shared; 0 for anonymous memory. */
  readonly alias: number;
}

/** Sets an application up: with audit, and with a userfaultfd that has been asked for `features`. */
export function start(release: release, memory: memory, features = 0): bench {
  const machine = boot({ release, audit: true });
  const p = machine.program("application");
  const source = allocate(p, memory);
  const destination = allocate(p, memory);
  for (let page = 0; page < PAGES; page++) write(p, at(source.area, page), page + 1);
  const uffd = p.userfaultfd(O_NONBLOCK);
  const api = { api: UFFD_API, features, ioctls: 0n };
  expect(errname(p.ioctl(uffd, UFFDIO_API, api))).toBe("0");
  const [src, dst, alias] = [source.area, destination.area, destination.alias];
  return { release, memory, machine, p, uffd, src, dst, alias };
}

function allocate(p: program, memory: memory): { area: number; alias: number } {
  if (memory === "anon")
    return { area: p.mmap(0, LENGTH, RW, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), alias: 0 };
  const fd = p.memfd_create("area", 0);
  p.ftruncate(fd, LENGTH);
  const flags = memory === "shmem" ? MAP_SHARED : MAP_PRIVATE;
  const area = p.mmap(0, LENGTH, RW, flags, fd, 0);
  return { area, alias: p.mmap(0, LENGTH, RW, MAP_SHARED, fd, 0) };
}

/** Address of a page of an area. */
export const at = (area: number, page: number): number => area + page * PAGE_SIZE;

/** Registers `pages` pages from `start` on, and returns the mask of ioctls. */
export function register({ p, uffd }: bench, start: number, mode: number, pages = PAGES): bigint {
  const arg = { range: { start, len: pages * PAGE_SIZE }, mode, ioctls: 0n };
  expect(errname(p.ioctl(uffd, UFFDIO_REGISTER, arg))).toBe("0");
  return arg.ioctls;
}

/** One page, as a range. */
export const page_at = (start: number) => ({ start, len: PAGE_SIZE });

/** Reads a byte of memory that nobody has to be asked for. */
export function read(p: program, addr: number): number {
  const end = p.load(addr);
  if (end.kind !== "ok") throw new Error(`The read ended in ${end.kind}.`);
  return end.value;
}

/** Writes a byte to memory that nobody has to be asked for. */
export function write(p: program, addr: number, byte: number): void {
  const end = p.store(addr, byte);
  if (end.kind !== "ok") throw new Error(`The write ended in ${end.kind}.`);
}

/** Every byte that a page shows at its start and its end, and in between. */
export const contents = (p: program, addr: number): number[] =>
  [0, 1, 2048, PAGE_SIZE - 1].map((offset) => read(p, addr + offset));

/** Bit 57 of the page's entry in /proc/self/pagemap: userfaultfd protects it, whether it is there or not. */
export const marked = ({ machine, p }: bench, addr: number): boolean =>
  machine.enter(() => {
    const pte = pte_at(p.mm, addr as user_addr);
    return pte_uffd_wp(pte) || (pte_marker(pte) & PTE_MARKER_UFFD_WP) !== 0;
  });

/** Ends the program. Nothing may have been broken on the way, and nothing may be left. */
export function finish({ machine }: bench): void {
  expect(machine.teardown()).toEqual([]);
  expect(machine.findings).toEqual([]);
  expect(machine.oops).toBeNull();
}
