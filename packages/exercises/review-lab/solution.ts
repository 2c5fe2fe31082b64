// Tests that tell every version which a reviewer stopped from the right ones. See variants/ for others that do as well.

import type { review_test } from "@faultline/kit";

type scenario = review_test["scenario"];
type op = scenario["ops"][number];

/** Four pages of a file of four pages on a mount of sixteen, mapped shared and writable, unless said otherwise. */
const area = (ops: readonly op[], region: Partial<scenario["region"]> = {}): scenario => ({
  region: {
    pages: 4,
    backing: "shmem",
    sharing: "shared",
    prot: "rw",
    file_pages: 4,
    fs_limit_pages: 16,
    ...region,
  },
  register: ["missing"],
  features: ["sigbus"],
  ops,
});

/** The file is cut to one page when the installer is about to look at its size. */
const cut: op["rivals"] = [{ at: "pte_offset_map_lock", do: { op: "ftruncate", pages: 1 } }];

const same = { used_blocks: 0, Committed_AS: 0, alloced: 0, i_blocks: 0, nrpages: 0, pages: 0 };

const refusals: readonly review_test[] = [
  {
    name: "a fill beyond the end of the file costs nothing",
    scenario: area([{ op: "copy", page: 3 }], { file_pages: 2 }),
    expect: [
      { after: 1, result: { ret: -1, err: "EFAULT" } },
      { after: 1, since: 0, ledger: same },
    ],
  },
  {
    name: "a fill of a page that the file has costs nothing",
    scenario: area([
      { op: "file_write", page: 1 },
      { op: "copy", page: 1 },
    ]),
    expect: [
      { after: 2, result: { ret: -1, err: "EEXIST" } },
      { after: 2, since: 1, ledger: same },
    ],
  },
  {
    name: "a page that cannot be mapped does not stay in the file",
    scenario: area([{ op: "copy", page: 1, rivals: cut }]),
    expect: [
      { after: 1, result: { ret: -1, err: "EFAULT" } },
      { after: 1, cached: { index: 1, page: null } },
      { after: 1, since: 0, ledger: same },
    ],
  },
  {
    name: "a page that leaves its file is clean",
    scenario: area([{ op: "copy", page: 1, rivals: cut }], { prot: "r" }),
    expect: [
      { after: 1, result: { err: "EFAULT" } },
      { after: "end", log: "none" },
    ],
  },
  {
    name: "a mount that fills up between two rounds is no reason to die",
    scenario: area([
      {
        op: "copy",
        page: 1,
        src: "nonresident",
        rivals: [{ at: "shmem_inode_unacct_blocks", when: "after", do: { op: "fill_fs" } }],
      },
    ]),
    expect: [
      { after: 1, result: { ret: -1, err: "ENOMEM" } },
      { after: "end", alive: true },
    ],
  },
];

const kinds: readonly review_test[] = [
  {
    name: "a private copy is the program's own: anonymous, dirty, and may be written",
    scenario: area([{ op: "copy", page: 1 }], { sharing: "private" }),
    expect: [
      { after: 1, pte: { page: 1, bits: ["present", "write", "dirty"] } },
      { after: 1, mapped: { page: 1, is: { mapping: "anon", has: ["swapbacked"] } } },
      { after: 1, since: 0, rss: { MM_ANONPAGES: 1, MM_SHMEMPAGES: 0, MM_FILEPAGES: 0 } },
    ],
  },
  {
    name: "a private copy that cannot be written is dirty all the same",
    scenario: area([{ op: "copy", page: 1 }], { sharing: "private", prot: "r" }),
    expect: [{ after: 1, pte: { page: 1, bits: ["present", "dirty"] } }],
  },
  {
    name: "looking at a hole makes nothing dirty",
    scenario: {
      ...area(
        [
          { op: "map2_read", page: 1 },
          { op: "continue", page: 1 },
        ],
        { prot: "r", map2: true },
      ),
      register: ["minor"],
    },
    expect: [
      { after: 2, result: { ret: 0 } },
      { after: 2, cached: { index: 1, page: { lacks: ["dirty"] } } },
    ],
  },
  {
    name: "a new page in a locked area is counted as locked",
    scenario: area([{ op: "copy", page: 1 }], { mlocked: "onfault" }),
    expect: [{ after: 1, since: 0, vmstat: { NR_MLOCK: 1 } }],
  },
];

export const tests: readonly review_test[] = [...refusals, ...kinds];
