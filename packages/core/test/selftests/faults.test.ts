// The kernel's own unit tests of userfaultfd, told in our words: wp-unpopulated, minor, minor-wp.

import { describe, expect, it } from "vitest";
import {
  MADV_DONTNEED,
  UFFDIO_REGISTER_MODE_MINOR as MINOR,
  PAGE_SIZE,
  UFFD_FEATURE_MINOR_SHMEM,
  UFFD_FEATURE_PAGEFAULT_FLAG_WP,
  UFFD_FEATURE_WP_HUGETLBFS_SHMEM,
  UFFD_FEATURE_WP_UNPOPULATED,
  UFFDIO_CONTINUE_MODE_WP,
  UFFDIO_REGISTER_MODE_WP as WP,
} from "../../src/index.ts";
import { continue_page, monitor, protect } from "../support/monitor.ts";
import {
  at,
  type bench,
  finish,
  marked,
  PAGES,
  read,
  register,
  start,
  write,
} from "../support/selftest.ts";
import { runs } from "../support/selftest_cases.ts";

describe("wp-unpopulated", () => {
  it.each(runs("wp-unpopulated"))("protects what is not there: %s, %s", (release, memory) => {
    const features = UFFD_FEATURE_PAGEFAULT_FLAG_WP | UFFD_FEATURE_WP_UNPOPULATED;
    const bench = start(release, memory, features);
    const { p, dst } = bench;
    register(bench, dst, WP, 1);
    const protected_now = (change: () => void): boolean => {
      change();
      return marked(bench, dst);
    };

    expect(protected_now(() => protect(bench, dst, true))).toBe(true);
    expect(protected_now(() => protect(bench, dst, false))).toBe(false);
    expect(protected_now(() => protect(bench, dst, true))).toBe(true);
    expect(protected_now(() => p.madvise(dst, PAGE_SIZE, MADV_DONTNEED))).toBe(false);
    expect(protected_now(() => write(p, dst, 1))).toBe(false);
    p.madvise(dst, PAGE_SIZE, MADV_DONTNEED);
    protect(bench, dst, true);
    expect(read(p, dst)).toBe(0);
    finish(bench);
  });
});

/** Reads every page through the alias, while the monitor adds 100 to each through the other mapping first. */
function read_through_alias(bench: bench, modes: number, continue_mode: number) {
  const { p, dst, alias } = bench;
  register(bench, alias, modes);
  for (let page = 0; page < PAGES; page++) write(p, at(dst, page), page + 1);
  const m = monitor(bench, {
    minor: (addr) => {
      const behind = dst + addr - alias;
      write(p, behind, read(p, behind) + 100);
      continue_page(bench, addr, continue_mode);
    },
    wp: (addr) => protect(bench, addr, false),
  });
  const told_of_writing = p.poll(bench.uffd);
  const values = Array.from({ length: PAGES }, (_, page) => m.load(at(alias, page)));
  return { told_of_writing, values, m };
}

const once_a_page = { missing: 0, minor: PAGES, wp: 0, remove: 0 };

describe("minor", () => {
  it.each(runs("minor"))("lets the monitor change what will be read: %s, %s", (release, memory) => {
    const bench = start(release, memory, UFFD_FEATURE_MINOR_SHMEM);

    const { told_of_writing, values, m } = read_through_alias(bench, MINOR, 0);

    expect(told_of_writing).toBe(0);
    expect(values).toEqual([101, 102, 103, 104]);
    expect(m.count).toEqual(once_a_page);
    finish(bench);
  });
});

describe("minor-wp", () => {
  it.each(runs("minor-wp"))("protects as it continues: %s, %s", (release, memory) => {
    const features =
      UFFD_FEATURE_MINOR_SHMEM | UFFD_FEATURE_PAGEFAULT_FLAG_WP | UFFD_FEATURE_WP_HUGETLBFS_SHMEM;
    const bench = start(release, memory, features);

    const { told_of_writing, values, m } = read_through_alias(
      bench,
      MINOR | WP,
      UFFDIO_CONTINUE_MODE_WP,
    );

    expect(told_of_writing).toBe(0);
    expect(values).toEqual([101, 102, 103, 104]);
    expect(m.count).toEqual(once_a_page);
    // Ours: that the protection is real shows when somebody writes.
    m.store(bench.alias, 7);
    expect([m.count.wp, read(bench.p, bench.dst)]).toEqual([1, 7]);
    finish(bench);
  });
});
