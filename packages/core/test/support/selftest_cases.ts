// Which of the kernel's own unit tests run for which memory in which release, and why not for all in both.

import type { memory, release } from "./selftest.ts";

interface row {
  readonly later: readonly memory[];
  readonly earlier: readonly memory[];
  /** Why these, and why fewer in 5.14. */
  readonly why: string;
}

const all = ["anon", "shmem", "shmem-private"] as const;

const cases = {
  "register-ioctls": {
    later: all,
    earlier: all,
    why: "always there; that files of tmpfs cannot be write protected in 5.14 is part of the test",
  },
  zeropage: { later: all, earlier: all, why: "always there" },
  "wp-unpopulated": { later: ["anon"], earlier: [], why: "WP_UNPOPULATED is a feature of 6.4" },
  minor: {
    later: ["shmem"],
    earlier: ["shmem"],
    why: "minor faults are faults of files; they came to tmpfs with 5.14",
  },
  "minor-wp": { later: ["shmem"], earlier: [], why: "files can be write protected from 5.19 on" },
  sigbus: { later: all, earlier: all, why: "always there" },
  "sigbus-wp": { later: all, earlier: ["anon"], why: "files can be write protected from 5.19 on" },
  poison: { later: all, earlier: [], why: "UFFDIO_POISON came with 6.6" },
  move: {
    later: ["anon"],
    earlier: [],
    why: "UFFDIO_MOVE came with 6.8, for private anonymous memory",
  },
  events: {
    later: all,
    earlier: all,
    why: "always there; without fork(2) and mremap(2) only REMOVE is left",
  },
  "mmap-changing": {
    later: ["shmem"],
    earlier: ["shmem"],
    why: "MADV_REMOVE is for shared files. POISON and MOVE are not in 5.14, and -EAGAIN is not in the out fields yet",
  },
} as const satisfies { readonly [name: string]: row };

/** The releases and memories that a case runs with. */
export function runs(name: keyof typeof cases): (readonly [release, memory])[] {
  const { later, earlier }: row = cases[name];
  return [
    ...later.map((memory) => ["6.18", memory] as const),
    ...earlier.map((memory) => ["5.14", memory] as const),
  ];
}
