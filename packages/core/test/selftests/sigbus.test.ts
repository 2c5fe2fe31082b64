// The kernel's own unit tests of userfaultfd, told in our words: sigbus and sigbus-wp, as far as they go without fork(2).

import { describe, expect, it } from "vitest";
import {
  UFFDIO_REGISTER_MODE_MISSING as MISSING,
  UFFD_FEATURE_PAGEFAULT_FLAG_WP,
  UFFD_FEATURE_SIGBUS,
  UFFD_FEATURE_WP_HUGETLBFS_SHMEM,
  UFFDIO_REGISTER_MODE_WP as WP,
} from "../../src/index.ts";
import { copier, protect, protecting_copier } from "../support/monitor.ts";
import { at, finish, PAGES, read, register, start } from "../support/selftest.ts";
import { runs } from "../support/selftest_cases.ts";

const pages = Array.from({ length: PAGES }, (_, page) => page);

describe("sigbus", () => {
  it.each(runs("sigbus"))("raises one signal a page and no message: %s, %s", (release, memory) => {
    const bench = start(release, memory, UFFD_FEATURE_SIGBUS);
    const { p, uffd, src, dst } = bench;
    register(bench, dst, MISSING);
    const copy = copier(bench);

    const signals = pages.filter((page) => {
      const end = p.load(at(dst, page));
      if (end.kind === "sigbus") copy(at(dst, page), at(src, page));
      return end.kind === "sigbus";
    });

    expect(signals).toEqual(pages);
    expect(pages.map((page) => read(p, at(dst, page)))).toEqual([1, 2, 3, 4]);
    expect(p.poll(uffd)).toBe(0);
    finish(bench);
  });
});

describe("sigbus-wp", () => {
  it.each(runs("sigbus-wp"))("raises a second signal at the write: %s, %s", (release, memory) => {
    const wp_shmem = release === "6.18" ? UFFD_FEATURE_WP_HUGETLBFS_SHMEM : 0;
    const features = UFFD_FEATURE_SIGBUS | UFFD_FEATURE_PAGEFAULT_FLAG_WP | wp_shmem;
    const bench = start(release, memory, features);
    const { p, uffd, src, dst } = bench;
    register(bench, dst, MISSING | WP);
    const copy = protecting_copier(bench);

    const ends = pages.map((page) => {
      const store = (): string => p.store(at(dst, page), page + 11).kind;
      const first = store();
      copy(at(dst, page), at(src, page));
      const contents = read(p, at(dst, page));
      const second = store();
      protect(bench, at(dst, page), false);
      return [first, contents, second, store(), read(p, at(dst, page))];
    });

    expect(ends).toEqual(pages.map((page) => ["sigbus", page + 1, "sigbus", "ok", page + 11]));
    expect(p.poll(uffd)).toBe(0);
    finish(bench);
  });
});
