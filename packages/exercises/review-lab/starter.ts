// Your review: a list of tests. Every right version of the two functions must pass each of them, and each wrong version
// must fail on one of them.
//
// A test is data. `scenario` says what is mapped, how it is watched, and what is done; `expect` says what is true then.
// Everything that can be written here is in the lesson, and an editor knows it from the type below.
//
//   { after: 2, result: { ret: -1, err: "EEXIST" } }             what operation 2 returned
//   { after: 2, ledger: { used_blocks: 1 } }                     a number of the books
//   { after: 2, since: 1, ledger: { used_blocks: 0 } }           by how much operation 2 has changed it
//   { after: 2, rss: { MM_SHMEMPAGES: 1 } }                      what the program is said to have in memory
//   { after: 2, vmstat: { NR_FILE_MAPPED: 1 } }                  what the machine counts
//   { after: 2, pte: { page: 0, bits: ["present"] } }            all bits of a pte; [] if there is none
//   { after: 2, mapped: { page: 0, is: { byte: 0x5a } } }        the page that is mapped there
//   { after: 2, cached: { index: 0, page: { has: ["dirty"] } } } the page that the file has; null if it has none
//   { after: "end", log: "none" }                                the kernel has complained of nothing
//   { after: "end", alive: true }                                the kernel still runs

import type { review_test } from "@faultline/kit";

export const tests: readonly review_test[] = [
  {
    name: "a fill of a missing page is there",
    scenario: {
      region: {
        pages: 2,
        backing: "shmem",
        sharing: "shared",
        prot: "rw",
        file_pages: 2,
        fs_limit_pages: 16,
      },
      register: ["missing"],
      // A fault that nobody answers ends in SIGBUS, so that no scenario has to wait.
      features: ["sigbus"],
      ops: [
        { op: "copy", page: 0, byte: 0x5a },
        { op: "read", page: 0 },
      ],
    },
    expect: [
      { after: 1, result: { ret: 0, copy: 4096 } },
      { after: 2, result: { a: "ok", v: 0x5a } },
    ],
  },
  // TODO: all that can go wrong.
];
