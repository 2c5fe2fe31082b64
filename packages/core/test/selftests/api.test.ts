// The kernel's own unit tests of userfaultfd, told in our words: what a new userfaultfd says, and what REGISTER offers.

import { describe, expect, it } from "vitest";
import {
  _UFFDIO_CONTINUE,
  _UFFDIO_COPY,
  _UFFDIO_WAKE,
  _UFFDIO_WRITEPROTECT,
  boot,
  errname,
  UFFDIO_REGISTER_MODE_MINOR as MINOR,
  UFFDIO_REGISTER_MODE_MISSING as MISSING,
  PAGE_SIZE,
  UFFD_API,
  UFFD_FEATURE_MINOR_SHMEM,
  UFFD_FEATURE_MISSING_SHMEM,
  UFFD_FEATURE_PAGEFAULT_FLAG_WP,
  UFFD_FEATURE_WP_HUGETLBFS_SHMEM,
  UFFDIO_API,
  UFFDIO_REGISTER,
  UFFDIO_UNREGISTER,
  UFFDIO_REGISTER_MODE_WP as WP,
} from "../../src/index.ts";
import { finish, type memory, PAGES, type release, start } from "../support/selftest.ts";
import { runs } from "../support/selftest_cases.ts";

describe("UFFDIO_API", () => {
  it.each(["5.14", "6.18"] as const)("works once, with known words only, in %s", (release) => {
    const machine = boot({ release, audit: true });
    const p = machine.program();
    const uffd = p.userfaultfd(0);
    const api = (api: number, features: number): string =>
      errname(p.ioctl(uffd, UFFDIO_API, { api, features, ioctls: 0n }));

    expect(api(0xab, 0)).toBe("-EINVAL");
    expect(api(UFFD_API, 2 ** 63)).toBe("-EINVAL");
    expect(api(UFFD_API, 0)).toBe("0");
    expect(api(UFFD_API, 0)).toBe("-EINVAL");
    expect([machine.teardown(), machine.findings]).toEqual([[], []]);
  });
});

describe("UFFDIO_REGISTER", () => {
  const combinations = Array.from({ length: 8 }, (_, mode) => mode);

  /** Whether memory of this kind can be watched in these modes at all. */
  function possible(release: release, memory: memory, mode: number): boolean {
    if (mode & MINOR && memory === "anon") return false;
    if (mode & WP && memory !== "anon" && release === "5.14") return false;
    return mode !== 0;
  }

  function offered(mode: number): bigint {
    const numbers = [
      _UFFDIO_WAKE,
      ...(mode & MISSING ? [_UFFDIO_COPY] : []),
      ...(mode & WP ? [_UFFDIO_WRITEPROTECT] : []),
      ...(mode & MINOR ? [_UFFDIO_CONTINUE] : []),
    ];
    return numbers.reduce((mask, nr) => mask | (1n << BigInt(nr)), 0n);
  }

  const features = (release: release): number =>
    UFFD_FEATURE_MISSING_SHMEM |
    UFFD_FEATURE_MINOR_SHMEM |
    UFFD_FEATURE_PAGEFAULT_FLAG_WP |
    (release === "6.18" ? UFFD_FEATURE_WP_HUGETLBFS_SHMEM : 0);

  it.each(runs("register-ioctls"))("says what its modes allow: %s, %s", (release, memory) => {
    const bench = start(release, memory, features(release));
    const { p, uffd, dst } = bench;
    const range = { start: dst, len: PAGES * PAGE_SIZE };

    for (const mode of combinations) {
      const arg = { range, mode, ioctls: 0n };
      const ret = errname(p.ioctl(uffd, UFFDIO_REGISTER, arg));
      expect([mode, ret]).toEqual([mode, possible(release, memory, mode) ? "0" : "-EINVAL"]);
      if (ret !== "0") continue;
      expect(arg.ioctls & offered(mode)).toBe(offered(mode));
      expect(p.ioctl(uffd, UFFDIO_UNREGISTER, range)).toBe(0);
    }

    finish(bench);
  });
});
