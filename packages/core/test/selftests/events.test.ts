// The kernel's own unit tests of userfaultfd, told in our words: the REMOVE part of events, and mmap-changing.

import { describe, expect, it } from "vitest";
import {
  EAGAIN,
  ERESTARTSYS,
  errname,
  MADV_DONTNEED,
  MADV_REMOVE,
  UFFDIO_REGISTER_MODE_MISSING as MISSING,
  PAGE_SIZE,
  UFFD_EVENT_REMOVE,
  UFFD_FEATURE_EVENT_REMOVE,
  UFFD_FEATURE_MINOR_SHMEM,
  UFFD_FEATURE_MOVE,
  UFFD_FEATURE_POISON,
  UFFDIO_CONTINUE,
  UFFDIO_COPY,
  UFFDIO_MOVE,
  UFFDIO_POISON,
  UFFDIO_UNREGISTER,
  UFFDIO_ZEROPAGE,
  type uffd_msg,
  type uffdio_arg,
} from "../../src/index.ts";
import { copier, monitor } from "../support/monitor.ts";
import {
  at,
  type bench,
  contents,
  finish,
  PAGES,
  read,
  register,
  type release,
  start,
} from "../support/selftest.ts";
import { runs } from "../support/selftest_cases.ts";

const pages = Array.from({ length: PAGES }, (_, page) => page);

describe("events", () => {
  it.each(runs("events"))("tell of memory that is given up: %s, %s", (release, memory) => {
    const bench = start(release, memory, UFFD_FEATURE_EVENT_REMOVE);
    const { p, uffd, src, dst } = bench;
    register(bench, dst, MISSING);
    const copy = copier(bench);
    const m = monitor(bench, {
      missing: (addr) => copy(addr, src + addr - dst),
      remove: (start, end) =>
        void expect(p.ioctl(uffd, UFFDIO_UNREGISTER, { start, len: end - start })).toBe(0),
    });

    expect(pages.map((page) => m.load(at(dst, page)))).toEqual([1, 2, 3, 4]);
    // A private mapping cannot punch its file, and has put nothing there.
    const advice = memory === "shmem" ? MADV_REMOVE : MADV_DONTNEED;
    expect(p.madvise(dst, PAGES * PAGE_SIZE, advice)).toBe(-ERESTARTSYS);
    m.serve();
    expect(p.threads.at(-1)).toMatchObject({ what: "madvise", state: "done", result: 0 });
    // The monitor watches no more: what is gone comes back as zeros, and nobody is told.
    for (const page of pages) expect(contents(p, at(dst, page))).toEqual([0, 0, 0, 0]);
    expect(m.count).toEqual({ missing: PAGES, minor: 0, wp: 0, remove: 1 });
    finish(bench);
  });
});

/** Every fill, all of its arguments zero; and what its out field says afterwards. */
function fill_nothing({ p, uffd }: bench, release: release): (string | number)[][] {
  const range = { start: 0, len: 0 };
  const two = { dst: 0, src: 0, len: 0, mode: 0 };
  const copy = { ...two, copy: 0 };
  const zeropage = { range, mode: 0, zeropage: 0 };
  const mapped = { range, mode: 0, mapped: 0 };
  const poison = { range, mode: 0, updated: 0 };
  const move = { ...two, move: 0 };
  const say = (request: number, arg: uffdio_arg): string => errname(p.ioctl(uffd, request, arg));
  const early = [
    [say(UFFDIO_COPY, copy), copy.copy],
    [say(UFFDIO_ZEROPAGE, zeropage), zeropage.zeropage],
    [say(UFFDIO_CONTINUE, mapped), mapped.mapped],
  ];
  if (release === "5.14") return early;
  const poisoned = [say(UFFDIO_POISON, poison), poison.updated];
  return [...early, poisoned, [say(UFFDIO_MOVE, move), move.move]];
}

describe("mmap-changing", () => {
  it.each(runs("mmap-changing"))("refuses every fill at once: %s, %s", (release, memory) => {
    const later = release === "6.18" ? UFFD_FEATURE_MOVE | UFFD_FEATURE_POISON : 0;
    const features = UFFD_FEATURE_EVENT_REMOVE | UFFD_FEATURE_MINOR_SHMEM | later;
    const bench = start(release, memory, features);
    const { p, uffd, src, dst } = bench;
    register(bench, dst, MISSING);
    copier(bench)(dst, src);

    expect(p.madvise(dst, PAGE_SIZE, MADV_REMOVE)).toBe(-ERESTARTSYS);
    const out = release === "6.18" ? -EAGAIN : 0;
    const answers = fill_nothing(bench, release);
    expect(answers).toEqual(answers.map(() => ["-EAGAIN", out]));
    expect(read(p, dst)).toBe(1); // the page is there until the monitor knows
    const messages: uffd_msg[] = [];
    p.read(uffd, messages);

    expect(messages).toEqual([
      { event: UFFD_EVENT_REMOVE, arg: { remove: { start: dst, end: dst + PAGE_SIZE } } },
    ]);
    expect(p.threads).toMatchObject([{ what: "madvise", state: "done", result: 0 }]);
    expect(new Set(fill_nothing(bench, release).map(([ret]) => ret))).toEqual(new Set(["-EINVAL"]));
    finish(bench);
  });
});
