// The kernel's own unit tests of userfaultfd, told in our words: zeropage, poison and move.

import { describe, expect, it } from "vitest";
import {
  _UFFDIO_ZEROPAGE,
  EEXIST,
  errname,
  MAP_ANONYMOUS,
  MAP_PRIVATE,
  PAGE_SIZE,
  PROT_READ,
  UFFD_FEATURE_MOVE,
  UFFD_FEATURE_POISON,
  UFFDIO_MOVE,
  UFFDIO_POISON,
  UFFDIO_REGISTER_MODE_MISSING,
  UFFDIO_ZEROPAGE,
} from "../../src/index.ts";
import { copier, monitor } from "../support/monitor.ts";
import {
  at,
  type bench,
  contents,
  finish,
  PAGES,
  page_at,
  register,
  start,
} from "../support/selftest.ts";
import { runs } from "../support/selftest_cases.ts";

describe("zeropage", () => {
  it.each(runs("zeropage"))("works once where REGISTER offers it: %s, %s", (release, memory) => {
    const bench = start(release, memory);
    const { p, uffd, dst } = bench;
    const ioctls = register(bench, dst, UFFDIO_REGISTER_MODE_MISSING, 1);
    const zeropage = (): [string, number] => {
      const arg = { range: page_at(dst), mode: 0, zeropage: 0 };
      return [errname(p.ioctl(uffd, UFFDIO_ZEROPAGE, arg)), arg.zeropage];
    };

    expect(ioctls & (1n << BigInt(_UFFDIO_ZEROPAGE))).not.toBe(0n);
    expect(zeropage()).toEqual(["0", PAGE_SIZE]);
    expect(contents(p, dst)).toEqual([0, 0, 0, 0]);
    expect(zeropage()).toEqual(["-EEXIST", -EEXIST]);
    finish(bench);
  });
});

describe("poison", () => {
  const poison = ({ p, uffd }: bench, addr: number): void => {
    const arg = { range: page_at(addr), mode: 0, updated: 0 };
    expect(errname(p.ioctl(uffd, UFFDIO_POISON, arg))).toBe("0");
    expect(arg.updated).toBe(PAGE_SIZE);
  };

  it.each(runs("poison"))("is SIGBUS to whoever meets it: %s, %s", (release, memory) => {
    //  pages   0 1 2 3
    //          x . x .      x = poisoned, . = copied from a page of zeros
    const bench = start(release, memory, UFFD_FEATURE_POISON);
    const { p, dst } = bench;
    const zeros = p.mmap(0, PAGE_SIZE, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    register(bench, dst, UFFDIO_REGISTER_MODE_MISSING);
    const copy = copier(bench);
    const even = (addr: number): boolean => ((addr - dst) / PAGE_SIZE) % 2 === 0;
    const m = monitor(bench, {
      missing: (addr) => (even(addr) ? poison(bench, addr) : copy(addr, zeros)),
    });

    const ends = Array.from({ length: PAGES }, (_, page) => {
      const end = p.load(at(dst, page));
      m.serve();
      return end.kind === "blocked" ? end.thread.result : end;
    });

    expect(ends).toMatchObject([
      { kind: "sigbus" },
      { kind: "ok", value: 0 },
      { kind: "sigbus" },
      { kind: "ok", value: 0 },
    ]);
    expect(p.load(dst)).toMatchObject({ kind: "sigbus" });
    expect(m.count).toEqual({ missing: PAGES, minor: 0, wp: 0, remove: 0 });
    finish(bench);
  });
});

describe("move", () => {
  it.each(runs("move"))("takes pages from one area to the other: %s, %s", (release, memory) => {
    //  before   src  1 2 3 4     dst  . . . .
    //  after    src  . . . .     dst  1 2 3 4
    const bench = start(release, memory, UFFD_FEATURE_MOVE);
    const { p, uffd, src, dst } = bench;
    register(bench, dst, UFFDIO_REGISTER_MODE_MISSING);
    const m = monitor(bench, {
      missing: (addr) => {
        const arg = { dst: addr, src: src + addr - dst, len: PAGE_SIZE, mode: 0, move: 0 };
        expect([p.ioctl(uffd, UFFDIO_MOVE, arg), arg.move]).toEqual([0, PAGE_SIZE]);
      },
    });
    const pages = Array.from({ length: PAGES }, (_, page) => page);

    expect(pages.map((page) => m.load(at(dst, page)))).toEqual([1, 2, 3, 4]);
    expect(pages.map((page) => contents(p, at(src, page)))).toEqual(pages.map(() => [0, 0, 0, 0]));
    expect(m.count.missing).toBe(PAGES);
    finish(bench);
  });
});
